"""Dates and times as people write them here. Pure."""

import re
from datetime import UTC, date, datetime, time

from django.utils.translation import gettext as _

from ..rules import LONDON

# A day without a time stands for noon, so that no clock change moves it to another day.
NOON = time(12)
EARLIEST = date(2000, 1, 1)

_MONTHS = {
    month: number
    for number, months in enumerate(
        (
            "jan january ionawr",
            "feb february chwefror",
            "mar march mawrth",
            "apr april ebrill",
            "may mai",
            "jun june mehefin",
            "jul july gorffennaf",
            "aug august awst",
            "sep sept september medi",
            "oct october hydref",
            "nov november tachwedd",
            "dec december rhagfyr",
        ),
        start=1,
    )
    for month in months.split()
}
_WEEKDAY = re.compile(r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", re.IGNORECASE)
_UK = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s*[/.\s-]\s*(?P<month>\d{1,2}|[a-z]+)\s*[/.,\s-]\s*(?P<year>\d{4}|\d{2})"
    r"(?:\s*(?:,|at|T|\s)\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?:[:.](?P<second>\d{2})(?:\.\d+)?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?)?",
    re.IGNORECASE | re.ASCII,
)
_ISO_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_ISO = re.compile(
    r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|UTC|[+-]\d{2}:?\d{2})?", re.ASCII
)


def read_moment(text: str, *, now: datetime) -> datetime:
    """Return the moment in UTC that a date or a date and time stands for.

    ISO (`2016-07-19`, `2016-07-19T14:05Z`) and British ways (`19/07/2016 14:05`, `19 Jul 2016`,
    `Tuesday 19th July 2016 2.05 pm`). Without an offset it is told by the clock in London. A time
    that came twice, when the clock went back, is the first of the two; a time that never was, when it went
    forward, is an hour later by the new clock.

    Raises `ValueError` with a sentence when it is none of these, lies after `now` or before 2000.
    """
    line = " ".join(text.split())
    if not line:
        raise ValueError(_("The date is missing."))
    try:
        told = _read_iso(line) or _read_british(line)
    except ValueError as error:
        raise ValueError(_("There is no such date or time: “%(text)s”.") % {"text": line[:40]}) from error
    if told is None:
        raise ValueError(
            _("Write the date like 2016-07-19 14:05 or 19/07/2016 14:05, not “%(text)s”.")
            % {"text": line[:40]}
        )
    if told.year < EARLIEST.year:
        raise ValueError(_("The date lies before 2000: “%(text)s”.") % {"text": line[:40]})
    if told.year > now.year + 1:
        raise ValueError(_("The date lies in the future: “%(text)s”.") % {"text": line[:40]})
    moment = (told if told.tzinfo else told.replace(tzinfo=LONDON)).astimezone(UTC)
    if moment > now:
        raise ValueError(_("The date lies in the future: “%(text)s”.") % {"text": line[:40]})
    return moment


def _read_iso(line: str) -> datetime | None:
    if _ISO_DAY.fullmatch(line):
        return datetime.combine(date.fromisoformat(line), NOON)
    if _ISO.fullmatch(line.upper()):
        return datetime.fromisoformat(line.upper().replace("UTC", "Z").replace(" Z", "Z").replace(",", "."))
    return None


def _read_british(line: str) -> datetime | None:
    found = _UK.fullmatch(_WEEKDAY.sub("", line, count=1))
    if found is None:
        return None
    month = int(found["month"]) if found["month"].isdecimal() else _MONTHS.get(found["month"].casefold())
    if month is None:
        return None
    year = int(found["year"]) + (2000 if len(found["year"]) == 2 else 0)
    day = date(year, month, int(found["day"]))
    if found["hour"] is None:
        return datetime.combine(day, NOON)
    hour = int(found["hour"])
    if found["half"]:
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if found["half"].lower().startswith("p") else 0)
    return datetime.combine(day, time(hour, int(found["minute"]), int(found["second"] or 0)))
