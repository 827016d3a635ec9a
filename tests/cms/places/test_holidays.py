"""When schools are closed: the typical year, calendars of authorities, like weeks."""

import io
import json
import os
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.places.choices import HolidayKind
from cms.places.imports.holidays import CalendarError, read_calendar
from cms.places.models import DataLoad, Holiday
from cms.places.rules import (
    Closing,
    bank_holidays_of,
    easter,
    is_school_holiday,
    like_weeks,
    school_days,
    typical_holidays,
)
from cms.places.services import bank_holidays_between, holidays_between

SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
YEARS = st.integers(2016, 2030)
SHEFFIELD = "373"
HALF_TERM = b"""BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//a council//EN
BEGIN:VEVENT
UID:1
DTSTART;VALUE=DATE:20251027
DTEND;VALUE=DATE:20251101
SUMMARY:Half term
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTART;VALUE=DATE:20251103
DTEND;VALUE=DATE:20251220
SUMMARY:Autumn term 2
END:VEVENT
BEGIN:VEVENT
UID:3
DTSTART;VALUE=DATE:20251222
DTEND;VALUE=DATE:20260103
SUMMARY:Christmas holiday
END:VEVENT
BEGIN:VEVENT
UID:4
DTSTART;VALUE=DATE:20260101
SUMMARY:Bank holiday
END:VEVENT
END:VCALENDAR
""".replace(b"\n", b"\r\n")


@pytest.mark.parametrize(
    ("year", "day"),
    [(2016, (3, 27)), (2017, (4, 16)), (2019, (4, 21)), (2026, (4, 5)), (2038, (4, 25)), (1818, (3, 22))],
)  # fmt: skip
def test_easter(year, day):
    assert easter(year) == date(year, *day)


@given(st.integers(1600, 2500))
def test_easter_is_a_sunday_in_its_weeks(year):
    assert easter(year).weekday() == 6
    assert date(year, 3, 22) <= easter(year) <= date(year, 4, 25)


@given(YEARS)
def test_a_typical_year_has_about_thirteen_weeks_of_holiday_and_no_overlap(year):
    holidays = [one for each in (year - 1, year, year + 1) for one in typical_holidays(each)]
    holidays.sort(key=lambda one: one.first_day)
    for before, after in pairwise(holidays):
        assert after.first_day - before.last_day > timedelta(days=28)
    days = school_days(
        date(year, 9, 1),
        date(year + 1, 8, 31),
        holidays,
        [*bank_holidays_of(year), *bank_holidays_of(year + 1)],
    )
    # The law asks for 190 days with children and five for training.
    assert 190 <= days <= 199
    for one in typical_holidays(year):
        if one.kind == HolidayKind.EASTER:
            assert easter(year) - timedelta(days=2) in one
            assert easter(year) + timedelta(days=1) in one


def test_bank_holidays_by_rule_are_those_published_but_for_proclaimed_ones():
    published = set(bank_holidays_between(date(2016, 1, 1), date(2026, 12, 31)))
    by_rule = {day for year in range(2016, 2027) for day in bank_holidays_of(year)}
    proclaimed = {"2020-05-08", "2022-06-02", "2022-06-03", "2022-09-19", "2023-05-08"}
    moved = {"2020-05-04", "2022-05-30"}
    assert {str(day) for day in published - by_rule} == proclaimed
    assert {str(day) for day in by_rule - published} == moved


def test_bank_holidays_beyond_the_list_follow_the_rule():
    assert bank_holidays_between(date(2050, 12, 25), date(2051, 1, 5)) == [
        date(2050, 12, 26),
        date(2050, 12, 27),
        date(2051, 1, 2),
    ]


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
def test_the_typical_year_is_sheffields_but_for_a_few_days():
    years = json.loads((SHARED / "dates" / "sheffield_term_dates_2025-28.json").read_text())["academic_years"]
    own = [
        Closing("other", date.fromisoformat(one["start"]), date.fromisoformat(one["end"]))
        for year in years
        for one in year["school_holidays"]
    ]
    typical = [one for year in range(2025, 2029) for one in typical_holidays(year)]
    day, last, differ = own[0].first_day, own[-1].last_day, []
    while day <= last:
        if day.weekday() < 5 and is_school_holiday(day, own) != is_school_holiday(day, typical):
            differ.append(day)
        day += timedelta(days=1)
    assert len(differ) <= 6, differ


@pytest.mark.django_db
def test_the_typical_calendar_comes_with_the_site():
    assert not Holiday.objects.exclude(authority=None).exists()
    for year in range(2016, 2031):
        asked = holidays_between(date(year, 1, 1), date(year, 12, 31))
        assert [one for one in asked if one.first_day.year == year] == typical_holidays(year)


@pytest.mark.django_db
def test_one_query_however_long_the_time(django_assert_num_queries):
    for last in (date(2017, 1, 31), date(2030, 12, 31)):
        with django_assert_num_queries(1):
            holidays_between(date(2017, 1, 1), last, SHEFFIELD)


@pytest.mark.django_db
def test_an_authoritys_own_calendar_goes_before_the_typical_one_where_it_reaches():
    Holiday.objects.create(
        authority_id=SHEFFIELD, kind="february", first_day=date(2018, 2, 5), last_day=date(2018, 2, 9)
    )
    Holiday.objects.create(
        authority_id=SHEFFIELD, kind="easter", first_day=date(2018, 4, 2), last_day=date(2018, 4, 5)
    )
    found = holidays_between(date(2018, 1, 1), date(2018, 8, 31), SHEFFIELD)
    assert [(one.kind, one.first_day, one.last_day) for one in found] == [
        ("christmas", date(2017, 12, 23), date(2018, 1, 7)),
        ("february", date(2018, 2, 5), date(2018, 2, 9)),
        ("easter", date(2018, 4, 2), date(2018, 4, 5)),
        # The typical Easter reaches further than the authority's calendar: the rest of it stands.
        ("easter", date(2018, 4, 6), date(2018, 4, 15)),
        ("may", date(2018, 5, 26), date(2018, 6, 3)),
        ("summer", date(2018, 7, 23), date(2018, 9, 2)),
    ]  # fmt: skip
    assert holidays_between(date(2018, 2, 5), date(2018, 2, 9)) == []


def test_weeks_are_alike_when_both_are_term_or_both_holiday():
    closings, banks = typical_holidays(2017), bank_holidays_of(2017)
    term, other_term, bank = date(2017, 11, 22), date(2017, 11, 1), date(2017, 5, 1)
    assert like_weeks(term, other_term, closings, banks)
    assert like_weeks(term, bank, closings, banks)
    assert not like_weeks(term, date(2017, 10, 23), closings, banks)
    assert like_weeks(date(2017, 10, 23), date(2017, 8, 7), closings, banks)
    assert (
        not like_weeks(date(2017, 10, 20), date(2017, 8, 7), closings, banks)
        or school_days(date(2017, 10, 20), date(2017, 10, 26), closings, banks) <= 1
    )


@given(st.dates(date(2017, 1, 1), date(2018, 12, 1)), st.dates(date(2017, 1, 1), date(2018, 12, 1)))
def test_likeness_goes_both_ways(one, other):
    closings = [*typical_holidays(2016), *typical_holidays(2017), *typical_holidays(2018)]
    assert like_weeks(one, one, closings)
    assert like_weeks(one, other, closings) == like_weeks(other, one, closings)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_database_refuses_what_makes_no_sense():
    for values in (
        {"first_day": date(2025, 1, 2), "last_day": date(2025, 1, 1)},
        {"first_day": typical_holidays(2025)[0].first_day, "last_day": date(2025, 12, 1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Holiday.objects.create(kind="other", **values)


# ----- calendars -----


def test_a_calendar_is_read_without_terms_and_bank_holidays():
    report = read_calendar(HALF_TERM)
    assert [(one.kind, one.first_day, one.last_day, one.name) for one in report.holidays] == [
        ("october", date(2025, 10, 27), date(2025, 10, 31), "Half term"),
        ("christmas", date(2025, 12, 22), date(2026, 1, 2), "Christmas holiday"),
    ]
    assert [words.partition(":")[0] for words in report.passed_over] == ["Autumn term 2", "Bank holiday"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        b"\xff\xfe\x00",
        b"name,date\nEaster,2025\n",
        b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Easter\r\nDTSTART:soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
        HALF_TERM[:300],
        HALF_TERM.replace(b"2025", b"0001"),
        b"x" * 1_000_001,
    ],
)
def test_what_is_no_calendar_is_told(content):
    with pytest.raises(CalendarError):
        read_calendar(content)


@given(st.binary(max_size=400))
@settings(max_examples=200)
def test_any_bytes_are_a_calendar_or_a_sentence(content):
    for whole in (content, HALF_TERM[:200] + content + HALF_TERM[200:]):
        try:
            read_calendar(whole)
        except CalendarError as error:
            said = str(error)
            assert said.endswith(".")


def load(file: Path, **options) -> str:
    out = io.StringIO()
    call_command("import_holidays", str(file), stdout=out, **{"authority": SHEFFIELD, **options})
    return out.getvalue()


@pytest.mark.django_db
@pytest.mark.both_databases
def test_a_calendar_takes_the_place_of_the_one_before(tmp_path):
    file = tmp_path / "council.ics"
    file.write_bytes(HALF_TERM)
    assert "2 would be added" in load(file, dry_run=True)
    assert not Holiday.objects.exclude(authority=None).exists()
    assert "2 added" in load(file, authority="Sheffield")
    assert "2 there already" in load(file)
    assert DataLoad.objects.filter(dataset="holidays").count() == 1
    file.write_bytes(HALF_TERM.replace(b"20251027", b"20251020").replace(b"20260103", b"20260105"))
    assert "1 added, 1 changed, 1 taken away" in load(file)
    found = Holiday.objects.filter(authority=SHEFFIELD).values_list("first_day", "last_day")
    assert list(found) == [
        (date(2025, 10, 20), date(2025, 10, 31)),
        (date(2025, 12, 22), date(2026, 1, 4)),
    ]
    assert Holiday.objects.filter(authority=None).count() > 80


@pytest.mark.django_db
def test_the_command_says_what_is_wrong(tmp_path):
    file = tmp_path / "council.ics"
    file.write_bytes(HALF_TERM)
    with pytest.raises(CommandError, match="no local authority"):
        load(file, authority="Narnia")
    with pytest.raises(CommandError, match="no file"):
        load(tmp_path / "nowhere.ics")
    file.write_bytes(b"\0\1")
    with pytest.raises(CommandError, match="no calendar"):
        load(file)


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
def test_sheffields_calendar():
    said = load(SHARED / "dates" / "sheffield_school_holidays.ics")
    assert "19 holidays" in said
    kinds = list(Holiday.objects.filter(authority=SHEFFIELD).values_list("kind", flat=True))
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "summer": 4, "october": 3, "christmas": 3, "february": 3, "easter": 3, "may": 3,
    }  # fmt: skip
    day = date(2026, 7, 21)
    assert is_school_holiday(day, holidays_between(day, day, SHEFFIELD))
    assert not is_school_holiday(day, holidays_between(day, day))


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
def test_bad_input_is_answered_in_words_and_changes_nothing():
    for file in sorted((SHARED / "badinput").iterdir()):
        with pytest.raises(CommandError, match=r"no calendar|no school holiday"):
            load(file)
    assert not Holiday.objects.exclude(authority=None).exists()
