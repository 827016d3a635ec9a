"""The demo without its history makes nobody up, and a site on the internet gets no invented staff."""

from io import StringIO

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from cms.accounts.choices import StaffGroup
from cms.people.models import Person
from cms.places.models import School
from cms.resources.models import File, ResourcePage

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


def load(*options):
    call_command("load_demo", *options, stdout=StringIO(), stderr=StringIO())


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """Load it once as in production; each test works on top of it in a savepoint."""
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(SHOW_OUTBOX=False),
    ):
        load("--without-history")
        yield
        transaction.set_rollback(True)


def test_the_guides_are_there():
    assert ResourcePage.objects.live().count() >= 6
    assert File.objects.exists()
    assert School.objects.exists()


@pytest.mark.parametrize(
    "model",
    [
        "people.Person",
        "people.DuplicateProposal",
        "people.Tag",
        "people.Organisation",
        "consent.ConsentEvent",
        "rights.RightsRequest",
        "resources.Download",
        "resources.DailyTally",
        "accounts.User",
    ],
)
def test_nobody_is_made_up(model):
    assert apps.get_model(model).objects.count() == 0


def test_a_history_can_follow_and_brings_its_people():
    load()
    assert Person.objects.filter(email="nesta.howell@example.org").exists()
    assert not get_user_model().objects.exists()


def test_where_the_outbox_is_shown_each_group_has_a_colleague():
    with override_settings(SHOW_OUTBOX=True):
        load("--without-history")
    users = get_user_model().objects.all()
    assert {group.name for user in users for group in user.groups.all()} == set(StaffGroup.values)
    assert not Person.objects.exists()
