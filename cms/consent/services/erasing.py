"""Somebody is erased: what they said stays as a figure, and nothing in it leads to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cms.people.services import addresses_of

from ..models import ConsentEvent, ConsentLetter, Hold, SignUp, SoftOptIn

if TYPE_CHECKING:
    from cms.people.models import Person


@dataclass(frozen=True)
class Erased:
    """How many rows of which kind."""

    events: int
    letters: int
    others: int


def erase_consents(*, person: Person) -> Erased:
    """Take the person out of the ledger, and remove what leads to them besides."""
    events = ConsentEvent.objects.filter(person=person).anonymise()
    letters = ConsentLetter.objects.filter(person=person).delete()[0]
    others = Hold.objects.filter(person=person).delete()[0]
    others += SoftOptIn.objects.filter(person=person).delete()[0]
    for address in addresses_of(person):
        others += forget_sign_ups(address)
    return Erased(events=events, letters=letters, others=others)


def forget_sign_ups(address: str) -> int:
    """Remove what waits to be confirmed at an address, with its letters; how many sign-ups it was."""
    return SignUp.objects.filter(email=address).delete()[1].get("consent.SignUp", 0)
