"""Days and times as people say them, in London and in the language of the page."""

import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

STYLES = {"long": "l j F Y", "short": "j F Y", "month": "F Y", "time": "l j F Y"}


def _here(value: datetime.date | datetime.datetime) -> datetime.date | datetime.datetime:
    """A moment as London's clocks show it; a day, or a moment without a zone, as it is."""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value


def clock(moment: datetime.time | datetime.datetime) -> str:
    """A time of day: 9am, 9.30am, 4pm, 12 noon; by the 24-hour clock in other languages than English."""
    if not (get_language() or "en").startswith("en"):
        return date_format(moment, "G:i")
    if (moment.hour, moment.minute) == (12, 0):
        return "12 noon"
    hour = moment.hour % 12 or 12
    minutes = f".{moment.minute:02}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < 12 else 'pm'}"


def day_words(value: datetime.date | datetime.datetime, style: str = "long") -> str:
    """A day, Thursday 22 March 2018: `short` has no weekday, `month` no day, `time` also the time."""
    here = _here(value)
    words = date_format(here, STYLES[style])
    if style == "time" and isinstance(here, datetime.datetime):
        return _("%(day)s, %(time)s") % {"day": words, "time": clock(here)}
    return words


def machine_words(value: datetime.date | datetime.datetime) -> str:
    """The same for a machine: ISO 8601, to the minute, with London's offset."""
    here = _here(value)
    return here.isoformat(timespec="minutes") if isinstance(here, datetime.datetime) else here.isoformat()
