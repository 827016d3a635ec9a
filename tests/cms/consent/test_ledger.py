"""The ledger of consent: rows, never a boolean."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from cms.consent.choices import Proof, Purpose
from cms.consent.models import ConsentEvent, Wording
from cms.consent.querysets import AppendOnlyError
from cms.consent.reports import standing
from cms.consent.services import current_wording, give_consent, withdraw_consent
from tests.factories import PersonFactory

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def test_the_first_wordings_are_there_in_both_languages():
    english, welsh = current_wording("newsletter", "en"), current_wording("newsletter", "cy")
    assert (english.version, welsh.version) == (1, 1)
    assert "newsletter" in english.text
    assert "cylchlythyr" in welsh.text


def test_the_newest_wording_is_current_and_english_stands_in():
    newer = Wording.objects.create(purpose="newsletter", version=2, language="en", text="Newer")
    assert current_wording("newsletter", "en") == newer
    assert current_wording("newsletter", "cy").version == 1
    assert current_wording("newsletter", "fr") == newer


def test_no_wording_at_all_is_said():
    Wording.objects.all()._raw_delete("default")
    with pytest.raises(LookupError, match="Newsletter"):
        current_wording("newsletter")


def test_each_purpose_has_words_in_both_languages():
    for purpose in Purpose:
        assert {current_wording(purpose, language).language for language in ("en", "cy")} == {"en", "cy"}


def test_nobody_has_agreed_before_they_did():
    assert [(line.purpose, line.given, line.at) for line in standing(PersonFactory())] == [
        (purpose, False, None) for purpose in Purpose
    ]


def test_the_latest_act_decides_and_none_is_lost(django_assert_num_queries):
    person, wording = PersonFactory(), current_wording("newsletter")
    give_consent(person=person, purpose="newsletter", wording=wording, source="the form", now=NOW)
    withdraw_consent(person=person, purpose="newsletter", source="a letter", now=NOW + timedelta(days=1))
    assert not standing(person)[0].given
    give_consent(
        person=person, purpose="newsletter", wording=wording, source="the form", now=NOW + timedelta(days=2)
    )
    with django_assert_num_queries(1):
        line = standing(person)[0]
    assert (line.given, line.at, line.wording, line.source) == (
        True, NOW + timedelta(days=2), wording, "the form",
    )  # fmt: skip
    assert ConsentEvent.objects.filter(person=person).count() == 3


def test_acts_of_the_same_moment_stand_in_the_order_they_were_written():
    person = PersonFactory()
    give_consent(
        person=person, purpose="newsletter", wording=current_wording("newsletter"), source="a", now=NOW
    )
    withdraw_consent(person=person, purpose="newsletter", source="b", now=NOW)
    assert not standing(person)[0].given


def test_consent_to_one_purpose_is_none_to_another():
    other = Wording(purpose="research", version=1, text="Other")
    with pytest.raises(ValueError, match="another purpose"):
        give_consent(person=PersonFactory(), purpose="newsletter", wording=other, source="x", now=NOW)
    assert not ConsentEvent.objects.exists()


@pytest.fixture
def event():
    return give_consent(
        person=PersonFactory(),
        purpose="newsletter",
        wording=current_wording("newsletter"),
        source="the form",
        now=NOW,
    )


def test_a_yes_on_paper_says_how():
    words = current_wording("newsletter")
    with pytest.raises(ValueError, match="how they told us"):
        give_consent(
            person=PersonFactory(), purpose="newsletter", wording=words, source="staff", now=NOW,
            proof=Proof.RECORDED, note="  ",
        )  # fmt: skip
    with pytest.raises(DatabaseError), transaction.atomic():
        ConsentEvent.objects.create(
            person=PersonFactory(),
            purpose="newsletter",
            act="given",
            source="staff",
            at=NOW,
            proof="recorded",
        )


@pytest.mark.parametrize(
    "change",
    [
        lambda event: event.save(),
        lambda event: event.delete(),
        lambda event: ConsentEvent.objects.all().delete(),
        lambda event: ConsentEvent.objects.update(act="withdrawn"),
        lambda event: ConsentEvent.objects.bulk_update([event], ["at"]),
        lambda event: event.wording.save(),
        lambda event: event.wording.delete(),
        lambda event: Wording.objects.update(text="Other words"),
    ],
)
def test_rows_are_only_ever_added(event, change):
    before = list(ConsentEvent.objects.values()), list(Wording.objects.values())
    event.act = "withdrawn"
    with pytest.raises(AppendOnlyError):
        change(event)
    assert (list(ConsentEvent.objects.values()), list(Wording.objects.values())) == before


@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("consent_consentevent", "act = 'withdrawn'"),
        ("consent_consentevent", "at = '2001-01-01 00:00:00+00:00'"),
        ("consent_consentevent", "note = 'other'"),
        ("consent_wording", "text = 'other'"),
        ("consent_wording", "version = 77"),
    ],
)
def test_the_database_itself_refuses_to_change_what_was_said(event, table, change):
    refused = pytest.raises(DatabaseError, match=r"only added to|never change")
    with refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {change}")
    event.refresh_from_db()
    assert (event.act, event.at, event.note, event.wording.version) == ("given", NOW, "", 1)


@pytest.mark.both_databases
def test_whose_a_row_is_may_change_because_identities_are_merged(event):
    other = PersonFactory()
    assert ConsentEvent.objects.filter(pk=event.pk).update(person=other) == 1
    assert standing(other)[0].given
