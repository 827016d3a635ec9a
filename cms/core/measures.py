"""What the `figures` command can tell. An app adds its measures in a module `measures.py` of its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Protocol

from django.utils.module_loading import autodiscover_modules


@dataclass(frozen=True)
class Figures:
    """The answer: rows in the order to show them, totals, and whatever else belongs to the measure.

    The first key of each row is `by`; `first` and `last` are days in London, both included. `columns` are the
    keys of the rows, told although there may be none.
    """

    measure: str
    first: date | None
    last: date | None
    by: str | None
    rows: list[dict]
    total: dict
    more: dict[str, dict] = field(default_factory=dict)
    columns: tuple[str, ...] = ()

    def as_dict(self) -> dict:
        """For JSON, with days as ISO."""
        return {
            "measure": self.measure,
            "from": self.first.isoformat() if self.first else None,
            "to": self.last.isoformat() if self.last else None,
            "by": self.by,
            "rows": self.rows,
            "total": self.total,
            **self.more,
        }


class Measure(Protocol):
    """Something that can be counted."""

    summary: str
    """One line for `figures --help`."""
    breakdowns: tuple[str, ...]
    """What may stand after `--by`."""
    filters: tuple[str, ...]
    """Which of the command's filters it understands, such as `resource`."""

    def read(
        self, *, first: date | None, last: date | None, by: str | None, filters: Mapping[str, str]
    ) -> Figures:
        """Return the figures. Raises `ValueError` with a sentence for what a filter cannot be."""


_MEASURES: dict[str, Measure] = {}


def register(name: str, measure: Measure) -> None:
    """Add a measure under the word that is typed after `figures`. Raises `ValueError` if it is taken."""
    if _MEASURES.get(name, measure) is not measure:
        raise ValueError(f"There is a measure “{name}” already.")
    _MEASURES[name] = measure


@cache
def _discover() -> None:
    autodiscover_modules("measures")


def all_measures() -> dict[str, Measure]:
    """Return the measures of every app, by name."""
    _discover()
    return dict(sorted(_MEASURES.items()))
