"""Tallies kept up one by one are those that a rebuild makes, and a rebuild mends what is wrong."""

import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command

from cms.resources.choices import Channel, Outcome
from cms.resources.models import DailyTally
from cms.resources.services import ask_for_download, complete_download
from tests.factories import FileFactory, PersonFactory

NOON = datetime(2018, 3, 22, 12, tzinfo=UTC)


def tallies() -> list:
    rows = DailyTally.objects.filter(downloads__gt=0).order_by("resource", "day", "outcome")
    return list(rows.values_list("resource", "day", "outcome", "downloads", "first_ever"))


@pytest.fixture
def served(db):
    """Downloads of two guides on three days by two people, staff and a robot, some of them repeats."""
    files, people = [FileFactory(), FileFactory()], [PersonFactory(), PersonFactory()]
    for number in range(24):
        now = NOON + timedelta(hours=3 * number)
        file = files[number % 2]
        download = ask_for_download(
            person=people[number % 3 % 2], file=file, channel=Channel.FORM, heard_source=None, now=now
        )
        complete_download(
            download=download, file=file, robot=number % 7 == 6, staff=number % 11 == 10, now=now
        )
    ask_for_download(person=people[0], file=files[0], channel=Channel.FORM, heard_source=None, now=NOON)


@pytest.mark.both_databases
def test_kept_up_and_rebuilt_are_the_same(served):
    kept_up = tallies()
    assert {outcome for _, _, outcome, _, _ in kept_up} == {
        Outcome.COUNTED, Outcome.REPEAT, Outcome.ROBOT, Outcome.STAFF,
    }  # fmt: skip
    assert sum(number for *_, number, _ in kept_up) == 24
    out = io.StringIO()
    call_command("rebuild_tallies", stdout=out, stderr=io.StringIO())
    assert tallies() == kept_up
    assert f"{len(kept_up)} daily tallies" in out.getvalue()


@pytest.mark.both_databases
def test_a_rebuild_mends_what_is_wrong(served):
    right = tallies()
    DailyTally.objects.filter(pk=DailyTally.objects.first().pk).update(downloads=999)
    DailyTally.objects.last().delete()
    wrong = DailyTally(resource_id=right[0][0], day=date(2001, 1, 1), outcome=Outcome.STAFF, downloads=5)
    wrong.save()
    assert tallies() != right
    call_command("rebuild_tallies", stdout=io.StringIO(), stderr=io.StringIO())
    assert tallies() == right
