"""Days as people write them in a table. Pure."""

from datetime import date, datetime

from django.utils.translation import gettext as _

_WAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d-%m-%Y", "%d %b %Y", "%d %B %Y", "%d-%b-%Y")
EARLIEST, LATEST = date(1900, 1, 1), date(2200, 1, 1)


def read_day(text: str) -> date | None:
    """Return the day a cell says, nothing for an empty one: `2016-10-01`, `01/10/2016` or `1 Oct 2016`.

    Raises `ValueError` with a sentence when it is none of these.
    """
    text = " ".join(text.split())
    if not text:
        return None
    for way in _WAYS:
        try:
            day = datetime.strptime(text, way).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
        if EARLIEST <= day < LATEST:
            return day
    raise ValueError(
        _("“%(text)s” is no date. Write it like 2016-10-01 or 01/10/2016.") % {"text": text[:40]}
    )
