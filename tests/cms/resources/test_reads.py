"""The figures on the screens: what a week, a month and an average are, and that tallies are enough."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cms.resources.admin_views.reads import WEEKS, by_month, reach, resource_rows, week_in_brief
from cms.resources.models import DailyTally
from cms.resources.services import rebuild_tallies
from tests.factories import DownloadFactory, ResourceFactory

pytestmark = pytest.mark.django_db
WEDNESDAY = date(2017, 11, 22)


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=UTC)


def tally(resource, day, downloads, outcome="counted", first_ever=0):
    DailyTally.objects.create(
        resource=resource, day=day, downloads=downloads, outcome=outcome, first_ever=first_ever
    )


def test_this_week_so_far_stands_against_the_same_days_of_last_week():
    guide = ResourceFactory()
    tally(guide, WEDNESDAY, 1)
    tally(guide, WEDNESDAY - timedelta(days=2), 10)  # Monday
    tally(guide, WEDNESDAY - timedelta(days=3), 100)  # Sunday: last week, after its Wednesday
    tally(guide, WEDNESDAY - timedelta(days=7), 1000)  # last Wednesday
    tally(guide, WEDNESDAY + timedelta(days=1), 5)  # tomorrow, by a clock that runs ahead
    tally(guide, WEDNESDAY, 7, outcome="repeat")
    (row,) = resource_rows(WEDNESDAY)
    assert (row.this_week, row.last_week) == (11, 1000)
    assert row.sparkline[-2:] == [1100, 11]
    assert len(row.sparkline) == WEEKS
    assert row.this_month == 1111
    assert row.since_launch == 1116


def test_a_guide_without_downloads_is_there_with_noughts():
    ResourceFactory()
    (row,) = resource_rows(WEDNESDAY)
    assert (row.this_week, row.this_month, row.since_launch, sum(row.sparkline)) == (0, 0, 0, 0)


def test_a_month_without_downloads_is_there_and_the_average_is_of_three():
    guide = ResourceFactory()
    for month, number in ((8, 30), (9, 60), (11, 3)):
        tally(guide, date(2017, month, 5), number)
    months = by_month(WEDNESDAY)
    assert [month.first_day for month in months][:2] == [date(2016, 12, 1), date(2017, 1, 1)]
    assert [(month.downloads, month.moving_average) for month in months][-5:] == [
        (0, None),
        (30, None),
        (60, None),
        (0, 30.0),
        (3, 21.0),
    ]


def test_the_week_tells_new_people_and_what_was_not_counted():
    guide = ResourceFactory()
    tally(guide, WEDNESDAY, 5, first_ever=2)
    tally(guide, WEDNESDAY, 1, outcome="repeat")
    tally(guide, WEDNESDAY, 2, outcome="robot")
    tally(guide, WEDNESDAY, 4, outcome="staff")
    week = week_in_brief(WEDNESDAY)
    assert (week.downloads, week.new_people, week.excluded) == (5, 2, 7)


def test_figures_from_tallies_are_those_of_the_rows():
    guide = ResourceFactory()
    for days in (0, 0, 1, 8):
        DownloadFactory(resource=guide, completed_at=at(WEDNESDAY - timedelta(days=days)))
    DownloadFactory(resource=guide, completed_at=at(WEDNESDAY), outcome="repeat")
    rebuild_tallies()
    week = week_in_brief(WEDNESDAY)
    assert (week.downloads, week.excluded) == (3, 1)
    assert [(code, number) for code, _name, number in week.regions] == [("E12000003", 3)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_reads_cost_the_same_at_any_number(number, django_assert_num_queries):
    for _ in range(number):
        DownloadFactory(completed_at=at(WEDNESDAY))
    rebuild_tallies()
    with django_assert_num_queries(3):
        resource_rows(WEDNESDAY)
    with django_assert_num_queries(2):
        by_month(WEDNESDAY)
    with django_assert_num_queries(5):
        week_in_brief(WEDNESDAY)
    with django_assert_num_queries(2):
        reach(first=None, last=None)


def test_reach_shows_what_is_not_known():
    DownloadFactory()
    DownloadFactory(country="FR", region="", authority="", outcode="", place_method="country")
    DownloadFactory(country="", region="", authority="", outcode="", place_method="none")
    found = reach(first=None, last=None)
    assert found.total == 3
    assert {spot.code: spot.downloads for spot in found.regions} == {"": 1, "E12000003": 1, "elsewhere": 1}
    assert {spot.code: spot.downloads for spot in found.countries} == {"": 1, "FR": 1, "GB-ENG": 1}
    assert found.districts == {"LS1": 1}
    assert sum(spot.share for spot in found.regions) == pytest.approx(1)
