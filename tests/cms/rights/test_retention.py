"""Whose time is up is told first, then erased; nights may be missed or come twice."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from cms.consent.services import current_wording, withdraw_consent
from cms.people.models import Person
from cms.resources.models import Download
from cms.rights import nightly
from cms.rights.choices import How, Kind, State
from cms.rights.models import Erasure, Farewell, RightsRequest
from cms.rights.services.requests import confirm, move, take_request
from cms.rights.services.retention import keep, out_of_touch
from tests.cms.rights.conftest import ADDRESS, NOW, at_once
from tests.factories import DownloadFactory, PersonFactory
from tests.staff import member_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NIGHT = datetime(2026, 11, 3, 2, 0, tzinfo=UTC)
ACTS = date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _three_years(settings):
    settings.RETENTION = settings.RETENTION | {"people": 3 * 365, "requests": 730, "unconfirmed_requests": 30}
    settings.RETENTION_NOTICE_DAYS = 28


@pytest.fixture
def old():
    """Somebody who took a guide long ago and was not heard of since."""
    person = PersonFactory(email="old@example.org", created_at=NOW)
    DownloadFactory(person=person, completed_at=NOW)
    return person


def test_told_first_then_erased(old):
    assert nightly.farewells(NIGHT) == 0
    line = Farewell.objects.get()
    assert (line.person, line.told_on, line.acts_on) == (old, date(2026, 11, 3), ACTS)
    for days in (1, 10, 27):
        assert nightly.farewells(NIGHT + timedelta(days=days)) == 0
    assert Person.objects.filter(pk=old.pk).exists()
    assert nightly.farewells(NIGHT + timedelta(days=28)) == 1
    assert not Person.objects.filter(pk=old.pk).exists()
    assert Download.objects.count() == 1
    assert Erasure.objects.get().how == How.RETENTION
    assert nightly.farewells(NIGHT + timedelta(days=28)) == 0


def test_missed_nights_take_no_notice_away(old):
    nightly.farewells(NIGHT + timedelta(days=300))
    assert Person.objects.filter(pk=old.pk).exists(), "nobody was told before"
    assert Farewell.objects.get().acts_on >= (NIGHT + timedelta(days=300 + 28)).date()


def test_a_night_that_comes_late_still_acts(old):
    nightly.farewells(NIGHT)
    assert nightly.farewells(NIGHT + timedelta(days=90)) == 1


def test_two_nights_at_once_and_twice_a_night(old):
    nightly.farewells(NIGHT)
    nightly.farewells(NIGHT)
    assert Farewell.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_erase_one_person_once(old):
    nightly.farewells(NIGHT)
    results = at_once([lambda: nightly.farewells(NIGHT + timedelta(days=28))] * 2)
    assert not [result for result in results if isinstance(result, Exception)]
    assert sum(results) == 1
    assert Erasure.objects.exclude(person_hash="").count() == 1


def test_who_is_back_in_touch_is_struck(old):
    nightly.farewells(NIGHT)
    DownloadFactory(person=old, completed_at=NIGHT + timedelta(days=5), resource__slug="new")
    assert nightly.farewells(NIGHT + timedelta(days=28)) == 0
    assert not Farewell.objects.exists()


@pytest.mark.parametrize("heard", ["download", "consent", "request", "other address"])
def test_every_way_of_being_in_touch_counts(heard):
    person = PersonFactory(email=ADDRESS, created_at=NOW)
    lately = NIGHT - timedelta(days=30)
    if heard == "download":
        DownloadFactory(person=person, completed_at=lately)
    elif heard == "consent":
        withdraw_consent(person=person, purpose="newsletter", source="a form", now=lately)
    elif heard == "request":
        confirm(request=take_request(kind=Kind.ACCESS, email=ADDRESS, now=NOW), now=NOW)
    else:
        other = PersonFactory(email="second@example.org", created_at=NOW, merged_into=person)
        DownloadFactory(person=other, completed_at=lately)
    assert not out_of_touch(NIGHT.date()).exists()


def test_who_came_yesterday_is_in_touch_and_who_came_long_ago_is_not(old):
    PersonFactory(email="new@example.org", created_at=NIGHT - timedelta(days=1))
    assert list(out_of_touch(NIGHT.date())) == [old]


def test_nought_days_is_for_as_long_as_there_is_need(old, settings):
    settings.RETENTION = settings.RETENTION | {"people": 0}
    nightly.farewells(NIGHT)
    assert not Farewell.objects.exists()


def test_kept_for_a_reason_until_a_day_and_then_told_anew(old):
    officer = member_of("Data officers")
    nightly.farewells(NIGHT)
    line = Farewell.objects.get()
    for until, because in ((date(2027, 6, 1), " "), (NIGHT.date(), "wanted"), (date(2099, 1, 1), "wanted")):
        with pytest.raises(ValueError, match=r"\w"):
            keep(farewell=line, until=until, because=because, by=officer, now=NIGHT)
    keep(farewell=line, until=date(2027, 6, 1), because="takes part in a study", by=officer, now=NIGHT)
    assert nightly.farewells(NIGHT + timedelta(days=28)) == 0
    after = datetime(2027, 6, 1, 2, tzinfo=UTC)
    assert nightly.farewells(after) == 0
    again = Farewell.objects.get()
    assert (again.kept_until, again.told_on) == (None, date(2027, 6, 1))
    assert nightly.farewells(after + timedelta(days=60)) == 1


def test_nobody_is_kept_without_a_reason(old):
    nightly.farewells(NIGHT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Farewell.objects.update(kept_until=date(2030, 1, 1))


def test_the_team_is_written_to_once_a_week(old, mailoutbox):
    member_of("Data officers")
    nightly.farewells(NIGHT)
    assert len(mailoutbox) == 1
    assert mailoutbox[0].to == ["data-officers@example.org"]
    assert "1 December 2026" in mailoutbox[0].body
    assert "old@example.org" not in mailoutbox[0].body
    nightly.farewells(NIGHT + timedelta(days=2))
    assert len(mailoutbox) == 1
    nightly.farewells(NIGHT + timedelta(days=7))
    assert len(mailoutbox) == 2


def test_old_requests_go_and_open_ones_stay():
    officer = member_of("Data officers")
    unconfirmed = take_request(kind=Kind.ACCESS, email="a@example.org", now=NIGHT - timedelta(days=31))
    complaint = take_request(
        kind=Kind.COMPLAINT, email="b@example.org", words="x", now=NIGHT - timedelta(days=31)
    )
    fresh = take_request(kind=Kind.ACCESS, email="c@example.org", now=NIGHT - timedelta(days=29))
    closed = take_request(kind=Kind.ACCESS, email="d@example.org", now=NOW)
    move(request=closed, to=State.WITHDRAWN, by=officer, why="they said so", now=NIGHT - timedelta(days=731))
    assert nightly.requests(NIGHT) == 2
    assert set(RightsRequest.objects.values_list("pk", flat=True)) == {complaint.pk, fresh.pk}
    assert unconfirmed.pk
    assert nightly.requests(NIGHT) == 0


def test_the_address_of_a_last_letter_that_cannot_leave_goes_too():
    Erasure.objects.create(
        address_hash="0" * 64, erased_at=NIGHT - timedelta(days=4), how=How.ADMIN, letter_to=ADDRESS
    )
    assert nightly.goodbyes(NIGHT) == 1
    assert not Erasure.objects.exclude(letter_to="").exists()
    assert current_wording("newsletter")
