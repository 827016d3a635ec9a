"""Many rows in one statement: what goes in comes out, and what may not is refused as Django refuses it."""

import uuid
from datetime import UTC, date, datetime

import pytest
from django.db import DataError, IntegrityError, connection, transaction

from cms.core.inserting import insert, update
from cms.resources.choices import Channel, Outcome
from cms.resources.models import Download, HeardPhrase
from tests.factories import PersonFactory, ResourceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
MOMENT = datetime(2017, 6, 30, 23, 30, tzinfo=UTC)


@pytest.fixture
def row():
    """The columns of a download; words that mean something to PostgreSQL's own format among them."""
    person, resource = PersonFactory(), ResourceFactory()

    def make(**changes):
        return {
            "key": uuid.uuid4(),
            "person_id": person.pk,
            "downloader": person.key,
            "resource_id": resource.pk,
            "asked_at": MOMENT,
            "completed_at": MOMENT,
            "day": date(2017, 7, 1),
            "outcome": Outcome.REPEAT,
            "channel": Channel.IMPORT,
            "heard_words": "a\ttab, a \\N and a “quote”\nŵ",
            "heard_source_id": None,
        } | changes

    return make


def test_what_goes_in_comes_out(row):
    insert(Download, [row(), row(heard_words="")])
    first, second = Download.objects.order_by("pk")
    assert (first.asked_at, first.day, first.outcome) == (MOMENT, date(2017, 7, 1), "repeat")
    assert first.heard_words == "a\ttab, a \\N and a “quote”\nŵ"
    assert (second.heard_words, second.heard_source, second.first_ever) == ("", None, False)


def test_a_row_that_breaks_a_promise_takes_all_of_them_back(row):
    """As Django's own error, in its own class: who catches `IntegrityError` tries again."""
    twice = uuid.uuid4()
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Download, [row(), row(key=twice), row(key=twice)])
    assert not Download.objects.exists()
    insert(Download, [row(key=twice)])  # the connection is fit for the next statement
    assert Download.objects.get().key == twice


def test_a_missing_value_is_refused(row):
    with pytest.raises(IntegrityError), transaction.atomic():
        insert(Download, [row(day=None)])
    assert not Download.objects.exists()


def test_a_column_there_is_not_is_a_mistake_of_ours(row):
    with pytest.raises(ValueError, match="nonsense"):
        insert(Download, [row(nonsense=1)])


def test_nothing_is_no_statement(django_assert_num_queries):
    with django_assert_num_queries(0):
        insert(Download, [])
        update([], ["outcome"])


def test_what_the_database_cannot_hold_is_told_as_djangos_error(row):
    """PostgreSQL refuses too long a text and NUL while the rows are on their way; SQLite keeps them."""
    if connection.vendor != "postgresql":
        insert(HeardPhrase, [{"folded": "x" * 5000, "example": "x"}])
        assert HeardPhrase.objects.get().example == "x"
        return
    for words in ("x" * 5000, "a\0b"):
        with pytest.raises((DataError, ValueError)), transaction.atomic():
            insert(HeardPhrase, [{"folded": "fine", "example": "fine"}, {"folded": words, "example": "x"}])
        assert not HeardPhrase.objects.exists()
