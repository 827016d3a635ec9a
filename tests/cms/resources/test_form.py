"""The form: what it asks, what it forgives, what it keeps."""

import time
from datetime import timedelta

import pytest
from django import conf
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.consent.models import ConsentEvent, SignUp
from cms.people.models import Person
from cms.resources.models import Download, HeardSource
from cms.resources.services.links import Purpose, make_link, sign_moment
from cms.resources.views import limits
from tests.cms.resources.conftest import CHROME, at_once

FORM = "/get/send-review-guide/"
COOKIE = conf.settings.DEVICE_COOKIE_NAME


def page(response) -> str:
    return response.content.decode()


class TestShown:
    def test_the_page_of_a_guide_is_the_same_for_everybody(self, browser, suite):
        response = browser.get("/guides/send-review-guide/")
        assert response.status_code == 200
        assert not response.cookies
        assert "public" in response["Cache-Control"]
        text = page(response)
        assert 'action="/get/send-review-guide/"' in text
        assert "csrfmiddlewaretoken" not in text
        assert "TA Deployment Review Guide" in text, "the other guides, always"
        assert 'autocomplete="email"' in text
        assert 'autocomplete="postal-code"' in text

    def test_its_queries_do_not_grow_with_editions_and_guides(self, browser, suite):
        from django.core.cache import cache
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        def count():
            cache.clear()
            with CaptureQueriesContext(connection) as seen:
                browser.get("/guides/send-review-guide/?fresh=1")
            return len(seen)

        count()
        before = count()
        from tests.factories import EditionFactory

        for number in range(3):
            suite.guide(f"Guide {number}", f"guide-{number}")
            old = EditionFactory(resource=suite.resource, version=f"0.{number}", status="superseded")
            suite.file(old, "pdf")
        assert count() == before
        assert before <= 36, "most of them for the frame around the page, which is kept"

    def test_the_form_has_its_own_address_in_both_languages(self, browser, suite):
        english, welsh = browser.get(FORM), browser.get(f"/cy{FORM}")
        assert english.status_code == welsh.status_code == 200
        assert '<html lang="cy"' in page(welsh)
        assert 'action="/cy/get/send-review-guide/"' in page(welsh)
        assert not english.cookies

    def test_a_guide_nobody_knows_is_not_found(self, browser, suite):
        assert browser.get("/get/no-such-guide/").status_code == 404
        assert browser.post("/get/no-such-guide/", {}).status_code == 404

    def test_a_guide_without_a_file_says_so(self, browser, suite):
        suite.guide("New guide", "new-guide")
        response = browser.get("/get/new-guide/")
        assert response.status_code == 200
        assert "not ready to download" in page(response)

    def test_why_is_said_beside_each_question(self, browser, suite):
        assert page(browser.get(FORM)).count("Why we ask") >= 6


class TestAnswered:
    def test_it_leads_to_the_file_at_once(self, browser, suite, answers):
        response = browser.post(FORM, answers())
        assert response.status_code == 303
        assert response["Location"].startswith(f"{FORM}ready/")
        assert "no-store" in response["Cache-Control"]
        download = Download.objects.get()
        assert (download.outcome, download.channel) == ("waiting", "form")
        assert download.heard_source.code == "colleague"
        assert (download.outcode, download.place_method) == ("LS1", "outcode")
        assert download.role == "senco"
        assert download.file == suite.pdf
        assert not response.cookies, "no cookie without the tick"

    def test_case_and_space_make_no_second_person(self, browser, suite, answers):
        browser.post(FORM, answers())
        browser.post(FORM, answers(email="  SAM@Example.org "))
        assert Person.objects.count() == 1
        assert Download.objects.count() == 2

    def test_a_person_is_never_overwritten_but_the_download_keeps_what_was_said(
        self, browser, suite, answers
    ):
        browser.post(FORM, answers(name="Sam"))
        browser.post(FORM, answers(name="Mallory", role="head"))
        person = Person.objects.get()
        assert (person.name, person.role) == ("Sam", "senco")
        assert list(Download.objects.order_by("pk").values_list("role", flat=True)) == ["senco", "head"]

    def test_abroad_a_country_stands_for_the_postcode(self, browser, suite, answers):
        assert browser.post(FORM, answers(postcode="75001", country="FR")).status_code == 303
        download = Download.objects.get()
        assert (download.country, download.place_method, download.outcode) == ("FR", "country", "")

    def test_the_country_waits_folded_until_it_is_wanted(self, browser, suite, answers):
        folds = 'details class="details"'
        assert f"<{folds}><summary>Outside the UK?" in page(browser.get(FORM))
        assert f"<{folds} open><summary>Outside" in page(browser.post(FORM, answers(postcode="")))
        assert f"<{folds} open><summary>Outside" in page(browser.post(FORM, answers(country="FR", email="")))
        assert f"<{folds}><summary>Outside the UK?" in page(browser.post(FORM, answers(email="")))

    def test_in_welsh_the_countries_are_in_welsh(self, browser, suite):
        text = page(browser.get(f"/cy{FORM}"))
        assert '<option value="FR">Ffrainc</option>' in text

    def test_no_country_at_all_is_the_united_kingdom(self, browser, suite, answers):
        assert browser.post(FORM, answers(country=None)).status_code == 303

    def test_the_format_chosen_is_the_format_given(self, browser, suite, answers):
        browser.post(FORM, answers(file=str(suite.word.pk)))
        assert Download.objects.get().file == suite.word

    def test_a_tracked_link_is_kept_beside_what_was_said(self, browser, suite, answers):
        assert 'name="via" value="nl-2018-03"' in page(browser.get(f"{FORM}?via=nl-2018-03"))
        browser.post(FORM, answers(via="nl-2018-03"))
        assert Download.objects.get().seen_code == "nl-2018-03"

    @pytest.mark.parametrize("via", ["<script>", "x" * 41, "a b", "\x00"])
    def test_a_code_that_is_none_is_dropped_without_a_word(self, browser, suite, answers, via):
        assert browser.post(FORM, answers(via=via)).status_code == 303
        assert Download.objects.get().seen_code == ""

    def test_the_newsletter_is_never_a_price(self, browser, suite, answers):
        browser.post(FORM, answers())
        assert not SignUp.objects.exists()
        text = page(browser.get(FORM))
        assert 'name="newsletter" ' in text
        assert "checked" not in text.split('name="newsletter"')[1].split(">")[0]

    def test_a_tick_is_kept_with_the_words_that_stood_there(self, browser, suite, answers):
        form = browser.get(FORM).context["form"]
        browser.post(FORM, answers(newsletter="on", newsletter_wording=str(form.wording.pk)))
        waiting = SignUp.objects.get()
        assert (waiting.purpose, waiting.wording, waiting.email) == (
            "newsletter", form.wording, Download.objects.get().person.email,
        )  # fmt: skip
        assert "send-review-guide" in waiting.source

    def test_a_tick_is_no_yes_until_it_is_confirmed(self, browser, suite, answers, run_jobs, mailoutbox):
        browser.post(FORM, answers(newsletter="on"))
        assert run_jobs() == ["sent", "sent"]
        assert not ConsentEvent.objects.exists()
        letter = next(message for message in mailoutbox if "/newsletter/confirm/" in message.body)
        address = letter.body.split("http://127.0.0.1:8000")[1].split()[0]
        browser.post(address)
        event = ConsentEvent.objects.get()
        assert (event.purpose, event.act, event.proof) == ("newsletter", "given", "letter")
        assert "send-review-guide" in event.source

    def test_a_post_costs_few_queries(self, browser, suite, answers, django_assert_max_num_queries):
        browser.post(FORM, answers(email="first@example.org"))
        with django_assert_max_num_queries(12):
            browser.post(FORM, answers(email="second@example.org"))


class TestWrong:
    @pytest.mark.parametrize(
        ("field", "value", "words"),
        [
            ("email", "", "Enter your email address"),
            ("email", "sam", "like name@school.org.uk"),
            ("role", "", "Choose what you do"),
            ("role", "wizard", "Choose what you do"),
            ("organisation_type", "", "Choose what kind of place"),
            ("postcode", "", "Enter your postcode like LS1 4AP"),
            ("postcode", "nowhere", "Enter your postcode like LS1 4AP"),
            ("postcode", "XX1 1AA", "We know no UK postcode that begins with XX"),
            ("country", "XX", "Choose a country"),
            ("heard", "", "Choose where you heard"),
            ("heard", "nonsense", "Choose where you heard"),
            ("file", "999999", "no longer offered"),
            ("name", "x" * 201, "at most 200"),
            ("heard_words", "x" * 201, "at most 200"),
        ],
    )
    def test_each_error_stands_in_the_summary_and_at_its_field(
        self, browser, suite, answers, field, value, words
    ):
        response = browser.post(FORM, answers(**{field: value}))
        text = page(response)
        assert response.status_code == 200
        assert text.count(words) >= 2
        target = f'href="#id_{field}'
        assert target in text.split('class="error-summary"')[1].split("</ul>")[0]
        assert not Download.objects.exists()
        assert "no-store" in response["Cache-Control"]

    def test_nothing_typed_is_lost(self, browser, suite, answers):
        given = answers(
            email="not an address",
            name="Siân O’Brien",
            organisation='The "Hill" & Dale School',
            postcode="zz",
            heard="somewhere-else",
            heard_words="on the <bus>",
            file=str(suite.word.pk),
            newsletter="on",
            remember="on",
            via="nl-1",
        )
        form = browser.post(FORM, given).context["form"]
        for name in (
            "email",
            "name",
            "organisation",
            "postcode",
            "heard",
            "heard_words",
            "role",
            "file",
            "via",
        ):
            assert form[name].value() == given[name]
        assert form["newsletter"].value()
        assert form["remember"].value()
        text = page(browser.post(FORM, given))
        assert 'value="not an address"' in text
        assert "on the &lt;bus&gt;" in text
        assert f'value="{suite.word.pk}"' in text

    def test_somewhere_else_asks_for_words(self, browser, suite, answers):
        response = browser.post(FORM, answers(heard="somewhere-else"))
        assert "Tell us in a few words" in page(response)
        assert browser.post(FORM, answers(heard="somewhere-else", heard_words="a bus")).status_code == 303
        assert Download.objects.get().heard_phrase.folded == "a bus"

    def test_a_merged_or_hidden_source_is_not_offered(self, browser, suite, answers):
        HeardSource.objects.create(code="old", name="An old one", is_offered=False)
        assert "An old one" not in page(browser.get(FORM))
        assert browser.post(FORM, answers(heard="old")).status_code == 200


class TestTraps:
    def test_the_honeypot_asks_again_and_shows_itself(self, browser, suite, answers):
        response = browser.post(FORM, answers(subject_line="buy now"))
        assert response.status_code == 200
        assert "Leave this empty" in page(response)
        assert not Download.objects.exists()

    def test_too_quick_asks_to_press_again_and_keeps_everything(self, browser, suite, answers):
        quick = answers(made=sign_moment(timezone.now()), name="Sam")
        response = browser.post(FORM, quick)
        assert response.status_code == 200
        assert "very quick" in page(response)
        assert 'value="Sam"' in page(response)
        assert not Download.objects.exists()

    def test_the_form_at_its_own_address_knows_when_it_was_made(self, browser, suite, answers):
        """A guide's page is kept for everybody; this one is made anew, so that quick machines meet it."""
        assert not getattr(browser.get(FORM), "same_for_everybody", False)
        shown = browser.get(FORM).context["form"].initial["made"]
        assert "very quick" in page(browser.post(FORM, answers(made=shown)))
        assert not Download.objects.exists()

    @pytest.mark.parametrize("made", ["", "rubbish", None])
    def test_a_missing_moment_costs_one_more_press(self, browser, suite, answers, made):
        response = browser.post(FORM, answers(made=made))
        assert response.status_code == 200
        import time

        again = answers(made=response.context["form"]["made"].value())
        time.sleep(1.1)
        assert browser.post(FORM, again).status_code == 303

    def test_a_page_from_a_cache_is_welcome_however_old(self, browser, suite, answers):
        old = sign_moment(timezone.now() - timedelta(days=400))
        assert browser.post(FORM, answers(made=old)).status_code == 303

    @pytest.mark.parametrize(
        ("headers", "status"),
        [
            ({"HTTP_SEC_FETCH_SITE": "cross-site", "HTTP_ORIGIN": "https://evil.example"}, 403),
            ({"HTTP_ORIGIN": "https://evil.example"}, 403),
            ({"HTTP_SEC_FETCH_SITE": "same-origin", "HTTP_ORIGIN": "null"}, 303),
            ({"HTTP_ORIGIN": "null"}, 303),
            ({"HTTP_ORIGIN": "http://testserver"}, 303),
            ({}, 303),
        ],
    )
    def test_another_website_cannot_send_it(self, browser, suite, answers, headers, status):
        response = browser.post(FORM, answers(name="Sam"), **headers)
        assert response.status_code == status
        if status == 403:
            assert 'value="Sam"' in page(response)
            assert not Download.objects.exists()

    def test_it_works_without_a_token_and_sets_none(self, suite, answers):
        strict = Client(enforce_csrf_checks=True, HTTP_USER_AGENT=CHROME)
        response = strict.post(FORM, answers())
        assert response.status_code == 303
        assert not response.cookies


class TestLimits:
    def test_sixty_teachers_with_three_guides_get_through(self, browser, suite, answers):
        statuses = {
            browser.post(FORM, answers(email=f"t{number}@example.org")).status_code for number in range(180)
        }
        assert statuses == {303}

    def test_hundreds_from_one_address_are_stopped_with_what_was_typed(self, browser, suite, answers):
        for _ in range(limits.FROM_ONE_ADDRESS[0].most):
            assert not limits.over_limit(limits.FROM_ONE_ADDRESS, "127.0.0.1")
        response = browser.post(FORM, answers(name="Sam"))
        assert response.status_code == 429
        assert int(response["Retry-After"]) > 0
        assert 'value="Sam"' in page(response)
        assert not Download.objects.exists()
        elsewhere = browser.post(FORM, answers(), REMOTE_ADDR="192.0.2.7")
        assert elsewhere.status_code == 303

    def test_it_says_how_long_to_wait_in_truth(self, browser, suite, answers, monkeypatch):
        start = time.time()
        for limit, part, words, seconds in (
            (limits.FROM_ONE_ADDRESS[:1], 0, "in 10 minutes", 600),
            (limits.FROM_ONE_ADDRESS[:1], 299, "in 6 minutes", 301),
            (limits.FROM_ONE_ADDRESS, 0, "in 24 hours", 86_400),
            (limits.FROM_ONE_ADDRESS, 7_300, "in 22 hours", 79_100),
        ):
            cache.clear()
            monkeypatch.setattr("cms.core.limits.time.time", lambda: start)
            monkeypatch.setattr("cms.resources.views.limits.FROM_ONE_ADDRESS", limit)
            for _ in range(limit[-1].most):
                limits.over_limit(limit, "127.0.0.1")
            monkeypatch.setattr("cms.core.limits.time.time", lambda part=part: start + part)
            response = browser.post(FORM, answers())
            assert response.status_code == 429
            assert f"press the button again {words}." in page(response)
            assert response["Retry-After"] == str(seconds)

    def test_one_person_waits_for_an_hour_and_never_past_it(self, browser, suite, answers):
        for _ in range(limits.FOR_ONE_PERSON[0].most):
            limits.over_limit(limits.FOR_ONE_PERSON, "sam@example.org")
        response = browser.post(FORM, answers())
        assert 3_590 <= int(response["Retry-After"]) <= 3_600
        assert "press the button again in 1 hour." in page(response)

    def test_letters_to_one_person_are_limited(self, browser, suite, answers):
        most = limits.FOR_ONE_PERSON[0].most
        statuses = [browser.post(FORM, answers()).status_code for _ in range(most + 1)]
        assert statuses == [303] * most + [429]

    @pytest.mark.parametrize(
        ("proxies", "remote", "forwarded", "address"),
        [
            (0, "192.0.2.1", "203.0.113.9", "192.0.2.1"),
            (1, "10.0.0.1", "203.0.113.9", "203.0.113.9"),
            (1, "10.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9"),
            (2, "10.0.0.1", "203.0.113.9, 10.0.0.2", "203.0.113.9"),
            (1, "10.0.0.1", "", "10.0.0.1"),
            (0, "2001:db8:1:2:3:4:5:6", "", "2001:db8:1:2::"),
            (0, "::ffff:192.0.2.1", "", "192.0.2.1"),
            (0, "", "", "unknown"),
            (1, "10.0.0.1", "rubbish", "unknown"),
        ],
    )
    def test_only_our_own_proxies_are_believed(self, rf, settings, proxies, remote, forwarded, address):
        settings.TRUSTED_PROXIES = proxies
        request = rf.get("/", REMOTE_ADDR=remote, HTTP_X_FORWARDED_FOR=forwarded)
        assert limits.client_address(request) == address


class TestRemembered:
    @pytest.fixture
    def known(self, browser, suite, answers):
        response = browser.post(FORM, answers(remember="on"))
        return response.cookies[COOKIE]

    def test_the_cookie_is_closed_and_tells_nothing(self, known):
        assert known["httponly"]
        assert known["samesite"] == "Lax"
        assert known["max-age"] == 365 * 24 * 3600
        assert "sam" not in known.value
        assert "example" not in known.value

    def test_in_production_it_travels_by_https_alone(self, browser, suite, answers, settings):
        settings.SESSION_COOKIE_SECURE = True
        assert browser.post(FORM, answers(remember="on")).cookies[COOKIE]["secure"]

    def test_the_next_guide_takes_one_question_and_is_never_cached(self, browser, known):
        for address in ("/guides/ta-deployment-review-guide/", "/get/ta-deployment-review-guide/"):
            response = browser.get(address)
            text = page(response)
            assert "no-store" in response["Cache-Control"]
            assert 'name="email"' not in text
            assert 'name="heard"' in text
            assert "s…@example.org" in text
            assert "sam@example.org" not in text

    def test_one_press_gives_it(self, browser, suite, known):
        browser.get("/get/ta-deployment-review-guide/")
        response = browser.post("/get/ta-deployment-review-guide/again/", {"heard": "colleague"})
        assert response.status_code == 303
        download = Download.objects.latest("pk")
        assert (download.channel, download.person.email) == ("remembered", "sam@example.org")
        assert download.role == "senco"

    def test_where_heard_is_asked_of_them_too(self, browser, suite, known):
        response = browser.post("/get/ta-deployment-review-guide/again/", {})
        assert response.status_code == 200
        assert "Choose where you heard" in page(response)

    def test_it_needs_a_csrf_token(self, suite, known):
        strict = Client(enforce_csrf_checks=True, HTTP_USER_AGENT=CHROME)
        strict.cookies[COOKIE] = known.value
        data = {"heard": "colleague"}
        assert strict.post("/get/ta-deployment-review-guide/again/", data).status_code == 403
        text = page(strict.get("/get/ta-deployment-review-guide/"))
        token = text.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        data["csrfmiddlewaretoken"] = token
        assert strict.post("/get/ta-deployment-review-guide/again/", data).status_code == 303

    def test_forgetting_brings_the_form_back(self, browser, suite, known):
        response = browser.post("/forget-this-device/", {"next": "/get/send-review-guide/"})
        assert response["Location"] == "/get/send-review-guide/"
        assert response.cookies[COOKIE]["max-age"] == 0
        assert 'name="email"' in page(browser.get(FORM))

    @pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
    def test_forgetting_leads_nowhere_else(self, browser, suite, away):
        assert browser.post("/forget-this-device/", {"next": away})["Location"] == "/forget-this-device/"

    @pytest.mark.parametrize("value", ["rubbish", "", "a.b.c.d"])
    def test_a_made_up_cookie_is_nobody(self, browser, suite, value):
        browser.cookies[COOKIE] = value
        response = browser.get("/guides/send-review-guide/")
        assert 'name="email"' in page(response)
        assert "public" not in response.get("Cache-Control", "")

    def test_what_was_answered_is_kept_when_the_device_is_forgotten_and_shown_to_nobody_else(
        self, browser, suite, known
    ):
        Person.objects.all().delete()
        theirs = {"heard": "elsewhere", "heard_words": "a talk in Hexham"}
        for _time in range(2):
            assert "a talk in Hexham" in page(browser.post(f"{FORM}again/", theirs))
            assert "a talk in Hexham" not in page(Client(headers={"user-agent": CHROME}).get(FORM))

    def test_once_erased_the_device_knows_nobody(self, browser, suite, known):
        Person.objects.all().delete()
        assert 'name="email"' in page(browser.get(FORM))
        response = browser.post(f"{FORM}again/", {"heard": "colleague"})
        assert response.status_code == 200
        assert "no longer know" in page(response)

    def test_a_link_of_theirs_does_the_same_for_one_visit(self, browser, suite, answers):
        browser.post(FORM, answers())
        person = Person.objects.get()
        who = make_link(purpose=Purpose.WHO, key=person.key, now=timezone.now())
        text = page(browser.get(f"/get/ta-deployment-review-guide/?who={who}"))
        assert 'name="email"' not in text
        response = browser.post("/get/ta-deployment-review-guide/again/", {"heard": "colleague", "who": who})
        assert response.status_code == 303
        assert Download.objects.latest("pk").channel == "email"
        assert COOKIE not in response.cookies

    def test_an_old_or_foreign_link_shows_the_form(self, browser, suite, answers):
        browser.post(FORM, answers())
        person = Person.objects.get()
        old = make_link(purpose=Purpose.WHO, key=person.key, now=timezone.now() - timedelta(days=15))
        device = make_link(purpose=Purpose.DEVICE, key=person.key, now=timezone.now())
        for who in (old, device, "rubbish"):
            assert 'name="email"' in page(browser.get(f"{FORM}?who={who}"))


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
class TestAtOnce:
    def test_no_answer_is_lost_when_many_press_together(self, suite, answers):
        def post(number):
            return (
                Client(HTTP_USER_AGENT=CHROME).post(FORM, answers(email=f"p{number}@example.org")).status_code
            )

        assert at_once([lambda number=number: post(number) for number in range(24)]) == [303] * 24
        assert Download.objects.count() == Person.objects.count() == 24

    def test_one_person_who_presses_often_is_one_person(self, suite, answers):
        def post():
            return Client(HTTP_USER_AGENT=CHROME).post(FORM, answers()).status_code

        assert at_once([post] * 8) == [303] * 8
        assert Person.objects.count() == 1
        assert Download.objects.count() == 8


def test_whoever_wants_the_newsletter_is_told_of_the_second_letter(browser, suite, answers):
    words = "For the newsletter we send a second email."
    ready = browser.post(FORM, answers(newsletter="on", email="keen@example.org")).headers["Location"]
    assert words in page(browser.get(ready))
    ready = browser.post(FORM, answers(email="plain@example.org")).headers["Location"]
    assert words not in page(browser.get(ready))
