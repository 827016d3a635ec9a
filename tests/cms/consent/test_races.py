"""Two at once: a yes and a no that cross, one press that comes twice, two sign-ups of one address."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from cms.consent.models import ConsentEvent, SignUp, Suppression, Wording
from cms.consent.services import (
    agree,
    confirm,
    current_wording,
    give_consent,
    may_mail,
    sign_up,
    suppress,
    unsubscribe,
)
from cms.people.models import Person
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
EMAIL = "sam@example.org"


@pytest.fixture(autouse=True)
def _words(transactional_db):
    """The tables are emptied after each test of this kind, the first words with them."""
    for purpose in ("newsletter", "research"):
        Wording.objects.get_or_create(purpose=purpose, version=1, language="en", defaults={"text": "Yes."})


def at_once(*jobs) -> list:
    """Run the jobs in threads that start together; what each returned, or raised."""
    gate, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place, job):
        try:
            gate.wait(timeout=30)
            results[place] = job()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not [result for result in results if isinstance(result, Exception)], results
    return results


def ask():
    sign_up(email=EMAIL, wording=current_wording("newsletter"), language="en", source="x", now=timezone.now())


def leave(person):
    return unsubscribe(person=person, purpose="newsletter", source="a link", now=timezone.now())


@pytest.mark.parametrize("round_", range(3))
def test_of_a_yes_and_a_no_at_once_the_no_stays(round_):
    person = PersonFactory(email=EMAIL)
    ask()
    key = SignUp.objects.get().key
    # The no was decided first, by its clock, and still stays where the yes is written before it.
    at_once(lambda: confirm(key=key, now=timezone.now() + timedelta(seconds=1)), lambda: leave(person))
    assert may_mail(person, "newsletter", now=timezone.now()).code == "withdrawn"
    assert not SignUp.objects.exists()


def test_one_press_that_comes_twice_is_one_yes():
    ask()
    key = SignUp.objects.get().key
    results = at_once(*[lambda: confirm(key=key, now=timezone.now())] * 4)
    assert sum(result is not None for result in results) == 1
    assert ConsentEvent.objects.count() == Person.objects.count() == 1


def test_one_no_that_comes_often_is_one_no():
    person = PersonFactory(email=EMAIL)
    give_consent(
        person=person, purpose="newsletter", wording=current_wording("newsletter"), source="x",
        now=timezone.now(), proof="letter",
    )  # fmt: skip
    assert sum(at_once(*[lambda: leave(person)] * 4)) == 1
    assert ConsentEvent.objects.filter(act="withdrawn").count() == 1


def test_two_sign_ups_at_once_are_one_letter():
    from django_tasks_db.models import DBTaskResult

    at_once(*[ask] * 4)
    assert SignUp.objects.count() == 1
    orders = [row.args_kwargs["kwargs"]["sign_up"] for row in DBTaskResult.objects.all()]
    assert sum(order != 0 for order in orders) == 1


def test_two_suppressions_at_once_are_one():
    now = timezone.now()
    at_once(*[lambda: suppress(email=EMAIL, reason="bounced", source="x", now=now)] * 4)
    assert Suppression.objects.count() == 1


def test_two_choices_at_once_are_one_yes():
    person = PersonFactory(email=EMAIL)
    wording = current_wording("research")

    def choose():
        return agree(person=person, purpose="research", wording=wording, source="x", now=timezone.now())

    assert sum(at_once(*[choose] * 3)) == 1
