"""An audience from another mailing system: suppression first, and no proof means not known."""

from .archive import ArchiveError, Kind
from .loading import Importer
from .report import Fate, Judged, Summary

__all__ = ["ArchiveError", "Fate", "Importer", "Judged", "Kind", "Summary"]
