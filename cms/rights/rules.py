"""Deadlines and moves. Pure: days and holidays come in, days go out.

Sources: UK GDPR Article 12(3) with the ICO's guidance on the right of access ("How long do we have to
comply?"): one calendar month, and two more if the request is complex; and the Data (Use and Access) Act 2025,
section 103: a complaint is acknowledged within 30 days beginning when it is received, and answered without
undue delay.
"""

import calendar
from collections.abc import Container
from datetime import date, timedelta

from .choices import Kind, State

MONTHS_TO_ANSWER = 1
MONTHS_IN_ADDITION = 2
DAYS_TO_ACKNOWLEDGE = 30

# From where one may go where. What is closed stays closed: somebody who comes back makes a new request.
MOVES: dict[State, tuple[State, ...]] = {
    State.RECEIVED: (State.CONFIRMED, State.REFUSED, State.WITHDRAWN),
    State.CONFIRMED: (State.IN_PROGRESS, State.ANSWERED, State.REFUSED, State.WITHDRAWN),
    State.IN_PROGRESS: (State.ANSWERED, State.REFUSED, State.WITHDRAWN),
    State.ANSWERED: (),
    State.REFUSED: (),
    State.WITHDRAWN: (),
}
# A complaint discloses nothing by being looked into, so it need not wait until the address is confirmed.
COMPLAINT_MOVES = MOVES | {
    State.RECEIVED: (State.CONFIRMED, State.IN_PROGRESS, State.ANSWERED, State.REFUSED, State.WITHDRAWN)
}
CLOSED = (State.ANSWERED, State.REFUSED, State.WITHDRAWN)
OPEN = tuple(state for state in State if state not in CLOSED)
NEEDS_A_REASON = (State.CONFIRMED, State.REFUSED, State.WITHDRAWN)


def moves_from(state: str, kind: str) -> tuple[State, ...]:
    """Where a request of this kind may go from here."""
    return (COMPLAINT_MOVES if kind == Kind.COMPLAINT else MOVES)[State(state)]


def months_after(start: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it is shorter."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


def next_working_day(day: date, holidays: Container[date]) -> date:
    """The day itself, or the first after it that is neither at a weekend nor a bank holiday."""
    while day.weekday() >= 5 or day in holidays:
        day += timedelta(days=1)
    return day


def answer_by(start: date, holidays: Container[date], *, extended: bool = False) -> date:
    """Until when a request for access or erasure is answered that runs from `start`.

    `start` is the day in London on which the request came in or, when we had to make sure who asked, on which
    we knew: the clock stands still until then. It counts from that day, whether it was a working day or not.
    """
    months = MONTHS_TO_ANSWER + (MONTHS_IN_ADDITION if extended else 0)
    return next_working_day(months_after(start, months), holidays)


def acknowledge_by(received: date) -> date:
    """Until when a complaint is acknowledged: 30 days of which the day it came in is the first.

    The regulator counts from the day after and lets a weekend pass; the stricter reading is never too late.
    """
    return received + timedelta(days=DAYS_TO_ACKNOWLEDGE - 1)


def answer_complaint_by(received: date, days: int) -> date:
    """Until when we promise to answer a complaint, counted as in `acknowledge_by`."""
    return received + timedelta(days=days - 1)


def acts_on(told: date, notice_days: int) -> date:
    """The day on which somebody's time is up, who is listed today: the first of a month, after the notice."""
    earliest = told + timedelta(days=notice_days)
    return earliest if earliest.day == 1 else months_after(earliest.replace(day=1), 1)
