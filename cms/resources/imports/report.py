"""What became of the rows of an import."""

from dataclasses import asdict, dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What became of one row. The first three are outcomes of a download, as in `choices.Outcome`."""

    COUNTED = "counted"
    REPEAT = "repeat"
    STAFF = "staff"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Judged:
    """One row, what became of it, and what there is to say about it."""

    line: int
    fate: Fate
    words: str
    cells: dict[str, str]


@dataclass
class Summary:
    """All rows together. `people` are those not known before."""

    rows: int = 0
    counted: int = 0
    repeat: int = 0
    staff: int = 0
    unchanged: int = 0
    rejected: int = 0
    people: int = 0
    noted: int = 0
    ignored_columns: list[str] = field(default_factory=list)

    def add(self, judged: Judged) -> None:
        """Count one row."""
        self.rows += 1
        setattr(self, judged.fate.value, getattr(self, judged.fate.value) + 1)
        self.noted += judged.fate != Fate.REJECTED and bool(judged.words)

    @property
    def imported(self) -> int:
        """The rows written by this run."""
        return self.counted + self.repeat + self.staff

    def as_dict(self) -> dict:
        """For JSON."""
        return {"rows": self.rows, "imported": self.imported} | asdict(self)
