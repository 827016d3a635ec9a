"""History from a spreadsheet: rows are read, judged and written, and a second run changes nothing."""

from .loading import Importer
from .report import Fate, Judged, Summary
from .rows import COLUMNS, REQUIRED, Vocabulary

__all__ = ["COLUMNS", "REQUIRED", "Fate", "Importer", "Judged", "Summary", "Vocabulary"]
