"""Reading the ledger of consent."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.core.choices import LetterState
from cms.people.models import Person

from .choices import Act, Purpose, Refusal, Standing, SuppressionReason
from .models import ConsentEvent, ConsentLetter, Suppression, Wording
from .rules import Told, decisive
from .services import Verdict, current_wording, digest_of
from .services.mailing import may_mail_about


@dataclass(frozen=True)
class Line:
    """What was last said about one purpose. `at` is `None` when they were never asked or never answered."""

    purpose: Purpose
    given: bool
    at: datetime | None = None
    wording: Wording | None = None
    source: str = ""
    subject: str = ""


def standing(person: Person) -> list[Line]:
    """Return one line for each purpose, and for each programme of one, by the decisive act. One query."""
    events = ConsentEvent.objects.filter(person=person).select_related("wording")
    told: dict[tuple[str, str], dict[Told, ConsentEvent]] = {}
    for event in events:
        act = Told(event.act, event.at, event.proof, event.pk)
        told.setdefault((event.purpose, event.subject), {})[act] = event
    lines = []
    for purpose in Purpose:
        subjects = sorted(subject for known, subject in told if known == purpose)
        for subject in subjects or [""]:
            acts = told.get((purpose, subject), {})
            last = decisive(acts)
            if last is None:
                lines.append(Line(purpose, given=False))
            else:
                event = acts[last]
                given = event.act == Act.GIVEN
                lines.append(Line(purpose, given, event.at, event.wording, event.source, subject))
    return lines


@dataclass(frozen=True)
class Asked:
    """One purpose on somebody's own page: its name in the form, its words, how it stands now in a sentence.

    `answer` is "yes", "no", or None where nothing they said counts.
    """

    name: str
    purpose: str
    subject: str
    label: str
    wording: Wording
    now: str
    answer: str | None


def choices_of(person: Person, *, language: str, now: datetime) -> list[Asked]:
    """Every purpose that has words, for the person themselves; a programme once they were asked about it."""
    asked = []
    lines = standing(person)
    found = may_mail_about(person, [(line.purpose, line.subject) for line in lines], now=now)
    for place, line in enumerate(lines):
        if line.purpose == Purpose.PROGRAMME and not line.subject:
            continue
        try:
            wording = current_wording(line.purpose, language)
        except LookupError:
            continue
        verdict = found[line.purpose, line.subject]
        label = str(line.purpose.label) + (f": {line.subject}" if line.subject else "")
        answer = {Standing.GIVEN: "yes", Standing.WITHDRAWN: "no"}.get(Standing(verdict.standing))
        if verdict.code == Refusal.UNPROVEN:
            answer = None
        asked.append(
            Asked(
                name=f"purpose-{place}",
                purpose=line.purpose.value,
                subject=line.subject,
                label=label,
                wording=wording,
                now=_in_words(verdict, line),
                answer=answer,
            )
        )
    return asked


def _in_words(verdict: Verdict, line: Line) -> str:
    """How it stands, to the person it is about."""
    day = date_format(timezone.localtime(line.at)) if line.at else ""
    if verdict.code == Refusal.SUPPRESSED:
        return _(
            "We do not write to this address at all. If you want us to, tell us in a letter of your own."
        )
    if verdict.code == Refusal.SHARED:
        return _("Several people read this mailbox, so we do not write to it about this.")
    if verdict.code == Refusal.AWAITING:
        return _("You said yes, and have not confirmed it yet. Choose yes and save: that confirms it.")
    if verdict.standing == Standing.GIVEN and verdict.allowed:
        return _("Now: yes, since %(day)s.") % {"day": day}
    if verdict.standing == Standing.WITHDRAWN:
        return _("Now: no, since %(day)s.") % {"day": day}
    return _("Now: no, because you have not told us.")


@dataclass(frozen=True)
class Answer:
    """One purpose on a person's page in the admin: what was last said, and whether they may be mailed."""

    line: Line
    verdict: Verdict


def verdicts(person: Person, *, now: datetime) -> list[Answer]:
    """Each purpose with what was last said and what follows from it. Six queries."""
    lines = standing(person)
    found = may_mail_about(person, [(line.purpose, line.subject) for line in lines], now=now)
    return [Answer(line, found[line.purpose, line.subject]) for line in lines]


def uncertain_letters() -> int:
    """How many letters of this room may or may not have gone out. One query."""
    return ConsentLetter.objects.filter(state=LetterState.UNCERTAIN).count()


def wordings_in_use() -> dict[str, list[Wording]]:
    """Every version of the words by purpose, the newest first, each with `used`: acts under it. One query."""
    acts = ConsentEvent.objects.filter(wording=OuterRef("pk")).order_by().values("wording")
    used = Coalesce(Subquery(acts.annotate(n=Count("pk")).values("n")), 0)
    found: dict[str, list[Wording]] = {}
    for row in Wording.objects.annotate(used=used).order_by("purpose", "-version", "-language"):
        found.setdefault(row.purpose, []).append(row)
    return found


def suppression_counts() -> list[tuple[str, int, int]]:
    """For each reason how many addresses are never mailed, and how many were and may be again. One query."""
    rows = Suppression.objects.values("reason").order_by("reason")
    counts = {
        row["reason"]: (row["standing"], row["lifted"])
        for row in rows.annotate(
            standing=Count("digest", distinct=True, filter=Q(lifted_at__isnull=True)),
            lifted=Count("digest", distinct=True, filter=Q(lifted_at__isnull=False)),
        )
    }
    return [(str(reason.label), *counts.get(reason.value, (0, 0))) for reason in SuppressionReason]


def suppressions_of(email: str) -> list[Suppression]:
    """All that is kept against mailing an address, lifted or not. One query."""
    return list(Suppression.objects.filter(digest=digest_of(email)))
