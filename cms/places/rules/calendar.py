"""School holidays: the typical year of England by rule, and what a holiday makes of a day or a week. Pure.

How the rule was made and how right it is: docs/decisions/holidays.md
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from ..choices import HolidayKind

MONDAY, FRIDAY, SATURDAY, SUNDAY = 0, 4, 5, 6
DAY = timedelta(days=1)
# Easter Sunday up to this day of April: school closes for it and comes back two weeks after. Later than the
# second: the two weeks stand before it, so that the summer term does not grow too short.
EARLY_EASTER, LATE_EASTER = 4, 16
# A week with this many school days counts as term, one with at most that few as holiday.
TERM_DAYS, HOLIDAY_DAYS = 4, 1


@dataclass(frozen=True, slots=True)
class Closing:
    """Days on which schools are closed, the first and the last included; whose, and what for.

    `authority` is the DfE's number, empty for the typical calendar.
    """

    kind: str
    first_day: date
    last_day: date
    authority: str = ""
    name: str = ""

    def __contains__(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day


def easter(year: int) -> date:
    """Return Easter Sunday by the Gregorian reckoning (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


def typical_holidays(year: int) -> list[Closing]:
    """Return the six holidays that begin in this year, as most authorities of England have them.

    Each reaches over the weekends at its ends, so that no Saturday of a holiday counts as term.
    """
    return [
        _weeks(HolidayKind.FEBRUARY, _monday_from(date(year, 2, 12))),
        _easter_holiday(year),
        _weeks(HolidayKind.MAY, _last_monday(year, 5)),
        _summer(year),
        _weeks(HolidayKind.OCTOBER, _monday_from(date(year, 10, 22))),
        _christmas(year),
    ]


def _easter_holiday(year: int) -> Closing:
    sunday = easter(year)
    if sunday <= date(year, 4, EARLY_EASTER):
        # Good Friday, and two weeks from Easter Monday.
        return Closing(HolidayKind.EASTER, sunday - 2 * DAY, sunday + 14 * DAY)
    if sunday >= date(year, 4, LATE_EASTER):
        # Two weeks before, and Easter Monday.
        return Closing(HolidayKind.EASTER, sunday - 15 * DAY, sunday + DAY)
    return Closing(HolidayKind.EASTER, sunday - 8 * DAY, sunday + 7 * DAY)


def _summer(year: int) -> Closing:
    first, last = date(year, 7, 23), date(year, 8, 31)
    if first.weekday() == SUNDAY:
        first -= DAY
    # Nobody begins a school year on a Friday.
    while (last + DAY).weekday() >= FRIDAY:
        last += DAY
    return Closing(HolidayKind.SUMMER, first, last)


def _christmas(year: int) -> Closing:
    day = date(year, 12, 25)
    closing = _weeks(HolidayKind.CHRISTMAS, day - day.weekday() * DAY, weeks=2)
    if closing.last_day + DAY in bank_holidays_of(year + 1):
        return Closing(closing.kind, closing.first_day, closing.last_day + DAY)
    return closing


def _weeks(kind: str, monday: date, weeks: int = 1) -> Closing:
    return Closing(kind, monday - 2 * DAY, monday + timedelta(weeks=weeks) - DAY)


def _monday_from(day: date) -> date:
    return day + (-day.weekday() % 7) * DAY


def _last_monday(year: int, month: int) -> date:
    last = date(year, month, 31)
    return last - last.weekday() * DAY


def bank_holidays_of(year: int) -> frozenset[date]:
    """Return the ordinary bank holidays of England and Wales, with the days given for those on weekends.

    What is proclaimed for one year alone (a jubilee, a coronation) is known only from the published list.
    """
    sunday = easter(year)
    days = {
        sunday - 2 * DAY,
        sunday + DAY,
        _monday_from(date(year, 5, 1)),
        _last_monday(year, 5),
        _last_monday(year, 8),
    }
    for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while fixed.weekday() >= SATURDAY or fixed in days:
            fixed += DAY
        days.add(fixed)
    return frozenset(days)


def is_school_holiday(day: date, closings: Iterable[Closing]) -> bool:
    """Say whether schools are closed on a day for one of these holidays."""
    return any(day in closing for closing in closings)


def school_days(
    first: date, last: date, closings: Collection[Closing], bank_holidays: Collection[date] = ()
) -> int:
    """Count the days from `first` to `last`, both included, on which children are at school."""
    return sum(
        day.weekday() < SATURDAY and day not in bank_holidays and not is_school_holiday(day, closings)
        for day in _days(first, last)
    )


def like_weeks(
    one: date, other: date, closings: Collection[Closing], bank_holidays: Collection[date] = ()
) -> bool:
    """Say whether two weeks may fairly be compared: both of term, both of holiday, or both of some of each.

    A week is the seven days that begin on the day given. Four school days still make a week of term, so
    that a bank holiday does not set a week apart; one alone makes a week of holiday.
    """
    return _sort_of_week(one, closings, bank_holidays) == _sort_of_week(other, closings, bank_holidays)


def _sort_of_week(first: date, closings: Collection[Closing], bank_holidays: Collection[date]) -> str:
    days = school_days(first, first + 6 * DAY, closings, bank_holidays)
    return "term" if days >= TERM_DAYS else "holiday" if days <= HOLIDAY_DAYS else "some of each"


def own_before_typical(closings: Iterable[Closing], authority: str) -> list[Closing]:
    """Return an authority's own holidays, and the typical ones wherever its own calendar does not reach.

    A calendar reaches from its first holiday to its last: what lies between is known to be term. A typical
    holiday that overlaps the reach is cut at its edge.
    """
    closings = list(closings)
    own = [closing for closing in closings if authority and closing.authority == authority]
    typical = [closing for closing in closings if not closing.authority]
    if not own:
        return sorted(typical, key=_by_day)
    begin, end = min(one.first_day for one in own), max(one.last_day for one in own)
    kept = []
    for one in typical:
        if one.first_day < begin:
            kept.append(Closing(one.kind, one.first_day, min(one.last_day, begin - DAY), "", one.name))
        if one.last_day > end:
            kept.append(Closing(one.kind, max(one.first_day, end + DAY), one.last_day, "", one.name))
    return sorted([*own, *kept], key=_by_day)


def _by_day(closing: Closing) -> tuple[date, date]:
    return closing.first_day, closing.last_day


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += DAY
