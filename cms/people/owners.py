"""Who answers for personal data: each app for its own, in a module called `personal_data.py`.

An app that keeps anything of a person registers one `Owner`. Access, erasure, merging two identities and the
register of what is kept are put together from all of them; a test fails when a model leads to a person
and no owner names it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from django.utils.module_loading import autodiscover_modules

from .models import Person


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table of what is kept of somebody, for them to read: a title, headings, rows of plain values.

    `slug` names its file in an export. `files` are stored files that belong to it: a name to give each, and
    a function that opens it for reading in binary.
    """

    slug: str
    title: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]
    files: Sequence[tuple[str, Any]] = field(default=())


@dataclass(frozen=True, slots=True)
class Kept:
    """One line of the register of what is kept: what, of whom, why, on which ground, how long.

    `setting` names the setting that holds the number of days, where a nightly job removes it; `days` is that
    number. Neither: the words in `how_long` say when it goes.
    """

    what: str
    whose: str
    why: str
    ground: str
    how_long: str
    setting: str = ""
    days: int | None = None


class Owner:
    """One app's answer for what it keeps of people. Subclass, say all of it, and `register` an instance.

    `label` is the app's; `models` names, as `app_label.ModelName`, every model of it that leads to a person
    or holds something of one.
    """

    label: str = ""
    models: tuple[str, ...] = ()

    def export(self, person: Person) -> list[Sheet]:
        """All that the app keeps of somebody, in words they can read."""
        raise NotImplementedError

    def erase(self, person: Person, *, now: datetime) -> dict[str, int]:
        """Remove what names or leads to somebody; totals and charts stay as they were.

        Called inside a transaction, before the person's own row goes. May be called twice. Returns how many
        records of which kind (in words) were removed or made anonymous.
        """
        raise NotImplementedError

    def erase_address(self, address: str, *, now: datetime) -> dict[str, int]:
        """Remove what is kept under an address alone, whether it belongs to somebody known or not.

        `address` is normalised. Called once for each address of the person, inside the same transaction, also
        when nobody is known by it.
        """
        return {}

    def in_touch(self, since: datetime) -> Any:
        """Whom the app has heard of since a moment, or has to keep for another reason: keys of people.

        A queryset; who is in none is erased after `RETENTION_PEOPLE_DAYS`. None: the app cannot tell.
        """
        return None

    def merge(self, *, kept: Person, gone: Person) -> dict[str, Any]:
        """Hand over to `kept` what belongs to `gone`, losing no event.

        Called inside a transaction. Returns all that `unmerge` needs, as plain JSON; it must hold nothing
        that an erasure would have to find (keys of rows, not addresses or names).
        """
        raise NotImplementedError

    def unmerge(self, *, kept: Person, gone: Person, record: dict[str, Any]) -> None:
        """Take a merge back, from what `merge` returned. Events that came since stay with `kept`."""
        raise NotImplementedError

    def kept(self) -> list[Kept]:
        """The app's lines in the register of what is kept."""
        raise NotImplementedError


_OWNERS: list[Owner] = []


def register(owner: Owner) -> Owner:
    """Add an app's owner. The second of one label raises `ValueError`: one room, one answer."""
    if any(one.label == owner.label for one in _OWNERS):
        raise ValueError(f"{owner.label} has an owner of personal data already.")
    _OWNERS.append(owner)
    return owner


@cache
def _discover() -> None:
    autodiscover_modules("personal_data")


def owners() -> list[Owner]:
    """Every app's owner, in the order of the installed apps."""
    _discover()
    return list(_OWNERS)
