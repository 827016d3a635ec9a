"""Somebody is erased, everywhere; and erased again when a restore has brought them back."""

from __future__ import annotations

import logging
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils.translation import gettext as _

from cms.consent.choices import SuppressionReason
from cms.consent.services.suppression import suppress, suppress_digest
from cms.people.models import Person
from cms.people.owners import owners
from cms.people.rules import normalise_email

from ..choices import How, LetterKind
from ..models import Erasure
from .identity import find_identity
from .ledger import Entry, entries, hash_of_address, hash_of_person, write_entry
from .ordering import order_letter
from .searching import Mention, mentions
from .traces import remove_traces

if TYPE_CHECKING:
    from datetime import datetime

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Report:
    """What an erasure did, or would do: how many of what, by app, in words; and what it left standing.

    `known` tells whether anybody was known by the address; `staff` that a staff account has it, which stays.
    """

    known: bool
    people: int = 0
    done: dict[str, dict[str, int]] = field(default_factory=dict)
    staff: bool = False
    left: list[Mention] = field(default_factory=list)

    @property
    def lines(self) -> list[str]:
        """The report in lines, nothing at nought."""
        return [f"{what}: {count}" for part in self.done.values() for what, count in part.items() if count]


def rehearse(*, email: str, now: datetime) -> Report:
    """What an erasure would do, found out by doing it and taking it back. Raises `ValueError` for no
    address."""
    with transaction.atomic():
        report = _erase_inside(normalise_email(email), how=How.COMMAND, by=None, now=now, rehearsal=True)
        transaction.set_rollback(True)
    return report


def erase(
    *, email: str, how: str, now: datetime, by=None, letter: bool = False, look: bool = False
) -> Report:
    """Remove everything that names or leads to the person with this address; figures stay as they were.

    Nobody is mailed at the address again, and the ledger outside the database remembers its keyed hash. A
    second call, or two at once, does no harm. Afterwards the address may come back as somebody new.

    Args:
        letter: tell the person; the address is kept until that letter has left, and no longer.
        look: read the whole database afterwards for the address, and report where it still stands, such as
            in the text of a page. Takes seconds on a large site.

    Raises:
        ValueError: it is no address, in words for whoever typed it.
        OSError: the ledger could not be written; then nothing was erased.
    """
    address = normalise_email(email)
    with transaction.atomic():
        report = _erase_inside(address, how=how, by=by, now=now, letter=letter)
    if look:
        report.left = list(mentions(address))
    logger.info("Erased: %s record(s) of one person, %s", report.people, how)
    return report


def _erase_inside(address, *, how, by, now, letter=False, rehearsal=False) -> Report:
    # One row after the other in one order, so that two erasures wait for each other and never in a circle.
    people = find_identity(address)
    locked = {
        row.pk
        for row in Person.objects.select_for_update().filter(pk__in=[p.pk for p in people]).order_by("pk")
    }
    people = [person for person in people if person.pk in locked]
    addresses = list(dict.fromkeys([address, *(person.email for person in people)]))
    report = Report(known=bool(people), people=len(people))
    report.staff = get_user_model().objects.filter(email__in=addresses).exists()
    for owner in owners():
        part: Counter[str] = Counter()
        for person in people:
            part.update(owner.erase(person, now=now))
        for one in addresses:
            part.update(owner.erase_address(one, now=now))
        report.done[owner.label] = dict(part)
    report.done["site"] = remove_traces(
        addresses=addresses,
        names=[person.name for person in people],
        people=[person.pk for person in people],
    )
    for one in addresses:
        suppress(email=one, reason=SuppressionReason.ERASED, source="erasure", now=now)
    language = people[-1].language if people else "en"
    hashes = [(person.email, hash_of_person(person.key)) for person in people]
    for person in people:
        Person.objects.filter(merged_into=person.pk).update(merged_into=None)
        Person.objects.get(pk=person.pk).delete()
    report.done["site"][_("people removed")] = len(people)
    if not rehearsal:
        _write_down(
            hashes or [(address, "")], report, how=how, by=by, now=now, language=language, letter=letter
        )
    return report


def _write_down(hashes, report, *, how, by, now, language, letter) -> None:
    """One entry for each address, in the database and, last of all, in the ledger outside it."""
    told = {what: count for part in report.done.values() for what, count in part.items() if count}
    made = []
    for place, (address, person_hash) in enumerate(hashes):
        address_hash = hash_of_address(address)
        if not person_hash and Erasure.objects.filter(address_hash=address_hash, person_hash="").exists():
            continue  # nobody was known by it then and now: once is enough
        is_last = place == len(hashes) - 1
        erasure = Erasure.objects.create(
            address_hash=address_hash,
            person_hash=person_hash,
            erased_at=now,
            how=how,
            by=by,
            done=told if is_last else {},
            letter_to=address if is_last and letter and person_hash else "",
            language=language,
        )
        if erasure.letter_to:
            order_letter(kind=LetterKind.GOODBYE, erasure=erasure, now=now)
        made.append(Entry(erasure.key, address_hash, person_hash, now))
    # If the transaction fails after this, the ledger holds an erasure that was asked for and is asked for
    # again.
    for entry in made:
        write_entry(entry)


def repeat_after_restore(*, made_at: datetime, now: datetime, say=lambda _line: None) -> int:
    """Erase again whoever the ledger knows and a backup has brought back. Returns how many people.

    Somebody is found by the hash of their own key, which is never given twice; or by the hash of their
    address, if they were known before the erasure and it came after the backup was begun: who came back
    later as somebody new is somebody new. The suppression of each address is put back as well.
    """
    ledger = list(entries())
    if not ledger:
        say("The ledger of erasures is empty: nobody to erase again.")
        return 0
    by_person = {entry.person_hash: entry for entry in ledger if entry.person_hash}
    by_address: dict[str, Entry] = {}
    for entry in sorted(ledger, key=lambda one: one.erased_at):
        by_address[entry.address_hash] = entry
    found = []
    for key, email, created_at in (
        Person.objects.order_by("pk").values_list("key", "email", "created_at").iterator()
    ):
        entry = by_person.get(hash_of_person(key))
        if entry is None:
            same = by_address.get(hash_of_address(email))
            if same and same.erased_at > made_at and created_at <= same.erased_at:
                entry = same
        if entry:
            found.append((email, entry))
    people = 0
    for email, entry in found:
        with transaction.atomic():
            report = _erase_inside(email, how=How.RESTORE, by=None, now=entry.erased_at, rehearsal=True)
        people += report.people
    for entry in ledger:
        suppress_digest(
            digest=entry.address_hash, reason=SuppressionReason.ERASED, source="erasure", now=entry.erased_at
        )
        Erasure.objects.get_or_create(
            key=entry.key,
            defaults={
                "address_hash": entry.address_hash,
                "person_hash": entry.person_hash,
                "erased_at": entry.erased_at,
                "how": How.RESTORE,
            },
        )
    say(
        f"Ledger of erasures: {len(ledger)} entries read, {people} people erased again, "
        f"{len(ledger)} addresses kept from being written to."
    )
    return people
