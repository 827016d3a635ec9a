"""What became of the rows of an audience."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from .archive import Kind


class Fate(StrEnum):
    """What became of one row. A member who is `unknown` is known to us, and not mailed."""

    GIVEN = "given"
    UNKNOWN = "unknown"
    SUPPRESSED = "suppressed"
    LEFT_OUT = "left out"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Judged:
    """One row of one list, what became of it, and what there is to say about it."""

    kind: Kind
    line: int
    fate: Fate
    words: str
    cells: dict[str, str]


@dataclass
class Summary:
    """All rows together. `people` are those not known before."""

    fates: Counter = field(default_factory=Counter)
    people: int = 0
    passed_over: list[str] = field(default_factory=list)

    def add(self, judged: Judged) -> None:
        """Count one row."""
        self.fates[judged.fate] += 1

    @property
    def rows(self) -> int:
        """All of them."""
        return self.fates.total()

    def as_dict(self) -> dict:
        """For JSON."""
        counts = {fate.value.replace(" ", "_"): self.fates[fate] for fate in Fate}
        return {"rows": self.rows, **counts, "people": self.people, "columns_passed_over": self.passed_over}
