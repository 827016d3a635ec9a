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
from .suppression import hash_of, standing_rows

if TYPE_CHECKING:
    from django.db.models import QuerySet

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
    no permission today. At most six queries.
    """
    return verdict_of(facts_about(person, purpose, now=now, subject=subject))


def is_person_suppressed(person: Person, purpose: str, addresses: list[str]) -> bool:
    """Whether their address, or another of theirs for any reason but a dead mailbox, is suppressed."""
    digests = {hash_of(email): email for email in addresses}
    return any(
        digests[row.digest] == person.email or row.reason != SuppressionReason.BOUNCED
        for row in standing_rows(digests, purpose)
    )


def facts_about(person: Person, purpose: str, *, now: datetime, subject: str = "") -> Facts:
    """All that decides it."""
    events = ConsentEvent.objects.filter(person=person, purpose=purpose, subject=subject)
    last = decisive(Told(*row) for row in events.values_list("act", "at", "proof", "pk"))
    held = Hold.objects.filter(person=person, purpose=purpose, subject=subject).order_by("-at")
    addresses = addresses_of(person)
    waiting = SignUp.objects.filter(
        email__in=addresses, purpose=purpose, subject=subject, asked_at__gt=now - CONFIRM_WITHIN
    )
    return Facts(
        purpose=purpose,
        standing=standing_of(
            last, held_at=held.values_list("at", flat=True).first(), waiting=waiting.exists()
        ),
        proven=bool(last and last.proof),
        suppressed=is_person_suppressed(person, purpose, addresses),
        shared=person.is_shared_mailbox,
        merged=person.merged_into_id is not None,
        # Kept apart: it carries nobody who ever answered, whatever the answer was.
        soft=settings.SOFT_OPT_IN
        and last is None
        and SoftOptIn.objects.filter(person=person, purpose=purpose).exists(),
    )


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
