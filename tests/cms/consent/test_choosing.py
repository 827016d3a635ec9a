"""Unsubscribing and the preference centre: no log-in, no cookie, and nothing happens by looking."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cms.consent.models import ConsentEvent, SignUp
from cms.consent.services import (
    current_wording,
    give_consent,
    may_mail,
    preferences_address,
    suppress,
    unsubscribe_headers,
)
from cms.consent.services.links import Link, make_link
from cms.people.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def say_yes(person, purpose="newsletter", subject=""):
    return give_consent(
        person=person, purpose=purpose, subject=subject, wording=current_wording(purpose),
        source="a test", now=timezone.now() - timedelta(days=1), proof="letter",
    )  # fmt: skip


@pytest.fixture
def person():
    person = PersonFactory(email="sam@example.org")
    say_yes(person)
    return person


def path_of(address):
    return address.strip("<>").split("http://127.0.0.1:8000")[1]


@pytest.fixture
def leave(person):
    headers = unsubscribe_headers(person, "newsletter", now=timezone.now())
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    return path_of(headers["List-Unsubscribe"])


@pytest.fixture
def choices(person):
    return path_of(preferences_address(person, now=timezone.now()))


def code(person, purpose="newsletter", subject=""):
    return may_mail(person, purpose, now=timezone.now(), subject=subject).code


class TestLeaving:
    def test_looking_changes_nothing(self, browser, leave, person):
        for _scanner in range(3):
            assert browser.get(leave).status_code == 200
            browser.head(leave)
        assert code(person) == ""

    def test_one_click_in_a_mail_program(self, browser, leave, person):
        for _time in range(3):
            response = browser.post(leave, {"List-Unsubscribe": "One-Click"})
            assert response.status_code == 200, "RFC 8058 forbids a redirect"
            assert not response.cookies
        assert code(person) == "withdrawn"
        assert ConsentEvent.objects.filter(act="withdrawn").count() == 1

    def test_the_button_says_that_it_is_done_and_that_nothing_is_lost(self, browser, leave, person):
        text = browser.post(leave).content.decode()
        assert "You will not get these emails" in text
        assert "every guide stays free" in text
        assert "sam@example.org" not in text, "a newsletter is passed on"
        assert "You will not get these emails" in browser.get(leave).content.decode()

    def test_a_mistake_is_asked_again_by_letter(self, browser, leave, person, run_jobs, mailoutbox, path_in):
        browser.post(leave)
        assert browser.post(leave, {"do": "undo"}).status_code == 303
        assert code(person) == "awaiting"
        run_jobs()
        browser.post(path_in(mailoutbox[0]))
        assert code(person) == ""
        browser.post(leave)
        assert code(person) == "withdrawn"

    def test_stopping_ends_a_sign_up_that_waits(self, browser, leave, person):
        browser.post(leave)
        browser.post(leave, {"do": "undo"})
        browser.post(leave, {"List-Unsubscribe": "One-Click", "do": "undo"})
        assert not SignUp.objects.exists()
        assert code(person) == "withdrawn"

    def test_the_link_works_for_years_and_through_a_merge(self, browser, person):
        kept = PersonFactory()
        say_yes(kept)
        token = make_link(
            Link.UNSUBSCRIBE, key=person.key, now=timezone.now() - timedelta(days=3000), purpose="newsletter"
        )
        Person.objects.filter(pk=person.pk).update(merged_into=kept)
        browser.post(f"/unsubscribe/{token}/")
        assert code(kept) == "withdrawn"

    def test_one_programme_and_no_other(self, browser, person):
        say_yes(person, "programme", "leaders-2026")
        say_yes(person, "programme", "leaders-2027")
        headers = unsubscribe_headers(person, "programme", subject="leaders-2026", now=timezone.now())
        browser.post(path_of(headers["List-Unsubscribe"]))
        assert code(person, "programme", "leaders-2026") == "withdrawn"
        assert code(person, "programme", "leaders-2027") == ""
        assert code(person) == ""

    def test_after_an_erasure_it_is_still_a_yes_to_their_wish(self, browser, leave, person):
        Person.objects.filter(pk=person.pk).delete()
        assert browser.post(leave, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert browser.get(leave).status_code == 200

    @pytest.mark.parametrize("purpose", ["", "mood"])
    def test_a_link_about_nothing_is_none(self, browser, person, purpose):
        token = make_link(Link.UNSUBSCRIBE, key=person.key, now=timezone.now(), purpose=purpose)
        assert browser.post(f"/unsubscribe/{token}/").status_code == 404


class TestPreferences:
    def test_each_purpose_with_its_words_and_standing(self, browser, choices, person):
        response = browser.get(choices)
        text = response.content.decode()
        for purpose in ("newsletter", "research", "example"):
            assert current_wording(purpose).text in text
        assert "Now: yes, since" in text
        assert "because you have not told us" in text
        assert 'href="/your-data/see/"' in text
        assert 'href="/your-data/erase/"' in text
        assert not response.cookies
        assert response.headers["Referrer-Policy"] == "no-referrer"

    def form(self, browser, choices, **answers):
        form = browser.get(choices).context["form"]
        data = {}
        for one in form.asked:
            data[one.name] = answers.get(one.purpose, one.answer or "")
            data[f"{one.name}-words"] = one.wording.pk
        return browser.post(choices, data | {"language": answers.get("language", "en")})

    def test_a_change_is_written_down_and_nothing_else(self, browser, choices, person):
        before = ConsentEvent.objects.count()
        response = self.form(browser, choices, research="yes", language="cy")
        assert response.status_code == 303
        assert "Saved" in browser.get(response.headers["Location"]).content.decode()
        event = ConsentEvent.objects.latest("pk")
        assert (event.purpose, event.act, event.proof) == ("research", "given", "link")
        assert event.wording == current_wording("research")
        assert ConsentEvent.objects.count() == before + 1
        person.refresh_from_db()
        assert person.language == "cy"
        self.form(browser, choices, newsletter="no", research="yes")
        assert [code(person), code(person, "research")] == ["withdrawn", ""]
        self.form(browser, choices, newsletter="yes")
        assert code(person) == "", "their mailbox led here, so no second letter is needed"

    def test_stop_everything(self, browser, choices, person):
        say_yes(person, "research")
        say_yes(person, "programme", "leaders-2026")
        assert browser.post(choices, {"do": "stop"}).status_code == 303
        assert {code(person), code(person, "research"), code(person, "programme", "leaders-2026")} == {
            "withdrawn"
        }

    def test_saving_nothing_changes_nothing(self, browser, choices, person):
        before = ConsentEvent.objects.count()
        assert browser.post(choices, {}).status_code == 303
        assert self.form(browser, choices).status_code == 303
        assert ConsentEvent.objects.count() == before

    def test_nonsense_is_said(self, browser, choices, person):
        name = browser.get(choices).context["form"].asked[0].name
        response = browser.post(choices, {name: "perhaps", "language": "tlh"})
        assert response.status_code == 200
        assert "Choose yes or no." in response.content.decode()

    def test_an_old_link_sends_a_new_one(self, browser, person, run_jobs, mailoutbox, path_in):
        old = make_link(Link.PREFERENCES, key=person.key, now=timezone.now() - timedelta(days=30))
        response = browser.get(f"/preferences/{old}/")
        assert response.status_code == 410
        assert "sam@example.org" not in response.content.decode()
        assert browser.post(f"/preferences/{old}/", {"do": "stop"}).status_code == 303
        assert code(person) == "", "an old link changes nothing"
        run_jobs()
        assert browser.get(path_in(mailoutbox[0])).status_code == 200

    def test_by_letter_and_the_same_answer_for_strangers(
        self, browser, person, run_jobs, mailoutbox, path_in
    ):
        places = {browser.post("/preferences/", {"email": email}).headers["Location"]
                  for email in (person.email, "stranger@example.org")}  # fmt: skip
        assert places == {"/preferences/sent/"}
        assert run_jobs() == ["sent", "not ours to send"]
        assert [message.to for message in mailoutbox] == [[person.email]]
        assert browser.get(path_in(mailoutbox[0])).status_code == 200

    def test_who_told_us_never_to_write_is_told_so(self, browser, choices, person):
        suppress(email=person.email, reason="objected", source="a call", now=timezone.now())
        assert "We do not write to this address at all" in browser.get(choices).content.decode()
        self.form(browser, choices, research="yes")
        assert code(person, "research") == "suppressed"

    def test_whoever_was_erased_has_no_page(self, browser, choices, person):
        Person.objects.filter(pk=person.pk).delete()
        assert browser.get(choices).status_code == 404
