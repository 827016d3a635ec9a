"""Figures computed from the rows themselves: downloads, and the schools they reached."""

from .figures import BREAKDOWNS, OUTSIDE_ENGLAND, UNKNOWN_REGION, downloads
from .reach import SCHOOL_BREAKDOWNS, Known, SchoolLine, known_of, lines_of, reached_schools, schools

__all__ = [
    "BREAKDOWNS",
    "OUTSIDE_ENGLAND",
    "SCHOOL_BREAKDOWNS",
    "UNKNOWN_REGION",
    "Known",
    "SchoolLine",
    "downloads",
    "known_of",
    "lines_of",
    "reached_schools",
    "schools",
]
