"""The made-up history's plan: the record's totals, whole numbers, and days as schools have them."""

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.resources.demo.plan import LAUNCHES, RECORD_ENDS, REVIEW, SPANS, Span, record, spread, tail
from cms.resources.demo.terms import day_weight, easter, holiday_factor


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2016, date(2016, 3, 27)),
        (2017, date(2017, 4, 16)),
        (2018, date(2018, 4, 1)),
        (2026, date(2026, 4, 5)),
    ],
)
def test_easter_is_when_it_was(year, day):
    assert easter(year) == day


@given(st.dates(date(2016, 1, 1), date(2035, 12, 31)))
def test_no_day_is_dead_and_weekends_are_quieter(day):
    assert 0 < day_weight(day) <= 1.2
    if day.weekday() == 5 and holiday_factor(day) == holiday_factor(day - timedelta(days=2)):
        assert day_weight(day) < day_weight(day - timedelta(days=2))


@settings(max_examples=60)
@given(
    st.integers(0, 900),
    st.dates(date(2016, 1, 1), date(2018, 1, 1)),
    st.integers(0, 40),
    st.sampled_from([0.7, 0.9, 1.0]),
)
def test_a_span_gives_exactly_what_it_has(downloads, first, length, fade):
    days = spread(Span(REVIEW, first, first + timedelta(days=length), downloads, fade))
    assert sum(days.values()) == downloads
    assert len(days) == length + 1
    assert min(days.values()) >= 0


def test_spans_of_a_guide_follow_each_other_without_gap_or_overlap():
    last = {}
    for span in SPANS:
        expected = (
            last[span.resource] + timedelta(days=1) if span.resource in last else LAUNCHES[span.resource]
        )
        assert span.first == expected
        last[span.resource] = span.last
    assert set(last.values()) == {RECORD_ENDS}


def test_months_with_a_holiday_are_the_lowest_and_november_the_peak():
    months = Counter()
    for day, resources in record().items():
        if day <= date(2018, 1, 31):
            months[f"{day:%Y-%m}"] += resources.get(REVIEW, 0)
    del months["2016-07"]
    assert {month for month, _n in months.most_common()[-3:]} == {"2016-12", "2017-04", "2017-08"}
    of_2017 = {month: n for month, n in months.items() if month.startswith("2017")}
    assert max(of_2017, key=of_2017.get) == "2017-11"


def test_the_tail_ends_yesterday_and_says_the_same_of_a_day_whenever_it_is_loaded():
    today = date(2026, 11, 22)
    found, a_week_later = tail(today), tail(today + timedelta(weeks=1))
    assert max(found) == today - timedelta(days=1)
    common = set(found) & set(a_week_later)
    assert len(common) > 150
    assert {day: found[day] for day in common} == {day: a_week_later[day] for day in common}


def test_a_demo_loaded_soon_after_the_record_does_not_add_to_it():
    assert min(tail(date(2018, 4, 20))) > RECORD_ENDS
