"""Writing the ledger of consent."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from cms.people.models import Person
from cms.people.services import addresses_of

from ..choices import Act, Proof, Purpose
from ..models import ConsentEvent, SignUp, Wording
from .suppression import lift_suppression


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
    *,
    person: Person,
    purpose: str,
    wording: Wording,
    source: str,
    now: datetime,
    subject: str = "",
    proof: str = Proof.NONE,
    asked_at: datetime | None = None,
    note: str = "",
    user=None,
) -> ConsentEvent:
    """Write down that somebody agreed, to which words, where, and how we know that it was them.

    For the newsletter a yes without proof mails nobody: ask for it with `sign_up`, which writes to them
    first. A yes from their own mailbox (`Proof.LETTER`, `Proof.LINK`) also ends a suppression that may be
    ended so.

    Raises `ValueError` when the words belong to another purpose: consent to one is none to another; and when
    somebody of the team writes it down for them without saying how we know.
    """
    if wording.purpose != purpose:
        raise ValueError("The wording belongs to another purpose.")
    if proof == Proof.RECORDED and not note.strip():
        raise ValueError("Say how they told us.")
    with transaction.atomic():
        event = ConsentEvent.objects.create(
            person=person,
            purpose=purpose,
            subject=subject,
            act=Act.GIVEN,
            wording=wording,
            source=source[:200],
            at=now,
            asked_at=asked_at,
            proof=proof,
            note=note.strip()[:500],
            recorded_by=user,
        )
        if proof in (Proof.LETTER, Proof.LINK):
            lift_suppression(email=person.email, purpose=purpose, by=source, now=now)
    return event


def withdraw_consent(
    *,
    person: Person,
    purpose: str,
    source: str,
    now: datetime,
    subject: str = "",
    note: str = "",
    user=None,
    wording: Wording | None = None,
) -> ConsentEvent:
    """Write down that somebody said no, also when they had never said yes. Ends a sign-up that waits too.

    Of a yes and a no at the same time the no stays: both take the person's row, and a no is never written
    down as earlier than the yes that was there before it.
    """
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        SignUp.objects.filter(email__in=addresses_of(person), purpose=purpose, subject=subject).delete()
        before = ConsentEvent.objects.filter(person=person, purpose=purpose, subject=subject)
        latest = before.aggregate(at=Max("at"))["at"]
        at = max(now, latest + timedelta(microseconds=1)) if latest and latest - now < A_MOMENT else now
        return ConsentEvent.objects.create(
            person=person,
            purpose=purpose,
            subject=subject,
            act=Act.WITHDRAWN,
            wording=wording,
            source=source[:200],
            at=at,
            note=note.strip()[:500],
            recorded_by=user,
        )


# How long two clicks that cross each other may take; a no brought in from long ago keeps its own moment.
A_MOMENT = timedelta(minutes=5)
