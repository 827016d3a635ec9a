"""Writing the ledger of consent."""

from datetime import datetime

from cms.people.models import Person

from .choices import Act, Purpose
from .models import ConsentEvent, Wording


def current_wording(purpose: str, language: str = "en") -> Wording:
    """Return the newest words for a purpose in a language, or in English where that language has none.

    Raises `LookupError` when nothing has been written for the purpose.
    """
    wordings = Wording.objects.filter(purpose=purpose).order_by("-version")
    wording = wordings.filter(language=language).first() or wordings.filter(language="en").first()
    if wording is None:
        raise LookupError(f"There is no wording for “{Purpose(purpose).label}”.")
    return wording


def give_consent(
    *, person: Person, purpose: str, wording: Wording, source: str, now: datetime
) -> ConsentEvent:
    """Write down that somebody agreed, to which words, and where.

    Raises `ValueError` when the words belong to another purpose: consent to one is none to another.
    """
    if wording.purpose != purpose:
        raise ValueError("The wording belongs to another purpose.")
    return ConsentEvent.objects.create(
        person=person, purpose=purpose, act=Act.GIVEN, wording=wording, source=source[:200], at=now
    )


def withdraw_consent(*, person: Person, purpose: str, source: str, now: datetime) -> ConsentEvent:
    """Write down that somebody said no, also when they had never said yes."""
    return ConsentEvent.objects.create(
        person=person, purpose=purpose, act=Act.WITHDRAWN, source=source[:200], at=now
    )
