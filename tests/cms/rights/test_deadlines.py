"""Deadlines hold at the ends of months, at weekends and on holidays; steps go only where they may."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.rights.choices import Kind, State
from cms.rights.rules import (
    CLOSED,
    OPEN,
    acknowledge_by,
    acts_on,
    answer_by,
    answer_complaint_by,
    months_after,
    moves_from,
    next_working_day,
)

DAYS = st.dates(date(2018, 1, 1), date(2040, 12, 31))
EASTER_2018 = {date(2018, 3, 30), date(2018, 4, 2)}


@pytest.mark.parametrize(
    ("start", "by"),
    [
        (date(2018, 3, 22), date(2018, 4, 23)),  # the 22nd is a Sunday
        (date(2018, 1, 31), date(2018, 2, 28)),  # no 31st in February
        (date(2020, 1, 31), date(2020, 3, 2)),  # 29 February 2020 is a Saturday
        (date(2018, 8, 31), date(2018, 10, 1)),  # 30 September is a Sunday
        (date(2018, 11, 30), date(2018, 12, 31)),  # 30 December is a Sunday
    ],
)
def test_one_month_as_the_regulator_counts(start, by):
    assert answer_by(start, set()) == by


def test_a_bank_holiday_is_no_working_day():
    assert answer_by(date(2018, 2, 28), EASTER_2018) == date(2018, 3, 28)
    assert answer_by(date(2018, 3, 2), EASTER_2018) == date(2018, 4, 3)  # Easter Monday is the 2nd


def test_two_months_more_run_from_the_same_day():
    assert answer_by(date(2018, 1, 31), set(), extended=True) == date(2018, 4, 30)


@given(DAYS, st.sets(DAYS, max_size=20), st.booleans())
def test_an_answer_is_never_due_before_the_month_is_over_nor_on_a_day_off(start, holidays, extended):
    by = answer_by(start, holidays, extended=extended)
    whole = months_after(start, 3 if extended else 1)
    assert by >= whole
    assert by.weekday() < 5
    assert by not in holidays
    # Every day between the end of the month and then is a day off.
    between = [whole + timedelta(days=n) for n in range((by - whole).days)]
    assert all(day.weekday() >= 5 or day in holidays for day in between)


@given(DAYS, st.integers(0, 36))
def test_months_keep_the_day_where_there_is_one(start, months):
    later = months_after(start, months)
    assert (later.year * 12 + later.month) - (start.year * 12 + start.month) == months
    assert later.day <= start.day
    if later.day < start.day:
        assert (later + timedelta(days=1)).day == 1


@given(DAYS, DAYS)
def test_who_asks_later_is_not_answered_earlier(one, other):
    earlier, later = sorted([one, other])
    assert answer_by(earlier, set()) <= answer_by(later, set())


def test_a_complaint_is_acknowledged_within_thirty_days_of_which_the_first_is_the_day_it_came():
    assert acknowledge_by(date(2026, 6, 1)) == date(2026, 6, 30)
    assert answer_complaint_by(date(2026, 6, 1), 30) == date(2026, 6, 30)


@given(DAYS, st.integers(1, 400))
def test_nobody_goes_before_the_notice_is_over_and_always_on_the_first_of_a_month(told, notice):
    day = acts_on(told, notice)
    assert day.day == 1
    assert notice <= (day - told).days <= notice + 31


@given(DAYS)
def test_the_next_working_day_of_a_working_day_is_itself(day):
    found = next_working_day(day, set())
    assert next_working_day(found, set()) == found


@given(st.sampled_from(State.values), st.sampled_from(Kind.values))
def test_what_is_closed_stays_closed_and_nothing_goes_back(state, kind):
    order = list(State)
    for to in moves_from(state, kind):
        assert order.index(to) > order.index(State(state))
    if state in CLOSED:
        assert moves_from(state, kind) == ()
    else:
        assert State.WITHDRAWN in moves_from(state, kind)


def test_every_state_is_open_or_closed():
    assert set(OPEN) | set(CLOSED) == set(State)
    assert not set(OPEN) & set(CLOSED)


def test_data_is_handed_out_only_to_who_is_confirmed():
    for kind in (Kind.ACCESS, Kind.ERASURE):
        assert State.ANSWERED not in moves_from(State.RECEIVED, kind)
