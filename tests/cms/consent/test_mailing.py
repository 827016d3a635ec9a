"""The one check at the moment of sending, for one and for many: both give the same answer."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.consent.choices import Act, Purpose
from cms.consent.models import ConsentEvent, Hold, SignUp, SoftOptIn
from cms.consent.services import (
    current_wording,
    give_consent,
    is_suppressed,
    lift_suppression,
    mailable,
    may_mail,
    suppress,
    withdraw_consent,
)
from cms.people.models import Person
from tests.factories import PersonFactory

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=1)

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def say_yes(person, purpose="newsletter", *, at=NOW, proof="letter", subject=""):
    return give_consent(
        person=person,
        purpose=purpose,
        wording=current_wording(purpose),
        source="a form",
        now=at,
        proof=proof,
        subject=subject,
    )


def verdict(person, purpose="newsletter", subject=""):
    """Ask for one, check that asking for all gives the same, and say which word it was."""
    person.refresh_from_db()
    answer = may_mail(person, purpose, now=LATER, subject=subject)
    assert (
        answer.allowed
        == mailable(Person.objects.all(), purpose, subject=subject).filter(pk=person.pk).exists()
    )
    assert answer.reason
    return answer.code or "yes"


def test_each_standing_has_its_answer():
    person = PersonFactory()
    assert verdict(person) == "never"
    SignUp.objects.create(
        email=person.email, wording=current_wording("newsletter"), source="a form", asked_at=NOW
    )
    assert verdict(person) == "awaiting"
    say_yes(person, proof="")
    assert verdict(person) == "unproven"
    say_yes(person)
    assert verdict(person) == "yes"
    withdraw_consent(person=person, purpose="newsletter", source="a link", now=NOW)
    assert verdict(person) == "withdrawn"
    say_yes(person, at=LATER)
    assert verdict(person) == "yes"
    Hold.objects.create(person=person, purpose="newsletter", at=LATER)
    assert verdict(person) == "held"


def test_brought_in_without_proof_is_not_mailed():
    person = PersonFactory()
    ConsentEvent.objects.create(person=person, purpose="newsletter", act=Act.UNKNOWN, source="import", at=NOW)
    assert verdict(person) == "unknown"


def test_one_purpose_is_not_another_and_one_programme_is_not_another():
    person = PersonFactory()
    say_yes(person, Purpose.PROGRAMME, subject="leaders-2026")
    assert verdict(person, Purpose.PROGRAMME, "leaders-2026") == "yes"
    assert verdict(person, Purpose.PROGRAMME, "leaders-2027") == "never"
    assert verdict(person, Purpose.RESEARCH) == "never"
    assert verdict(person) == "never"


def test_a_shared_mailbox_gets_its_newsletter_and_nothing_personal():
    person = PersonFactory(is_shared_mailbox=True)
    say_yes(person)
    say_yes(person, Purpose.RESEARCH)
    assert verdict(person) == "yes"
    assert verdict(person, Purpose.RESEARCH) == "shared"


def test_an_address_that_leads_to_somebody_else_is_not_mailed():
    kept = PersonFactory()
    other = PersonFactory(merged_into=kept)
    say_yes(kept)
    say_yes(other)
    assert verdict(other) == "merged"
    assert verdict(kept) == "yes"


@pytest.mark.parametrize(
    ("reason", "expected"), [("bounced", "yes"), ("unsubscribed", "suppressed"), ("complained", "suppressed")]
)
def test_a_suppressed_second_address_counts_unless_only_the_mailbox_is_dead(reason, expected):
    kept = PersonFactory()
    other = PersonFactory(merged_into=kept)
    say_yes(kept)
    suppress(email=other.email, reason=reason, source="a list", now=NOW)
    assert verdict(kept) == expected


def test_suppression_is_of_everything_or_of_one_purpose():
    person = PersonFactory()
    say_yes(person)
    say_yes(person, Purpose.RESEARCH)
    suppress(
        email=person.email.upper(), reason="unsubscribed", source="a list", now=NOW, purpose="newsletter"
    )
    assert (verdict(person), verdict(person, Purpose.RESEARCH)) == ("suppressed", "yes")
    suppress(email=f" {person.email}", reason="bounced", source="a list", now=NOW)
    assert verdict(person, Purpose.RESEARCH) == "suppressed"


def test_a_confirmed_yes_of_their_own_ends_what_it_may_end():
    person = PersonFactory()
    for reason in ("unsubscribed", "bounced", "erased"):
        suppress(email=person.email, reason=reason, source="a list", now=NOW)
    say_yes(person, proof="imported", at=LATER)
    assert verdict(person) == "suppressed"
    say_yes(person, at=LATER)
    assert verdict(person) == "yes"


@pytest.mark.parametrize("reason", ["complained", "objected"])
def test_a_complaint_stays(reason):
    person = PersonFactory()
    suppress(email=person.email, reason=reason, source="a list", now=NOW)
    say_yes(person, at=LATER)
    assert verdict(person) == "suppressed"


def test_soft_opt_in_is_off_and_carries_nobody():
    person = PersonFactory()
    SoftOptIn.objects.create(person=person, source="an event", offered="Tick here if not", at=NOW)
    assert verdict(person) == "never"


@override_settings(SOFT_OPT_IN=True)
def test_switched_on_it_carries_who_never_answered_and_nobody_else():
    silent, left, asked, unknown = PersonFactory.create_batch(4)
    shared = PersonFactory(is_shared_mailbox=True)
    for person in (silent, shared, left, asked, unknown):
        SoftOptIn.objects.create(person=person, source="an event", offered="Tick here if not", at=NOW)
    withdraw_consent(person=left, purpose="newsletter", source="a link", now=NOW)
    wording = current_wording("newsletter")
    for person in (left, asked):
        SignUp.objects.create(email=person.email, wording=wording, source="a form", asked_at=LATER)
    ConsentEvent.objects.create(
        person=unknown, purpose="newsletter", act=Act.UNKNOWN, source="import", at=NOW
    )
    assert [verdict(person) for person in (silent, shared, left, asked, unknown)] == [
        "soft", "never", "awaiting", "soft", "unknown",
    ]  # fmt: skip
    assert verdict(silent, Purpose.RESEARCH) == "never"
    suppress(email=silent.email, reason="unsubscribed", source="a link", now=NOW)
    assert verdict(silent) == "suppressed"


def test_all_at_once_takes_as_many_queries_for_three_as_for_one(django_assert_num_queries):
    suppress(email="somebody@example.org", reason="bounced", source="a list", now=NOW)
    for _more in range(2):
        say_yes(PersonFactory())
        PersonFactory(merged_into=PersonFactory())
        with django_assert_num_queries(4):
            assert list(mailable(Person.objects.all(), "newsletter"))


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["yes", "unproven", "no", "unknown", "hold", "suppress", "lift", "complain"]),
        st.integers(0, 5),
    ),
    max_size=7,
)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=MOVES)
def test_one_and_many_agree_whatever_happened(moves):
    person = PersonFactory()
    for what, hours in moves:
        at = NOW + timedelta(hours=hours)
        if what == "yes":
            say_yes(person, at=at)
        elif what == "unproven":
            say_yes(person, at=at, proof="")
        elif what == "no":
            withdraw_consent(person=person, purpose="newsletter", source="x", now=at)
        elif what == "unknown":
            ConsentEvent.objects.create(person=person, purpose="newsletter", act="unknown", source="x", at=at)
        elif what == "hold":
            Hold.objects.create(person=person, purpose="newsletter", at=at)
        elif what == "lift":
            lift_suppression(email=person.email, purpose="newsletter", by="x", now=at)
        else:
            reason = "bounced" if what == "suppress" else "complained"
            suppress(email=person.email, reason=reason, source="x", now=at)
    assert verdict(person) in ("yes", "never", "unproven", "withdrawn", "unknown", "held", "suppressed")
    suppress(email=person.email, reason="bounced", source="last", now=NOW + timedelta(days=9))
    assert is_suppressed(person.email, "newsletter")
    assert verdict(person) == "suppressed"
