"""Who is never mailed is known by a keyed hash alone."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import override_settings

from cms.consent.models import Suppression
from cms.consent.services import (
    digest_of,
    is_suppressed,
    lift_suppression,
    may_be_asked,
    suppress,
    suppress_digest,
)

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def add(email="sam@example.org", reason="erased", now=NOW, **more):
    return suppress(email=email, reason=reason, source="a test", now=now, **more)


def test_the_address_stands_nowhere_and_is_recognised_however_it_is_typed():
    add("Sam@Example.org")
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM consent_suppression")
        assert "sam" not in str(cursor.fetchall()).lower()
    assert is_suppressed(" SAM@example.ORG ")
    assert not is_suppressed("pat@example.org")


def test_the_hash_cannot_be_made_without_the_key():
    mine = digest_of("sam@example.org")
    with override_settings(SUPPRESSION_KEY="another key that is long enough"):
        assert digest_of("sam@example.org") != mine


def test_twice_means_once_with_the_later_moment():
    add(now=NOW + DAY)
    add(now=NOW)
    add(now=NOW + DAY)
    assert [row.at for row in Suppression.objects.all()] == [NOW + DAY]


def test_a_hash_from_a_ledger_of_erasures_does_the_same():
    suppress_digest(digest=digest_of("sam@example.org"), reason="erased", source="restore", now=NOW)
    assert is_suppressed("sam@example.org")


def test_what_is_lifted_comes_back_only_by_something_newer():
    add(reason="unsubscribed", purpose="newsletter")
    assert lift_suppression(email="sam@example.org", purpose="newsletter", by="a letter", now=NOW + DAY) == 1
    assert not is_suppressed("sam@example.org", "newsletter")
    add(reason="unsubscribed", purpose="newsletter")
    assert not is_suppressed("sam@example.org", "newsletter")
    add(reason="unsubscribed", purpose="newsletter", now=NOW + 2 * DAY)
    assert is_suppressed("sam@example.org", "newsletter")
    assert Suppression.objects.count() == 1


def test_an_act_from_before_ends_nothing():
    add(now=NOW + DAY)
    assert lift_suppression(email="sam@example.org", purpose="newsletter", by="a letter", now=NOW) == 0
    assert is_suppressed("sam@example.org")


def test_of_one_purpose_says_nothing_of_another():
    add(reason="unsubscribed", purpose="newsletter")
    assert is_suppressed("sam@example.org", "newsletter")
    assert not is_suppressed("sam@example.org", "research")
    assert not is_suppressed("sam@example.org")


def test_who_complained_is_not_even_asked_to_confirm():
    add(reason="unsubscribed")
    assert may_be_asked("sam@example.org")
    add(reason="complained")
    assert not may_be_asked("sam@example.org")


def test_what_is_no_address_is_not_mailed_and_not_kept():
    assert is_suppressed("nobody")
    with pytest.raises(ValueError, match="email"):
        add("nobody")
    with pytest.raises(ValueError, match="mood"):
        add(reason="mood")


def test_the_doctor_says_when_the_key_is_another():
    from cms.consent.health import suppression

    add()
    assert [finding.state for finding in suppression()] == ["ok"]
    with override_settings(SUPPRESSION_KEY="another key that is long enough"):
        (finding,) = suppression()
    assert finding.state == "wrong"
    assert "1 of 1" in finding.found
