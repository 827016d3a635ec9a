"""What the room answers for: export, erasure, and a merge that never widens."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.consent.choices import Act, Purpose
from cms.consent.models import ConsentEvent, Hold, SignUp, SoftOptIn
from cms.consent.personal_data import ConsentOwner
from cms.consent.services import current_wording, give_consent, may_mail, suppress, withdraw_consent
from cms.people.owners import owners
from cms.people.services import merge_people, unmerge_people
from tests.factories import PersonFactory

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)
pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def owner():
    return next(one for one in owners() if isinstance(one, ConsentOwner))


def say(person, act, *, at=NOW, purpose="newsletter", proof="letter"):
    if act == "given":
        return give_consent(
            person=person,
            purpose=purpose,
            wording=current_wording(purpose),
            source="form",
            now=at,
            proof=proof,
        )
    if act == "withdrawn":
        return withdraw_consent(person=person, purpose=purpose, source="link", now=at)
    return ConsentEvent.objects.create(person=person, purpose=purpose, act=act, source="import", at=at)


def code(person, purpose="newsletter"):
    person.refresh_from_db()
    return may_mail(person, purpose, now=NOW + timedelta(days=1)).code


def join(kept, gone):
    return merge_people(kept=kept, gone=gone, now=NOW)


class TestExportAndErasure:
    def test_all_of_it_in_words(self, owner):
        person = PersonFactory(email="sam@example.org")
        say(person, "given")
        say(person, "unknown", purpose="research")
        SignUp.objects.create(
            email=person.email,
            wording=current_wording("research"),
            purpose="research",
            source="f",
            asked_at=NOW,
        )
        SoftOptIn.objects.create(person=person, source="an event", offered="Tick if not", at=NOW)
        suppress(email=person.email, reason="bounced", source="a list", now=NOW)
        sheets = {sheet.slug: list(sheet.rows) for sheet in owner.export(person)}
        assert len(sheets["consents"]) == 2
        assert current_wording("newsletter").text in sheets["consents"][1] + sheets["consents"][0]
        assert sheets["sign-ups"][0][1] == "sam@example.org"
        assert sheets["suppressed"][0][0] == "letters came back"
        assert sheets["soft-opt-ins"][0][-1] == "Tick if not"
        for sheet in owner.export(person):
            assert all(len(row) == len(sheet.columns) for row in sheet.rows)

    def test_erasing_keeps_the_figure_and_loses_the_person(self, owner):
        person, other = PersonFactory(email="sam@example.org"), PersonFactory()
        give_consent(
            person=person, purpose="newsletter", wording=current_wording("newsletter"), source="staff",
            now=NOW, proof="recorded", note="Sam said so by telephone",
        )  # fmt: skip
        say(other, "given")
        SignUp.objects.create(
            email=person.email,
            wording=current_wording("research"),
            purpose="research",
            source="f",
            asked_at=NOW,
        )
        Hold.objects.create(person=person, purpose="newsletter", at=NOW)
        assert sum(owner.erase(person, now=NOW).values()) == 3
        assert sum(owner.erase(person, now=NOW).values()) == 0
        assert owner.erase_address("sam@example.org", now=NOW) == {"unconfirmed sign-ups": 0}
        assert not SignUp.objects.exists()
        row = ConsentEvent.objects.get(person=None)
        assert (row.act, row.at, row.note, row.wording.purpose) == ("given", NOW, "", "newsletter")
        assert code(other) == ""
        person.delete()
        assert ConsentEvent.objects.count() == 2

    def test_a_sign_up_of_nobody_known_goes_by_its_address(self, owner):
        SignUp.objects.create(
            email="x@example.org", wording=current_wording("newsletter"), source="f", asked_at=NOW
        )
        assert owner.erase_address("x@example.org", now=NOW) == {"unconfirmed sign-ups": 1}

    def test_who_gets_the_newsletter_is_kept_however_long_ago_they_said_so(self, owner):
        reader, left, new = PersonFactory(), PersonFactory(), PersonFactory()
        say(reader, "given", at=NOW - timedelta(days=4000))
        say(left, "given", at=NOW - timedelta(days=4000))
        say(left, "withdrawn", at=NOW - timedelta(days=3900))
        say(new, "withdrawn", at=NOW)
        PersonFactory()
        kept = {row["pk"] for row in owner.in_touch(NOW - timedelta(days=1000))}
        assert kept == {reader.pk, new.pk}

    def test_the_register_says_why(self, owner):
        assert len(owner.kept()) == 4
        assert all(
            line.what and line.whose and line.why and line.ground and line.how_long for line in owner.kept()
        )


class TestMerging:
    @pytest.mark.parametrize(
        ("kept", "gone", "expected"),
        [
            ("given", None, ""),
            ("given", "given", ""),
            ("given", "withdrawn", "held"),
            ("given", "unknown", "unknown"),
            (None, "given", "held"),
            ("unknown", "given", "held"),
            ("withdrawn", "given", "held"),
            (None, "withdrawn", "withdrawn"),
            ("withdrawn", None, "withdrawn"),
            (None, None, "never"),
        ],
    )
    def test_the_more_restrictive_stands_until_asked_again(self, kept, gone, expected):
        one, other = PersonFactory(), PersonFactory()
        if gone:
            say(other, gone, at=NOW - timedelta(days=2 if gone == "withdrawn" and kept else 0))
        if kept:
            say(one, kept, at=NOW - timedelta(days=1))
        merge = join(one, other)
        assert code(one) == expected
        assert code(other) == "merged"
        assert ConsentEvent.objects.filter(person=one).count() == bool(kept) + bool(gone)
        unmerge_people(merge=merge, now=NOW)
        assert code(one) == {"given": "", None: "never"}.get(kept, kept)
        assert code(other) == {"given": "", None: "never"}.get(gone, gone)
        assert not Hold.objects.exists()

    def test_asked_again_it_counts(self):
        one, other = PersonFactory(), PersonFactory()
        say(one, "given")
        say(other, "withdrawn", at=NOW - timedelta(days=2))
        join(one, other)
        assert code(one) == "held"
        say(one, "given", at=datetime(2100, 1, 1, tzinfo=UTC))
        assert code(one) == ""

    def test_a_no_said_while_they_were_one_also_stops_the_other(self):
        one, other = PersonFactory(), PersonFactory()
        say(one, "given")
        say(other, "given")
        merge = join(one, other)
        say(one, "withdrawn", at=datetime(2100, 1, 1, tzinfo=UTC))
        unmerge_people(merge=merge, now=NOW)
        assert (code(one), code(other)) == ("withdrawn", "held")

    def test_what_is_kept_for_undoing_names_nobody(self, owner):
        one, other = PersonFactory(email="kept@example.org"), PersonFactory(email="gone@example.org")
        say(other, "given")
        assert "@" not in str(owner.merge(kept=one, gone=other))


ACTS = st.lists(st.tuples(st.sampled_from(list(Act)), st.integers(0, 4), st.booleans()), max_size=4)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kept=ACTS, gone=ACTS, purpose=st.sampled_from([Purpose.NEWSLETTER, Purpose.RESEARCH]))
def test_merging_never_widens_and_parting_restores(kept, gone, purpose):
    people = [PersonFactory(), PersonFactory()]
    for person, acts in zip(people, (kept, gone), strict=True):
        for act, hours, proven in acts:
            at = NOW - timedelta(hours=hours)
            say(person, act, at=at, purpose=purpose, proof="letter" if proven else "")
    one, other = people
    before = code(one, purpose), code(other, purpose)
    rows = ConsentEvent.objects.count()
    merge = join(one, other)
    if code(one, purpose) == "":
        assert before[0] == ""
        assert before[1] in ("", "never", "unproven")
    unmerge_people(merge=merge, now=NOW)
    assert (code(one, purpose), code(other, purpose)) == before
    assert ConsentEvent.objects.count() == rows
