"""How busy a day is at schools in England: terms, holidays, weekdays. Pure."""

from datetime import date, timedelta

WEEKDAYS = (1.15, 1.2, 1.15, 1.1, 0.9, 0.3, 0.4)
CHRISTMAS, SUMMER, EASTER, HALF_TERM = 0.1, 0.38, 0.42, 0.6


def easter(year: int) -> date:
    """Easter Sunday by the Gregorian reckoning (Meeus, Jones and Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, f = b // 4, b % 4, (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    leap = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * leap) // 451
    month, day = divmod(h + leap - 7 * m + 114, 31)
    return date(year, month, day + 1)


def holiday_factor(day: date) -> float:
    """How much of a school day's interest is left on a day: 1 in term, less in the holidays.

    The dates are those most authorities keep; they differ by a few days from place to place.
    """
    if (day.month, day.day) >= (12, 20) or (day.month, day.day) <= (1, 2):
        return CHRISTMAS
    if (7, 23) <= (day.month, day.day) <= (9, 2):
        return SUMMER
    if abs(day - easter(day.year)) <= timedelta(days=9):
        return EASTER
    for month, middle in ((2, 15), (5, 31), (10, 26)):
        if abs((day - date(day.year, month, middle)).days) <= 3:
            return HALF_TERM
    return 1.0


def day_weight(day: date) -> float:
    """The weight of a day against an average school day."""
    return WEEKDAYS[day.weekday()] * holiday_factor(day)
