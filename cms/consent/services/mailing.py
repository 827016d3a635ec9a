"""The one check at the moment of sending: may this person be mailed about this?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When

from cms.people.models import Person
from cms.people.services import addresses_of

from ..choices import CONFIRMED_TWICE, FOR_ONE_PERSON, Act, Purpose, Refusal, Standing, SuppressionReason
from ..models import ConsentEvent, Hold, SignUp, SoftOptIn, Suppression
from ..rules import Facts, Told, decisive, refusal, standing_of
from .suppression import hash_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet

# A purpose and what of it: the code of a programme, or nothing.
About = tuple[str, str]

# An unconfirmed sign-up counts for nothing after so long, and the night removes it.
CONFIRM_WITHIN = timedelta(days=7)
# A yes is the last of the acts of one moment, so that the more restrictive one decides.
RANK = Case(When(act=Act.WITHDRAWN, then=Value(0)), When(act=Act.UNKNOWN, then=Value(1)), default=Value(2))


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether somebody may be mailed. `reason` says why or why not in words, `code` in one word."""

    allowed: bool
    reason: str
    code: str = ""
    standing: str = Standing.NEVER


def verdict_of(facts: Facts) -> Verdict:
    """Put a refusal into words."""
    why = refusal(facts)
    return Verdict(
        allowed=why in (Refusal.NONE, Refusal.SOFT),
        reason=str(why.label),
        code=why.value,
        standing=facts.standing,
    )


def may_mail(person: Person, purpose: str, *, now: datetime, subject: str = "") -> Verdict:
    """Whether a person may be mailed about a purpose (and a programme, as `subject`) at this moment.

    Ask it right before sending, in the same transaction that decides to send: an audience chosen yesterday is
    no permission today. Five queries.
    """
    return may_mail_about(person, [(purpose, subject)], now=now)[purpose, subject]


def may_mail_about(person: Person, abouts: Sequence[About], *, now: datetime) -> dict[About, Verdict]:
    """The same about several things at once, each a purpose with its subject. Five queries, however many."""
    addresses = addresses_of(person)
    acts: dict[About, list[Told]] = {}
    for event in ConsentEvent.objects.filter(person=person):
        told = Told(event.act, event.at, event.proof, event.pk)
        acts.setdefault((event.purpose, event.subject), []).append(told)
    holds = Hold.objects.filter(person=person).order_by("at").values_list("purpose", "subject", "at")
    held = {(purpose, subject): at for purpose, subject, at in holds}
    sign_ups = SignUp.objects.filter(email__in=addresses, asked_at__gt=now - CONFIRM_WITHIN)
    waiting = set(sign_ups.values_list("purpose", "subject"))
    suppressed = _suppressed_for(person, addresses)
    soft: set[str] = set()
    if settings.SOFT_OPT_IN:
        soft = set(SoftOptIn.objects.filter(person=person).values_list("purpose", flat=True))
    verdicts = {}
    for about in abouts:
        purpose, _subject = about
        last = decisive(acts.get(about, ()))
        verdicts[about] = verdict_of(
            Facts(
                purpose=purpose,
                standing=standing_of(last, held_at=held.get(about), waiting=about in waiting),
                proven=bool(last and last.proof),
                suppressed=bool({"", purpose} & suppressed),
                shared=person.is_shared_mailbox,
                merged=person.merged_into_id is not None,
                # Kept apart: it carries nobody who ever answered, whatever the answer was.
                soft=last is None and purpose in soft,
            )
        )
    return verdicts


def _suppressed_for(person: Person, addresses: list[str]) -> set[str]:
    """For which purposes ("" is all of them) their address, or another of theirs, is suppressed.

    A dead mailbox says nothing of the others.
    """
    digests = {hash_of(email): email for email in addresses}
    rows = Suppression.objects.filter(digest__in=list(digests), lifted_at__isnull=True)
    return {
        row.purpose
        for row in rows
        if digests[row.digest] == person.email or row.reason != SuppressionReason.BOUNCED
    }


def with_consent(people: QuerySet[Person], purpose: str, *, subject: str = "") -> QuerySet[Person]:
    """Those whose standing is a yes that counts, whatever the suppression list says."""
    latest = (
        ConsentEvent.objects.filter(person=OuterRef("pk"), purpose=purpose, subject=subject)
        .annotate(rank=RANK)
        .order_by("-at", "rank", "-pk")
    )
    held = Hold.objects.filter(
        person=OuterRef("person"), purpose=purpose, subject=subject, at__gte=OuterRef("at")
    )
    counts = ConsentEvent.objects.filter(pk=OuterRef("last_act"), act=Act.GIVEN).exclude(Exists(held))
    if Purpose(purpose) in CONFIRMED_TWICE:
        counts = counts.exclude(proof="")
    wanted = Q(Exists(counts))
    if settings.SOFT_OPT_IN:
        soft = SoftOptIn.objects.filter(person=OuterRef("pk"), purpose=purpose)
        wanted |= Q(Exists(soft)) & Q(last_act__isnull=True) & Q(is_shared_mailbox=False)
    found = people.filter(merged_into__isnull=True).alias(last_act=Subquery(latest.values("pk")[:1]))
    if Purpose(purpose) in FOR_ONE_PERSON:
        found = found.filter(is_shared_mailbox=False)
    return found.filter(wanted)


def mailable(
    people: QuerySet[Person], purpose: str, *, subject: str = "", now: datetime | None = None
) -> QuerySet[Person]:
    """Those of some people who may be mailed about a purpose: the same answer as `may_mail` for each.

    A few queries however many they are; the suppression list is compared here, because the database cannot
    hash an address under our key. `now` is taken for the sake of callers that pass it along; the answer is
    that of the moment of asking.
    """
    found = with_consent(people, purpose, subject=subject)
    rows = Suppression.objects.filter(Q(purpose="") | Q(purpose=purpose), lifted_at__isnull=True)
    reasons: dict[str, set[str]] = {}
    for digest, reason in rows.values_list("digest", "reason"):
        reasons.setdefault(digest, set()).add(reason)
    if not reasons:
        return found
    suppressed = {
        pk
        for pk, email in found.order_by().values_list("pk", "email").iterator()
        if hash_of(email) in reasons
    }
    others = Person.objects.filter(merged_into__in=found.order_by().values("pk"))
    for owner, email in others.values_list("merged_into", "email").iterator():
        if reasons.get(hash_of(email), set()) - {SuppressionReason.BOUNCED}:
            suppressed.add(owner)
    return found.exclude(pk__in=suppressed) if suppressed else found
