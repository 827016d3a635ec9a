"""What a selection is made from: candidates with a score and attributes, and quotas over the attributes."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Scores are compared as whole numbers: a score may have this many decimals and be this large.
DECIMALS = 4
LARGEST = 100_000


class PoolError(ValueError):
    """A row that cannot be used, in words: which line, what is wrong, what to do."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be chosen. `score` in points; `attributes` by name, such as region."""

    id: str
    score: Decimal
    attributes: Mapping[str, str] = field(default_factory=dict)

    @property
    def units(self) -> int:
        """The score in ten-thousandths of a point, exactly."""
        return int(self.score.scaleb(DECIMALS))


@dataclass(frozen=True, slots=True)
class Quota:
    """At least and at most so many of those chosen have a value. `maximum` None: no limit."""

    attribute: str
    value: str
    minimum: int = 0
    maximum: int | None = None

    def __str__(self) -> str:
        return f"{self.attribute}={self.value}"

    def covers(self, candidate: Candidate) -> bool:
        """Whether a candidate counts for it. Capital letters and surrounding space are ignored."""
        return _fold(candidate.attributes.get(self.attribute, "")) == _fold(self.value)

    def without_minimum(self) -> Quota:
        """The same with its maximum alone."""
        return Quota(self.attribute, self.value, 0, self.maximum)


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()


def read_score(text: str) -> Decimal:
    """A score as typed: `7`, `7.25`, at most four decimals. Raises `ValueError` with a sentence."""
    try:
        score = Decimal(text.strip())
    except InvalidOperation as error:
        raise ValueError(_("“%(text)s” is no score. Write a number like 7.5.") % {"text": text}) from error
    if not score.is_finite() or abs(score) > LARGEST:
        raise ValueError(
            _("“%(text)s” is no score between -%(most)s and %(most)s.") % {"text": text, "most": LARGEST}
        )
    if score != round(score, DECIMALS):
        raise ValueError(_("“%(text)s” has more than four decimals.") % {"text": text})
    return score


def read_pool(rows: Iterable[tuple[int, dict[str, str]]]) -> list[Candidate]:
    """Candidates from rows with their line numbers: `id`, `score`, and any columns as attributes.

    Raises `PoolError` when a column is missing, an id is empty or stands twice, or a score is none.
    """
    found: dict[str, Candidate] = {}
    for line, row in rows:
        _needs(row, ("id", "score"))
        name = row["id"]
        if not name:
            raise PoolError(_("Line %(line)s: the id is empty.") % {"line": line})
        if name in found:
            raise PoolError(_("Line %(line)s: the id “%(id)s” stands twice.") % {"line": line, "id": name})
        try:
            score = read_score(row["score"])
        except ValueError as error:
            raise PoolError(_("Line %(line)s: %(why)s") % {"line": line, "why": error}) from error
        attributes = {key: value for key, value in row.items() if key not in ("", "id", "score")}
        found[name] = Candidate(name, score, attributes)
    if not found:
        raise PoolError(_("The pool is empty."))
    return list(found.values())


def read_quotas(rows: Iterable[tuple[int, dict[str, str]]], attributes: set[str]) -> list[Quota]:
    """Quotas from rows `attribute,value,minimum,maximum`; an empty minimum is 0, an empty maximum no limit.

    `attributes` are those the pool has, in small letters with `_` for spaces, as a table's columns are read.

    Raises `PoolError` for an attribute the pool does not have, a number that is none, a minimum above
    its maximum, and a quota that stands twice.
    """
    found: dict[tuple[str, str], Quota] = {}
    for line, row in rows:
        _needs(row, ("attribute", "value", "minimum", "maximum"))
        attribute = "_".join(_fold(row["attribute"]).split())
        if attribute not in attributes:
            raise PoolError(
                _("Line %(line)s: the pool has no column “%(name)s”, only %(names)s.")
                % {"line": line, "name": row["attribute"], "names": ", ".join(sorted(attributes)) or "–"}
            )
        minimum = _count(row["minimum"], line)
        maximum = _count(row["maximum"], line)
        quota = Quota(attribute, row["value"], minimum or 0, maximum)
        if quota.maximum is not None and quota.minimum > quota.maximum:
            raise PoolError(
                _("Line %(line)s: at least %(minimum)s and at most %(maximum)s cannot both be.")
                % {"line": line, "minimum": quota.minimum, "maximum": quota.maximum}
            )
        key = (attribute, _fold(quota.value))
        if key in found:
            raise PoolError(_("Line %(line)s: %(quota)s stands twice.") % {"line": line, "quota": quota})
        found[key] = quota
    return list(found.values())


def _needs(row: dict[str, str], names: tuple[str, ...]) -> None:
    missing = [name for name in names if name not in row]
    if missing:
        raise PoolError(_("These columns are missing: %(names)s.") % {"names": ", ".join(missing)})


def _count(text: str, line: int) -> int | None:
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise PoolError(_("Line %(line)s: “%(text)s” is no number of people.") % {"line": line, "text": text})
    return int(text)
