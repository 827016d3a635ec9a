"""A person's history, put together from every app that knows something of it.

An app gives its part in a module of its own called `timeline.py`, which registers a function from a person to
entries.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from .models import Person


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


def register(source: Source) -> Source:
    """Add an app's part. Can be used as a decorator."""
    if source not in _SOURCES:
        _SOURCES.append(source)
    return source


@cache
def _discover() -> None:
    autodiscover_modules("timeline")


def timeline_of(person: Person) -> list[Entry]:
    """All that is known to have happened with a person, newest first."""
    _discover()
    return sorted(
        (entry for source in _SOURCES for entry in source(person)), key=lambda entry: entry.at, reverse=True
    )


@register
def first_known(person: Person) -> list[Entry]:
    """The beginning: when we first knew this address."""
    return [Entry(at=person.created_at, title=_("First known to us"), kind="person")]
