"""Saying yes twice: once on a form, once from the mailbox. Only the second counts."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from cms.people.models import Person
from cms.people.rules import normalise_email
from cms.people.services import find, identify

from ..choices import LetterKind, Proof, Purpose
from ..models import ConsentEvent, ConsentLetter, SignUp
from .ledger import give_consent
from .mailing import CONFIRM_WITHIN, may_mail
from .ordering import order_letter
from .suppression import lift_suppression, may_be_asked

if TYPE_CHECKING:
    from ..models import Wording

# Whoever signs up again meanwhile gets no second letter: the first is on its way.
AGAIN_AFTER = timedelta(minutes=30)
LETTERS_KEPT = timedelta(days=90)


def sign_up(
    *,
    email: str,
    wording: Wording,
    language: str,
    source: str,
    now: datetime,
    purpose: str = Purpose.NEWSLETTER,
    subject: str = "",
) -> None:
    """Somebody ticked the box: write to that address and wait. Nobody else learns what becomes of it.

    Who gets it already is sent the link to their choices instead; who told us never to write is not written
    to. Each way costs one task, so that all take as long.

    Raises `ValueError` when it is no address, or the words belong to another purpose.
    """
    if wording.purpose != purpose:
        raise ValueError("The wording belongs to another purpose.")
    address = normalise_email(email)
    with transaction.atomic():
        person = find(address)
        if not may_be_asked(address):
            order_letter(kind=LetterKind.CONFIRM, now=now)
        elif person and may_mail(person, purpose, now=now, subject=subject).allowed:
            _send_choices(person, now=now)
        else:
            row, _made = SignUp.objects.update_or_create(
                email=address,
                purpose=purpose,
                subject=subject,
                defaults={"wording": wording, "language": language, "source": source[:200], "asked_at": now},
            )
            _send_to_confirm(row, now=now)


def _send_to_confirm(row: SignUp, *, now: datetime) -> None:
    """Order the letter, unless one was ordered just now: one conditional update decides."""
    due = Q(mailed_at__isnull=True) | Q(mailed_at__lte=now - AGAIN_AFTER)
    if SignUp.objects.filter(due, pk=row.pk).update(mailed_at=now):
        order_letter(kind=LetterKind.CONFIRM, sign_up=row.pk, now=now)
    else:
        order_letter(kind=LetterKind.CONFIRM, now=now)


def _send_choices(person: Person, *, now: datetime) -> None:
    recent = ConsentLetter.objects.filter(person=person, created_at__gt=now - AGAIN_AFTER).exists()
    order_letter(kind=LetterKind.PREFERENCES, person=0 if recent else person.pk, now=now)


def send_choices(*, email: str, now: datetime) -> None:
    """Send the link to somebody's choices to their address; to one nobody is known by, nothing.

    Raises `ValueError` when it is no address.
    """
    address = normalise_email(email)
    with transaction.atomic():
        person = find(address)
        if person is None:
            order_letter(kind=LetterKind.PREFERENCES, now=now)
        else:
            _send_choices(person, now=now)


def ask_again(*, key: UUID, now: datetime) -> bool:
    """Send the letter of a sign-up that still waits once more. False when it waits no longer."""
    with transaction.atomic():
        row = SignUp.objects.filter(key=key).first()
        if row is None:
            return False
        SignUp.objects.filter(pk=row.pk).update(asked_at=now)
        _send_to_confirm(row, now=now)
    return True


def awaits_confirmation(email: str, *, now: datetime, purpose: str = Purpose.NEWSLETTER) -> bool:
    """Whether a letter to confirm is on its way to this address, or lies there. One query."""
    waiting = SignUp.objects.filter(email=email, purpose=purpose, asked_at__gt=now - CONFIRM_WITHIN)
    return waiting.exists()


def waiting_sign_up(key: UUID) -> SignUp | None:
    """The sign-up that a link is about, if it still waits."""
    return SignUp.objects.select_related("wording").filter(key=key).first()


def confirm(*, key: UUID, now: datetime) -> ConsentEvent | None:
    """Somebody pressed the button behind the link in their letter: now it is a yes, and they are somebody.

    None when there is nothing to confirm (any more): it was confirmed, they unsubscribed meanwhile, or its
    time has run out. Twice means once.
    """
    with transaction.atomic():
        row = SignUp.objects.select_related("wording").filter(key=key).first()
        if row is None or row.asked_at <= now - CONFIRM_WITHIN:
            return None
        person = identify(email=row.email, language=row.language, now=now)
        # The person first, as in `withdraw_consent`: whoever is second finds no sign-up.
        person = Person.objects.select_for_update().get(pk=person.pk)
        if not SignUp.objects.filter(pk=row.pk).delete()[1].get("consent.SignUp"):
            transaction.set_rollback(True)
            return None
        lift_suppression(email=row.email, purpose=row.purpose, by=row.source, now=now)
        return give_consent(
            person=person,
            purpose=row.purpose,
            subject=row.subject,
            wording=row.wording,
            source=row.source,
            proof=Proof.LETTER,
            asked_at=row.asked_at,
            now=now,
        )


def forget_unconfirmed(*, now: datetime) -> int:
    """Remove sign-ups that nobody confirmed in time, with their letters. Returns how many."""
    return SignUp.objects.filter(asked_at__lte=now - CONFIRM_WITHIN).delete()[1].get("consent.SignUp", 0)


def forget_letters(*, now: datetime) -> int:
    """Remove what became of old letters. Returns how many."""
    return ConsentLetter.objects.filter(created_at__lte=now - LETTERS_KEPT).delete()[0]
