"""Reading the ledger of consent."""

from dataclasses import dataclass
from datetime import datetime

from cms.people.models import Person

from .choices import Act, Purpose
from .models import ConsentEvent, Wording
from .rules import Told, decisive


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
