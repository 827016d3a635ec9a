"""Two people who are one: joined, and apart again; and the other addresses of somebody."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ..models import Merge, Person
from ..owners import owners
from ..rules import normalise_email

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

# What may be taken over from the other side: a word for it, and the columns that go together.
FACTS: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "role": ("role",),
    "organisation_type": ("organisation_type",),
    "organisation": ("organisation_name", "organisation_id"),
    "place": ("postcode", "country", "outcode", "region", "authority", "place_method"),
    "language": ("language",),
}
# What an address is known by, beside itself: goes with it when it becomes the main one.
OF_AN_ADDRESS = ("is_shared_mailbox", "mailbox_checked_at")
_BLANK = ("", None, "none")
# How long after a joining something may still be written to the old row.
LATE = timedelta(days=3)


class Refused(ValueError):  # noqa: N818 - reads as a sentence where it is caught
    """It cannot be done as things stand; the message says why, to the person who asked."""


def is_blank(person: Person, fact: str) -> bool:
    """Whether nothing is known of this."""
    return all(getattr(person, column) in _BLANK for column in FACTS[fact])


def merge_people(
    *, kept: Person, gone: Person, taken: Collection[str] = (), user=None, now: datetime
) -> Merge:
    """Make two people one: `gone` becomes another address of `kept`, and everything of theirs goes over.

    Facts named in `taken` (see `FACTS`) come from `gone`, and so does what is blank on the other side; the
    two sides change places in them, so that nothing is lost. Who was joined to `gone` now leads to `kept`.
    The more restrictive consent stands, and downloads count as one person's: each app sees to its own.

    Raises `Refused` with a sentence when one of them is gone or has been joined to somebody meanwhile.
    """
    with transaction.atomic():
        kept, gone = _locked(kept.pk, gone.pk)
        record: dict[str, Any] = {
            "facts": _swap_facts(kept, gone, taken),
            "since": gone.created_at < kept.created_at,
            "aliases": list(gone.other_addresses.order_by("pk").values_list("pk", flat=True)),
            "swaps": [],
        }
        if record["since"]:
            kept.created_at, gone.created_at = gone.created_at, kept.created_at
        record["owners"] = {owner.label: [owner.merge(kept=kept, gone=gone)] for owner in owners()}
        gone.merged_into = kept
        _save(kept, now)
        _save(gone, now)
        Person.objects.filter(pk__in=record["aliases"]).update(merged_into=kept)
        merge = Merge.objects.create(kept=kept, gone=gone, at=now, by=user, record=record)
        _log(kept, "people.merge", user, {"merge": merge.pk, "gone": gone.pk})
    return merge


def unmerge_people(*, merge: Merge, user=None, now: datetime) -> Merge:
    """Take a joining back: each side has its address, facts and events again.

    What came since stays with the one that was kept. The latest joining of somebody is taken back first.

    Raises `Refused` with a sentence when it was taken back before, somebody was erased, or another one has
    to go first.
    """
    with transaction.atomic():
        merge = Merge.objects.select_for_update().get(pk=merge.pk)
        if reason := why_not_undone(merge):
            raise Refused(reason)
        rows = Person.objects.select_for_update().filter(pk__in=(merge.kept_id, merge.gone_id)).order_by("pk")
        people = {person.pk: person for person in rows}
        kept, gone = people[merge.kept_id], people[merge.gone_id]
        if reason := why_not_undone(merge, kept=kept, gone=gone):
            raise Refused(reason)
        record = merge.record
        for one, other in reversed(record["swaps"]):
            _swap_addresses(one, other)
        kept.refresh_from_db()
        gone.refresh_from_db()
        gone.merged_into = None
        for owner in reversed(owners()):
            for part in reversed(record["owners"].get(owner.label, ())):
                owner.unmerge(kept=kept, gone=gone, record=part)
        if record["since"]:
            kept.created_at, gone.created_at = gone.created_at, kept.created_at
        _swap(kept, gone, record["facts"])
        _save(kept, now)
        _save(gone, now)
        Person.objects.filter(pk__in=record["aliases"], merged_into=kept).update(merged_into=gone)
        merge.undone_at, merge.undone_by = now, user
        merge.save(update_fields=["undone_at", "undone_by"])
        _log(kept, "people.unmerge", user, {"merge": merge.pk, "gone": gone.pk})
    return merge


def gather_late(*, now: datetime) -> int:
    """Hand over what was written to somebody at the very moment they were joined. Returns for how many.

    On PostgreSQL a form may have found the old row just before, and written to it just after. Such rows lead
    on, but stand with the wrong one of the two until this has run. A second run finds nothing.
    """
    gathered = 0
    for pk in Merge.objects.filter(undone_at=None, at__gt=now - LATE).values_list("pk", flat=True):
        with transaction.atomic():
            merge = Merge.objects.select_for_update().filter(pk=pk, undone_at=None).first()
            if merge is None or merge.kept is None or merge.gone is None:
                continue
            rows = Person.objects.select_for_update().filter(pk__in=(merge.kept_id, merge.gone_id))
            people = {person.pk: person for person in rows.order_by("pk")}
            kept, gone = people[merge.kept_id], people[merge.gone_id]
            late = [
                owner for owner in owners() if owner.label != "people" and has_anything(gone, owner.label)
            ]
            if not late or kept.merged_into_id is not None:
                continue
            for owner in late:
                merge.record["owners"].setdefault(owner.label, []).append(owner.merge(kept=kept, gone=gone))
            merge.save(update_fields=["record"])
            gathered += 1
    return gathered


def why_not_undone(merge: Merge, *, kept: Person | None = None, gone: Person | None = None) -> str:
    """Why a joining cannot be taken back now, in a sentence; empty when it can."""
    kept, gone = kept or merge.kept, gone or merge.gone
    if merge.undone_at is not None:
        return _("This joining has been taken back already.")
    if kept is None or gone is None:
        return _("The person has been erased, so nothing of the joining is left to take back.")
    if kept.merged_into_id is not None:
        return _("They have been joined to somebody else since. Take that joining back first.")
    if Merge.objects.filter(kept=kept, undone_at=None, pk__gt=merge.pk).exists():
        return _("Somebody else has been joined to them since. Take that joining back first.")
    return ""


def add_address(*, person: Person, email: str, user=None, now: datetime) -> Person:
    """Write down that an address belongs to somebody we know by another.

    Raises `ValueError` with a sentence when it is no address, or `AddressTaken` when somebody is known by it.
    """
    address = normalise_email(email)
    with transaction.atomic():
        other, made = Person.objects.get_or_create(
            email=address, defaults={"created_at": now, "merged_into": person}
        )
        if not made:
            raise AddressTaken(other)
        _log(person, "people.address_added", user, {"address": other.pk})
    return other


class AddressTaken(Refused):
    """The address is somebody's already: theirs, or of somebody who may be joined to them."""

    def __init__(self, other: Person) -> None:
        super().__init__(_("Somebody is known by this address already."))
        self.other = other


def make_main(*, person: Person, other: Person, user=None, now: datetime) -> None:
    """Make another address of somebody the one we write to. The two rows change places in their addresses.

    Raises `Refused` when the address is not, or no longer, theirs.
    """
    with transaction.atomic():
        rows = list(Person.objects.select_for_update().filter(pk__in=(person.pk, other.pk)).order_by("pk"))
        if not any(row.pk == other.pk and row.merged_into_id == person.pk for row in rows):
            raise Refused(_("This address is not theirs any more."))
        _swap_addresses(person.pk, other.pk)
        _log(person, "people.address_main", user, {"address": other.pk})


def remove_address(*, person: Person, other: Person, user=None) -> None:
    """Take away an address that was added by hand and has nothing of its own.

    Raises `Refused` with a sentence when it came with a joining, has anything of its own, or is not theirs.
    """
    with transaction.atomic():
        row = Person.objects.select_for_update().filter(pk=other.pk, merged_into=person).first()
        if row is None:
            raise Refused(_("This address is not theirs any more."))
        if Merge.objects.filter(gone=row, undone_at=None).exists():
            raise Refused(_("This address came when two people were joined. Take the joining back instead."))
        if has_anything(row):
            raise Refused(_("Something was done under this address, so it stays."))
        pk = row.pk
        row.delete()
        _log(person, "people.address_removed", user, {"address": pk})


def has_anything(person: Person, app: str = "") -> bool:
    """Whether a record of any app, or of one, leads to this row; likely duplicates and joinings aside."""
    for relation in Person._meta.get_fields(include_hidden=True):
        if not relation.auto_created or relation.concrete or relation.related_model is None:
            continue
        if relation.related_model._meta.model_name in ("duplicateproposal", "merge"):
            continue
        if app and relation.related_model._meta.app_label != app:
            continue
        name = relation.field.name
        if relation.related_model._base_manager.filter(**{name: person.pk}).exists():
            return True
    return False


def _locked(kept_pk: int, gone_pk: int) -> tuple[Person, Person]:
    """Both rows, locked in one order, whichever is kept. Raises `Refused` when they are not both free."""
    if kept_pk == gone_pk:
        raise Refused(_("These are the same person already."))
    rows = Person.objects.select_for_update().filter(pk__in=(kept_pk, gone_pk)).order_by("pk")
    people = {person.pk: person for person in rows}
    if len(people) < 2:
        raise Refused(_("One of the two is no longer there."))
    if any(person.merged_into_id is not None for person in people.values()):
        raise Refused(_("One of the two has been joined to somebody meanwhile. Look at them again."))
    return people[kept_pk], people[gone_pk]


def _swap_facts(kept: Person, gone: Person, taken: Collection[str]) -> list[str]:
    """Take over what was chosen or is blank, and say what that was."""
    chosen = [fact for fact in FACTS if not is_blank(gone, fact) and (fact in taken or is_blank(kept, fact))]
    _swap(kept, gone, chosen)
    return chosen


def _swap(one: Person, other: Person, facts: Collection[str]) -> None:
    for column in (column for fact in facts for column in FACTS[fact]):
        mine, theirs = getattr(one, column), getattr(other, column)
        setattr(one, column, theirs)
        setattr(other, column, mine)


def _save(person: Person, now: datetime) -> None:
    columns = [column for fact in FACTS.values() for column in fact]
    values = {column: getattr(person, column) for column in columns}
    Person.objects.filter(pk=person.pk).update(
        **values, created_at=person.created_at, merged_into=person.merged_into, updated_at=now
    )


def _swap_addresses(one_pk: int, other_pk: int) -> None:
    """Let two rows change places in their addresses, and tell the joinings that may have to undo it."""
    rows = {row.pk: row for row in Person.objects.filter(pk__in=(one_pk, other_pk))}
    if len(rows) < 2:
        return
    one, other = rows[one_pk], rows[other_pk]
    flags = {pk: {name: getattr(row, name) for name in OF_AN_ADDRESS} for pk, row in rows.items()}
    # Each address stands once at every moment, so one of them steps aside.
    Person.objects.filter(pk=one_pk).update(email=f"{uuid.uuid4()}@aside.invalid")
    Person.objects.filter(pk=other_pk).update(email=one.email, **flags[one_pk])
    Person.objects.filter(pk=one_pk).update(email=other.email, **flags[other_pk])
    kept = {one_pk, other_pk}
    for merge in Merge.objects.select_for_update().filter(kept__in=kept, undone_at=None):
        merge.record["swaps"].append([one_pk, other_pk])
        merge.save(update_fields=["record"])


def _log(person: Person, action: str, user, data: dict) -> None:
    """Write down who did it, by numbers alone: a log is kept for ever."""
    log(
        instance=person,
        action=action,
        user=user,
        title=_("Person %(number)s") % {"number": person.pk},
        data=data,
    )
