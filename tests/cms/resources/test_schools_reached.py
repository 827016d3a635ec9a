"""Schools reached: who counts, of how many, and what erasure leaves."""

import json
from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from cms.people.services.organisations import organisation_for_school
from cms.places.choices import GroupKind, LinkKind, SchoolStatus
from cms.places.models import School, SchoolGroup, SchoolLink
from cms.resources.choices import Outcome
from cms.resources.models import Download, ReachedSchool
from cms.resources.reports import Known, known_of, reached_schools, schools
from cms.resources.services.erasing import erase_downloads
from tests.factories import DownloadFactory, PersonFactory

pytestmark = pytest.mark.django_db
LEEDS = {"authority": "383", "region": "E12000003"}
YORK = {"authority": "816", "region": "E12000003"}


def school(urn, **more) -> School:
    return School.objects.create(urn=urn, **{"name": f"School {urn}", **LEEDS, **more})


def taken(at: School | None, day="2017-06-30", **more) -> Download:
    """A counted download of somebody at a school."""
    person = PersonFactory(organisation=organisation_for_school(school=at) if at else None)
    moment = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC)
    return DownloadFactory(person=person, completed_at=moment, **more)


def test_each_school_counts_once_of_all_that_are_open():
    one, _two, shut = school(1), school(2), school(3, status=SchoolStatus.CLOSED)
    taken(one), taken(one), taken(None), taken(shut), taken(None, outcome=Outcome.STAFF)
    taken(_two, outcome=Outcome.ROBOT)
    found = schools()
    assert found.total == {"schools": 1, "of": 2}
    assert found.more == {"unknown": {"people": 1, "closed": 1}}
    assert (found.first, found.last) == (date(2017, 6, 30), date(2017, 6, 30))


def test_a_closed_school_counts_for_the_one_that_came_after_it():
    old, new = school(1, status=SchoolStatus.CLOSED), school(2)
    SchoolLink.objects.create(school=old, kind=LinkKind.SUCCESSOR, urn=2)
    taken(old), taken(new)
    assert reached_schools().schools == {2}
    assert schools().more["unknown"]["closed"] == 0
    assert known_of(School.objects.all()) == (Known(1, 1), {2})


def test_by_region_authority_and_trust_every_place_has_its_row():
    trust = SchoolGroup.objects.create(uid=5, name="Elm Trust", kind=GroupKind.MULTI_ACADEMY)
    SchoolGroup.objects.create(uid=6, name="Nobody's Trust", kind=GroupKind.MULTI_ACADEMY)
    leeds, york, nowhere = school(1, trust=trust), school(2, **YORK), school(3, authority="", region="")
    school(4, trust=trust), school(5)
    taken(leeds), taken(york), taken(nowhere)
    assert schools(by="region").rows == [
        {"region": "Yorkshire and The Humber", "schools": 2, "of": 4},
        {"region": None, "schools": 1, "of": 1},
    ]
    assert schools(by="authority").rows == [
        {"authority": "Leeds", "schools": 1, "of": 3},
        {"authority": "York", "schools": 1, "of": 1},
        {"authority": None, "schools": 1, "of": 1},
    ]
    assert schools(by="trust").rows == [
        {"trust": "No trust", "schools": 2, "of": 3},
        {"trust": "Elm Trust", "schools": 1, "of": 2},
    ]


def test_by_month_with_those_reached_for_the_first_time():
    one, two = school(1), school(2)
    for day, at in (("2017-05-31", one), ("2017-06-30", one), ("2017-06-30", two), ("2017-08-01", two)):
        taken(at, day)
    assert [tuple(row.values()) for row in schools(by="month").rows] == [
        ("2017-05", 1, 1),
        ("2017-06", 2, 1),
        ("2017-07", 0, 0),
        ("2017-08", 1, 0),
    ]
    july = schools(by="month", first=date(2017, 6, 30), last=date(2017, 7, 31))
    assert [tuple(row.values()) for row in july.rows] == [("2017-06", 2, 1), ("2017-07", 0, 0)]
    assert schools(first=date(2017, 7, 1), last=date(2017, 7, 31)).total["schools"] == 0


def test_nothing_at_all_is_an_answer_too():
    found = schools(by="month")
    assert (found.rows, found.total) == ([], {"schools": 0, "of": 0})
    assert Known(0, 0).share is None


def test_erasure_leaves_every_total_and_month_as_it_was():
    one, two = school(1), school(2)
    first, second, other = taken(one, "2017-05-31"), taken(two), taken(None)
    before = {by: schools(by=by).as_dict() for by in (None, "region", "authority", "trust", "month")}
    for download in (first, second, other):
        erase_downloads(person=download.person)
    assert not Download.objects.exclude(person=None).exists()
    assert {by: schools(by=by).as_dict() for by in before} == before
    assert known_of(School.objects.all())[0] == Known(2, 2)
    assert ReachedSchool.objects.count() == 2


def test_erasing_twice_or_somebody_who_took_nothing_leaves_nothing_more():
    person = PersonFactory(organisation=organisation_for_school(school=school(1)))
    erase_downloads(person=person)
    DownloadFactory(person=person)
    erase_downloads(person=person)
    erase_downloads(person=person)
    assert ReachedSchool.objects.count() == 1


@pytest.mark.parametrize("by", [None, "region", "authority", "trust", "month"])
@pytest.mark.parametrize("number", [1, 3])
def test_the_figures_cost_the_same_at_any_number(by, number, django_assert_max_num_queries):
    for urn in range(1, number + 1):
        taken(school(urn))
    with django_assert_max_num_queries(11):
        schools(by=by)


def test_the_command_tells_it():
    taken(school(1))
    out = StringIO()
    call_command("figures", "schools", "--by", "authority", "--format", "json", stdout=out)
    answer = json.loads(out.getvalue())
    assert answer["rows"] == [{"authority": "Leeds", "schools": 1, "of": 1}]
    assert answer["unknown"] == {"people": 0, "closed": 0}


@given(st.integers(0, 50), st.integers(0, 50))
def test_a_share_lies_between_nought_and_one(reached, more):
    known = Known(reached, reached + more)
    assert known.share is None or 0 <= known.share <= 1
