"""The team's screens: why somebody is mailed or not, the ledger, the words, who is never mailed."""

import io
from datetime import UTC, datetime, timedelta

import openpyxl
import pytest
from django.utils import timezone

from cms.accounts.choices import StaffGroup
from cms.consent.models import ConsentEvent, ConsentLetter, Suppression, Wording
from cms.consent.services import current_wording, give_consent, may_mail, suppress
from tests.factories import PersonFactory
from tests.staff import client_of, member_of

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def comms():
    return client_of(StaffGroup.COMMUNICATIONS)


@pytest.fixture
def officer():
    return client_of(StaffGroup.DATA_OFFICERS)


@pytest.fixture
def person():
    return PersonFactory(email="sam@example.org", name="Sam Brân")


def say_yes(person, at=NOW, **more):
    return give_consent(
        person=person, purpose="newsletter", wording=current_wording("newsletter"), source="the form",
        now=at, proof="letter", **more,
    )  # fmt: skip


def text_of(response):
    assert response.status_code == 200, response
    return response.content.decode()


def code(person, purpose="newsletter", subject=""):
    return may_mail(person, purpose, now=timezone.now(), subject=subject).code


class TestThePersonsPage:
    def test_it_says_what_may_be_sent_and_why(self, comms, person):
        say_yes(person)
        suppress(email=person.email, reason="bounced", source="a list", now=NOW)
        text = text_of(comms.get(f"/admin/people/inspect/{person.pk}/"))
        assert "The address is on the suppression list." in text
        assert "They were never asked, or never answered." not in text, "suppression goes before"
        assert "confirmed by the link in our letter" in text

    def test_the_panel_takes_as_many_queries_for_three_acts_as_for_one(
        self, person, django_assert_num_queries
    ):
        from cms.consent.panels import ConsentPanel

        panel = ConsentPanel(person, member_of(StaffGroup.COMMUNICATIONS))
        panel.user.has_perm("consent.record_consent")
        for day in range(3):
            say_yes(person, NOW + timedelta(days=day))
            with django_assert_num_queries(7):
                list(panel.get_context_data()["history"])


class TestWritingDown:
    def post(self, client, person, **answers):
        data = {"act": "withdrawn", "purpose": "newsletter", "how": "telephone"} | answers
        return client.post(f"/admin/consents/record/{person.pk}/", data)

    def test_a_no_by_telephone(self, comms, person):
        say_yes(person)
        assert self.post(comms, person).status_code == 302
        event = ConsentEvent.objects.latest("pk")
        assert (event.act, event.source, event.recorded_by.email) == (
            "withdrawn", "By telephone", "communications@example.org",
        )  # fmt: skip
        assert code(person) == "withdrawn"

    def test_a_yes_says_how_we_know(self, comms, person):
        assert "Say where the proof of their yes is." in text_of(self.post(comms, person, act="given"))
        assert not ConsentEvent.objects.exists()
        self.post(comms, person, act="given", how="paper", note="Folder 3")
        assert ConsentEvent.objects.get().note == "Folder 3"
        assert code(person) == ""

    def test_never_again(self, comms, person):
        say_yes(person)
        self.post(comms, person, act="never")
        assert code(person) == "suppressed"
        assert Suppression.objects.get().reason == "objected"

    def test_a_programme_has_a_code_and_nothing_else_has(self, comms, person):
        assert "Say which programme" in text_of(self.post(comms, person, purpose="programme"))
        assert "about one programme" in text_of(self.post(comms, person, subject="x"))
        self.post(comms, person, purpose="programme", subject="leaders-2026", act="given", note="x")
        assert code(person, "programme", "leaders-2026") == ""

    def test_it_is_logged_without_a_name(self, comms, person):
        from wagtail.models import ModelLogEntry

        self.post(comms, person)
        entry = ModelLogEntry.objects.get(action="consent.record")
        assert entry.label == str(person.pk)
        assert entry.data == {"purpose": "newsletter", "subject": "", "act": "withdrawn"}

    def test_nobody_who_is_merged_or_gone(self, comms, person):
        other = PersonFactory(merged_into=person)
        assert comms.get(f"/admin/consents/record/{other.pk}/").status_code == 404
        assert comms.get("/admin/consents/record/999999/").status_code == 404


class TestTheLedger:
    def test_list_and_filter(self, comms, person):
        say_yes(person)
        text = text_of(comms.get("/admin/consents/"))
        assert "Sam Brân" in text
        assert "Sam Brân" not in text_of(comms.get("/admin/consents/?act=withdrawn"))
        assert "Sam Brân" not in text_of(comms.get("/admin/consents/?act=nonsense"))

    def test_as_many_queries_for_three_as_for_one(self, officer, django_assert_max_num_queries):
        say_yes(PersonFactory())
        officer.get("/admin/consents/")
        for _more in range(2):
            say_yes(PersonFactory())
            with django_assert_max_num_queries(16):
                officer.get("/admin/consents/")

    def test_taken_away_only_by_those_who_may_and_safe_to_open(self, comms, officer, person):
        from wagtail.models import ModelLogEntry

        person.name = "=cmd()"
        person.save()
        say_yes(person)
        assert comms.get("/admin/consents/?export=csv").status_code in (302, 403)
        assert not ModelLogEntry.objects.filter(action="people.export").exists()
        lines = b"".join(officer.get("/admin/consents/?export=csv")).decode("utf-8-sig")
        assert '"\'=cmd()"' in lines
        assert "sam@example.org" in lines
        book = openpyxl.load_workbook(
            io.BytesIO(b"".join(officer.get("/admin/consents/?export=xlsx").streaming_content))
        )
        assert book.active.max_row == 2
        assert ModelLogEntry.objects.filter(action="people.export").count() == 2

    def test_empty_it_says_so(self, comms):
        assert "No" in text_of(comms.get("/admin/consents/"))


class TestLetters:
    def test_an_uncertain_one_is_shown_and_waits_for_somebody(self, comms, person):
        moment = {"created_at": NOW, "changed_at": NOW}
        ConsentLetter.objects.create(person=person, kind="preferences", state="uncertain", **moment)
        ConsentLetter.objects.create(kind="confirm", state="sent", **moment)
        text = text_of(comms.get("/admin/consents/letters/?state=uncertain"))
        assert "Sam Brân" in text
        assert "(not confirmed yet)" not in text
        assert "(not confirmed yet)" in text_of(comms.get("/admin/consents/letters/"))
        assert "1 e-mail about consent may or may not have gone out" in text_of(comms.get("/admin/"))


class TestWords:
    NEW = {"after": "1", "en": "Yes, new words.", "cy": "Iawn, geiriau newydd."}

    def test_every_version_and_how_often_it_was_used(self, comms, person, django_assert_max_num_queries):
        say_yes(person)
        text = text_of(comms.get("/admin/wordings/"))
        assert current_wording("newsletter", "cy").text in text.replace("&#x27;", "'")
        assert "/admin/wordings/new/newsletter/" not in text, "only those who may write"
        with django_assert_max_num_queries(14):
            comms.get("/admin/wordings/")

    def test_a_new_version_is_looked_at_then_used(self, officer):
        page = "/admin/wordings/new/newsletter/"
        assert current_wording("newsletter").text in text_of(officer.get(page))
        text = text_of(officer.post(page, self.NEW))
        assert "As it will stand on the form" in text
        assert current_wording("newsletter").version == 1
        assert officer.post(page, self.NEW | {"save": "1"}).status_code == 302
        assert (current_wording("newsletter", "cy").version, current_wording("newsletter").text) == (
            2, "Yes, new words.",
        )  # fmt: skip
        assert Wording.objects.filter(purpose="newsletter", version=1).count() == 2

    def test_two_who_write_at_once_hear_of_each_other(self, officer):
        page = "/admin/wordings/new/newsletter/"
        officer.post(page, self.NEW | {"save": "1"})
        text = text_of(officer.post(page, self.NEW | {"en": "Others.", "save": "1"}))
        assert "meanwhile" in text
        assert "Others." in text
        text = text_of(officer.post(page, self.NEW | {"after": "2", "save": "1"}))
        assert "stand already" in text
        assert Wording.objects.filter(purpose="newsletter").count() == 4

    def test_words_in_each_language_are_needed(self, officer):
        text = text_of(officer.post("/admin/wordings/new/newsletter/", self.NEW | {"cy": " "}))
        assert "Write the words in each language." in text
        assert officer.get("/admin/wordings/new/mood/").status_code == 404

    def test_new_words_stand_on_the_page_at_once(self, officer, browser):
        browser.get("/newsletter/")
        officer.post("/admin/wordings/new/newsletter/", self.NEW | {"save": "1"})
        assert "Yes, new words." in text_of(browser.get("/newsletter/"))


class TestNeverMailed:
    def test_counts_and_a_check_whose_address_stands_in_no_url(self, comms):
        for email, reason in (
            ("a@example.org", "erased"),
            ("b@example.org", "erased"),
            ("a@example.org", "bounced"),
        ):
            suppress(email=email, reason=reason, source="a list", now=NOW)
        text = text_of(comms.get("/admin/never-mailed/"))
        assert "a@example.org" not in text
        assert (
            text_of(comms.post("/admin/never-mailed/", {"email": "A@example.org "})).count("22 March 2018")
            == 2
        )
        assert "is not on the list" in text_of(comms.post("/admin/never-mailed/", {"email": "c@example.org"}))
        assert "like name@school.org.uk" in text_of(comms.post("/admin/never-mailed/", {"email": "nobody"}))
