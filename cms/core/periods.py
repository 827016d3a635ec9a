"""Days, weeks and months in a row, and the moving average over them. Pure."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta


def days(first: date, last: date) -> Iterator[date]:
    """Yield each day from the first to the last, both included."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def weeks(first: date, last: date) -> Iterator[date]:
    """Yield the Monday of each week that has a day in the period."""
    monday = first.toordinal() - first.weekday()
    for ordinal in range(max(monday, 1), last.toordinal() + 1, 7):
        yield date.fromordinal(ordinal)


def months(first: date, last: date) -> Iterator[date]:
    """Yield the first day of each month that has a day in the period."""
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        yield date(number // 12, number % 12 + 1, 1)


def ends_of(
    first: date | None, last: date | None, *, counted: tuple[date | None, date | None], today: date | None
) -> tuple[date | None, date | None]:
    """Return the ends of a period of which one or both may be open.

    Args:
        first, last: what was asked for; None is an open end.
        counted: the first and the last day there is anything to count in it, None where there is nothing.
        today: up to which a period with a beginning and no end lasts; None lets it end with what was counted.

    Without a day that was named, a period lasts from the first to the last day there is anything to count.
    """
    end = counted[1]
    if first is not None and today is not None:
        end = max(today, end or today)
    return first or counted[0], last or end


def moving_average(numbers: Sequence[int], length: int = 3) -> list[float | None]:
    """Return for each number the mean of it and those before it, `length` together, to one decimal.

    `None` while there are fewer. Halves are rounded up, as the team's own tables have them.
    """
    return [
        (20 * sum(numbers[end - length : end]) + length) // (2 * length) / 10 if end >= length else None
        for end in range(1, len(numbers) + 1)
    ]
