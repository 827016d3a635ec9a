"""A person's history, put together from every app that knows something of it.

An app gives its part in a module of its own called `timeline.py`, which registers a function from a person to
entries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .models import Merge, Person


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened: when (aware), in a few words, with more beside it, and where to see it.

    `kind` is a short word an app uses for its own entries, such as `download`.
    """

    at: datetime
    title: str
    detail: str = ""
    url: str = ""
    kind: str = ""


Source = Callable[[Person], Iterable[Entry]]
_SOURCES: list[Source] = []
_KINDS: dict[str, str | Promise] = {}


def register(source: Source) -> Source:
    """Add an app's part. Can be used as a decorator. A source asks the database once or twice, never more."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


def name_kind(kind: str, label: str | Promise) -> None:
    """Say what entries of a kind are called where the timeline can be narrowed to them."""
    _KINDS[kind] = label


@cache
def _discover() -> None:
    autodiscover_modules("timeline")


def timeline_of(person: Person) -> list[Entry]:
    """All that is known to have happened with a person, newest first."""
    _discover()
    return sorted(
        (entry for source in _SOURCES for entry in source(person)), key=lambda entry: entry.at, reverse=True
    )


def kinds_in(entries: Iterable[Entry]) -> list[tuple[str, str | Promise, int]]:
    """Each kind that occurs, by name: its word, what it is called, and how often."""
    counts: dict[str, int] = {}
    for entry in entries:
        counts[entry.kind] = counts.get(entry.kind, 0) + 1
    found = [(kind, _KINDS.get(kind, kind), number) for kind, number in counts.items() if kind]
    return sorted(found, key=lambda one: str(one[1]))


name_kind("person", gettext_lazy("Who they are"))


@register
def known(person: Person) -> list[Entry]:
    """The beginning, and when they were joined with somebody or parted. One query."""
    found = [Entry(at=person.created_at, title=_("First known to us"), kind="person")]
    for merge in Merge.objects.filter(Q(kept=person) | Q(gone=person)):
        found.append(Entry(at=merge.at, title=_("Found to be one person under two addresses"), kind="person"))
        if merge.undone_at:
            found.append(
                Entry(at=merge.undone_at, title=_("Taken apart again: they were two people"), kind="person")
            )
    return found
