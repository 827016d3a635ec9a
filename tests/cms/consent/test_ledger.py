"""The ledger of consent: rows, never a boolean."""

from datetime import UTC, datetime, timedelta

import pytest

from cms.consent.choices import Purpose
from cms.consent.models import ConsentEvent, Wording
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
    Wording.objects.all().delete()
    with pytest.raises(LookupError, match="Newsletter"):
        current_wording("newsletter")


def test_nobody_has_agreed_before_they_did():
    assert [(line.purpose, line.given, line.at) for line in standing(PersonFactory())] == [
        (Purpose.NEWSLETTER, False, None)
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
