"""Reading the ledger of consent."""

from dataclasses import dataclass
from datetime import datetime

from cms.people.models import Person

from .choices import Act, Purpose
from .models import ConsentEvent, Wording


@dataclass(frozen=True)
class Standing:
    """How one purpose stands for one person. `at` is `None` when they were never asked or never answered."""

    purpose: Purpose
    given: bool
    at: datetime | None = None
    wording: Wording | None = None
    source: str = ""


def standing(person: Person) -> list[Standing]:
    """Return one line for each purpose, decided by the person's latest act. One query."""
    latest: dict[str, ConsentEvent] = {}
    events = ConsentEvent.objects.filter(person=person).select_related("wording").order_by("at", "pk")
    for event in events:
        latest[event.purpose] = event
    return [
        Standing(purpose, event.act == Act.GIVEN, event.at, event.wording, event.source)
        if (event := latest.get(purpose))
        else Standing(purpose, given=False)
        for purpose in Purpose
    ]
