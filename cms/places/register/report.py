"""What became of the rows of one file of the register, row by row and all together."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

# So many of each kind of change are named in a report that is kept; all of them are counted.
NAMED = 500


class Fate(StrEnum):
    """What became of one row."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


class Change(StrEnum):
    """What happened to a school, a group or a link that was known before. One row may have several."""

    CLOSED = "closed"
    REOPENED = "reopened"
    RENAMED = "renamed"
    MOVED = "moved"
    TRUST = "trust"
    OTHER = "other"
    VANISHED = "vanished"


@dataclass(frozen=True, slots=True)
class Judged:
    """One row, what became of it, and the words of why or how."""

    line: int
    fate: Fate
    key: int
    name: str
    words: str = ""
    changes: tuple[Change, ...] = ()
    cells: dict[str, str] = field(default_factory=dict)


@dataclass
class Summary:
    """One file. `named` holds the rows behind the counts, by what happened, as far as a report keeps them."""

    kind: str
    file: str
    release: str
    checksum: str
    rows: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    rejected: int = 0
    changes: dict[str, int] = field(default_factory=dict)
    named: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    columns_missing: list[str] = field(default_factory=list)
    loaded_before: str = ""
    rejected_file: str = ""

    def add(self, judged: Judged) -> None:
        """Count one row."""
        self.rows += 1
        setattr(self, judged.fate.value, getattr(self, judged.fate.value) + 1)
        if judged.fate == Fate.ADDED:
            self._name("added", judged.key, judged.name, judged.words)
        for change in judged.changes:
            self.happened(change, judged.key, judged.name, judged.words)

    def happened(self, change: Change, key: int, name: str, words: str = "") -> None:
        """Count something that happened to a record."""
        self.changes[change.value] = self.changes.get(change.value, 0) + 1
        self._name(change.value, key, name, words)

    def _name(self, what: str, key: int, name: str, words: str) -> None:
        rows = self.named.setdefault(what, [])
        if len(rows) < NAMED:
            rows.append(
                {"number": key, "name": name, "what": words} if words else {"number": key, "name": name}
            )

    def counts(self) -> dict[str, int]:
        """Every count, those of changes in the order of `Change`."""
        what = {change.value: self.changes.get(change.value, 0) for change in Change}
        return {
            "rows": self.rows,
            "added": self.added,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "rejected": self.rejected,
        } | {name: number for name, number in what.items() if number}

    def as_dict(self) -> dict[str, Any]:
        """For JSON, and for the report that is kept with the load."""
        return {
            "kind": str(self.kind),
            "file": self.file,
            "release": self.release,
            "checksum": self.checksum,
            **self.counts(),
            "columns_missing": self.columns_missing,
            "loaded_before": self.loaded_before,
            "rejected_file": self.rejected_file,
            "named": self.named,
        }
