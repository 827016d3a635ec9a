"""A CSV file that is made when its first row comes, safe to open in a spreadsheet."""

import csv
from contextlib import ExitStack
from pathlib import Path

from cms.core.exports import safe_cell


class Table:
    """Rows for a person to look at: all name the same columns."""

    def __init__(self, path: Path, stack: ExitStack):
        """Write to `path` from the first row on, until `stack` is left."""
        self.path = path
        self._stack = stack
        self._writer: csv.DictWriter | None = None

    def write(self, row: dict) -> None:
        """Add a row. Raises `OSError` where the file cannot be written."""
        cells = {name or "more_cells": safe_cell(value) for name, value in row.items()}
        if self._writer is None:
            file = self._stack.enter_context(self.path.open("w", encoding="utf-8-sig", newline=""))
            names = [*cells, *(() if "more_cells" in cells else ("more_cells",))]
            self._writer = csv.DictWriter(file, names)
            self._writer.writeheader()
        self._writer.writerow(cells)
