"""From the form to the file: pages, links, hand-off, and what is counted."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.test import override_settings
from django.utils import timezone

from cms.accounts.models import User
from cms.people.models import Person
from cms.resources.choices import Status
from cms.resources.models import DailyTally, Download
from cms.resources.rules import FIRST_PIECE, wanted_range
from cms.resources.services.links import Purpose, make_link
from tests.cms.resources.conftest import PDF
from tests.factories import EditionFactory

FORM = "/get/send-review-guide/"


def page(response) -> str:
    return response.content.decode()


def body(response) -> bytes:
    """All of an answer; the test client closes a stream that is read to its end."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def take(client, address: str, **headers):
    """Fetch something to its end; the answer, with `taken` as its bytes."""
    response = client.get(address, **headers)
    response.taken = body(response)
    return response


@pytest.fixture
def ready(browser, suite, answers):
    """The address of the page with the file on it."""
    return browser.post(FORM, answers())["Location"]


@pytest.fixture
def file_url(browser, ready):
    text = page(browser.get(ready))
    return text.split('href="/files/')[1].split('"')[0].join(["/files/", ""])


@pytest.fixture
def letter(browser, ready):
    """Makes the address that a letter carries, so many days old."""

    def make(days=0.0, **more):
        download = Download.objects.get()
        token = make_link(
            purpose=Purpose.LETTER,
            key=download.key,
            file_id=more.get("file_id", download.file_id),
            now=timezone.now() - timedelta(days=days),
        )
        return f"/from-email/{token}/"

    return make


class TestReady:
    def test_it_has_the_file_and_the_rest_of_the_suite_and_is_kept_nowhere(self, browser, ready):
        response = browser.get(ready)
        text = page(response)
        assert response.status_code == 200
        assert response["Cache-Control"] == "private, no-store"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "/files/" in text
        assert "TA Deployment Review Guide" in text
        assert "/get/ta-deployment-review-guide/?who=" in text
        assert "sam@example.org" not in text
        assert not response.cookies
        assert Download.objects.get().outcome == "waiting", "looking at the page is not taking the guide"

    def test_the_other_guide_is_one_press_away(self, browser, ready):
        address = page(browser.get(ready)).split('href="/get/ta-deployment-review-guide/')[1].split('"')[0]
        text = page(browser.get(f"/get/ta-deployment-review-guide/{address}"))
        assert 'name="email"' not in text
        assert 'name="heard"' in text

    def test_a_changed_link_says_so_and_leads_on(self, browser, ready):
        for wrong in (ready[:-4] + "AAA/", ready.replace("send-review", "ta-deployment-review")):
            response = browser.get(wrong)
            assert response.status_code == 404
            assert "This link does not work" in page(response)
            assert 'href="/"' in page(response)

    def test_after_a_day_it_offers_a_new_link(self, browser, ready):
        download = Download.objects.get()
        old = make_link(purpose=Purpose.READY, key=download.key, now=timezone.now() - timedelta(hours=25))
        response = browser.get(f"{FORM}ready/{old}/")
        assert response.status_code == 410
        assert "Send me a new link" in page(response)
        assert "sam@" not in page(response)


class TestFile:
    def test_it_comes_whole_under_a_good_name_and_counts(self, browser, file_url):
        response = take(browser, file_url)
        assert response.status_code == 200
        assert response.taken == PDF
        assert response["Content-Type"] == "application/pdf"
        assert response["Content-Disposition"] == 'attachment; filename="send-review-guide-v2-en.pdf"'
        assert response["X-Content-Type-Options"] == "nosniff"
        assert response["Content-Length"] == str(len(PDF))
        assert "no-store" in response["Cache-Control"]
        download = Download.objects.get()
        assert (download.outcome, download.first_ever, download.first_of_resource) == ("counted", True, True)

    def test_word_has_its_own_type(self, browser, suite, answers):
        ready = browser.post(FORM, answers(file=str(suite.word.pk)))["Location"]
        address = page(browser.get(ready)).split('href="/files/')[1].split('"')[0]
        response = take(browser, f"/files/{address}")
        assert response["Content-Type"].endswith("wordprocessingml.document")
        assert response["Content-Disposition"].endswith('.docx"')

    def test_asking_about_it_does_not_count(self, browser, file_url):
        response = browser.head(file_url)
        assert response.status_code == 200
        assert Download.objects.get().outcome == "waiting"

    @pytest.mark.parametrize(
        ("header", "status", "expected", "counts"),
        [
            ("bytes=0-", 206, PDF, True),
            ("bytes=0-1", 206, PDF[:2], False),
            (f"bytes=0-{len(PDF) - 1}", 206, PDF, True),
            ("bytes=100-", 206, PDF[100:], False),
            ("bytes=-20", 206, PDF[-20:], False),
            ("bytes=-99999999", 206, PDF, True),
            ("bytes=5-1", 200, PDF, True),
            ("bytes=99999-", 416, b"", False),
            ("bytes=100-200,300-400", 200, PDF, True),
            ("pages=1", 200, PDF, True),
        ],
    )
    def test_what_is_really_sent_decides(self, browser, file_url, header, status, expected, counts):
        response = take(browser, file_url, HTTP_RANGE=header)
        assert response.status_code == status
        assert response.taken == expected
        assert (Download.objects.get().outcome == "counted") is counts

    def test_a_file_that_changed_meanwhile_goes_out_whole_and_counts(self, browser, file_url):
        response = take(browser, file_url, HTTP_RANGE="bytes=100-", HTTP_IF_RANGE='"another"')
        assert (response.status_code, response.taken) == (200, PDF)
        assert Download.objects.get().outcome == "counted"

    def test_the_rest_of_the_same_file_does_not_count(self, browser, file_url):
        etag = browser.head(file_url)["ETag"]
        assert take(browser, file_url, HTTP_RANGE="bytes=100-", HTTP_IF_RANGE=etag).status_code == 206
        assert Download.objects.get().outcome == "waiting"

    def test_a_look_at_the_first_bytes_uses_nothing_up(self, browser, file_url):
        take(browser, file_url, HTTP_RANGE="bytes=0-1")
        take(browser, file_url)
        assert Download.objects.get().outcome == "counted"

    def test_a_download_in_pieces_counts_once(self, browser, suite, file_url):
        content = PDF * 100
        suite.pdf.file.storage.delete(suite.pdf.file.name)
        suite.pdf.file.storage.save(suite.pdf.file.name, ContentFile(content))
        browser.head(file_url)
        pieces = [
            take(browser, file_url, HTTP_RANGE=f"bytes={start}-{start + FIRST_PIECE - 1}").taken
            for start in range(0, len(content), FIRST_PIECE)
        ]
        assert len(pieces) > 2
        assert b"".join(pieces) == content
        assert Download.objects.get().outcome == "counted"

    def test_pressing_twice_counts_once_and_keeps_both(self, browser, file_url):
        take(browser, file_url)
        take(browser, file_url)
        assert sorted(Download.objects.values_list("outcome", flat=True)) == ["counted", "repeat"]
        assert {t.outcome: t.downloads for t in DailyTally.objects.all()} == {"counted": 1, "repeat": 1}

    def test_a_robot_is_kept_apart_and_uses_nothing_up(self, browser, file_url):
        take(browser, file_url, HTTP_USER_AGENT="Googlebot/2.1 (+http://www.google.com/bot.html)")
        assert sorted(Download.objects.values_list("outcome", flat=True)) == ["robot", "waiting"]
        take(browser, file_url)
        assert sorted(Download.objects.values_list("outcome", flat=True)) == ["counted", "robot"]

    def test_staff_are_kept_apart_by_their_address(self, browser, file_url):
        User.objects.create_superuser(email="Sam@Example.org", password=None)
        take(browser, file_url)
        assert Download.objects.get().outcome == "staff"

    def test_staff_are_kept_apart_when_signed_in(self, browser, file_url):
        browser.force_login(User.objects.create_superuser(email="boss@example.org", password=None))
        take(browser, file_url)
        assert Download.objects.get().outcome == "staff"

    def test_somebody_signed_in_who_is_not_staff_counts(self, browser, file_url):
        browser.force_login(User.objects.create_user(email="sam@example.org"))
        take(browser, file_url)
        assert Download.objects.get().outcome == "counted"

    def test_a_file_that_is_gone_is_told_and_not_counted(self, browser, suite, file_url, caplog):
        suite.pdf.file.storage.delete(suite.pdf.file.name)
        response = take(browser, file_url)
        assert response.status_code == 404
        assert "We cannot find this file" in page(response)
        assert Download.objects.get().outcome == "waiting"
        assert "The storage has no file" in caplog.text
        assert "sam@example.org" not in caplog.text

    def test_an_erased_person_s_link_is_dead(self, browser, file_url):
        Person.objects.all().delete()
        assert take(browser, file_url).status_code == 404

    def test_after_a_day_it_offers_a_new_link(self, browser, ready):
        download = Download.objects.get()
        old = make_link(
            purpose=Purpose.FILE,
            key=download.key,
            file_id=download.file_id,
            now=timezone.now() - timedelta(days=2),
        )
        response = browser.get(f"/files/{old}/guide.pdf")
        assert response.status_code == 410
        assert "Send me a new link" in page(response)

    def test_no_other_link_gives_the_file(self, browser, ready):
        download = Download.objects.get()
        for purpose in (Purpose.READY, Purpose.LETTER, Purpose.WHO, Purpose.DEVICE, Purpose.RENEWAL):
            token = make_link(purpose=purpose, key=download.key, file_id=download.file_id, now=timezone.now())
            assert browser.get(f"/files/{token}/guide.pdf").status_code == 404


class TestNewerEdition:
    @pytest.fixture
    def newer(self, suite, file_url):
        suite.edition.status = Status.SUPERSEDED
        suite.edition.save()
        edition = EditionFactory(resource=suite.resource, version="3")
        return suite.file(edition, "pdf")

    def test_an_old_file_link_leads_to_it_with_a_word(self, browser, newer, file_url):
        response = browser.get(file_url, follow=True)
        assert "There is a newer edition" in page(response)
        assert newer.download_name in page(response)
        assert Download.objects.get().outcome == "waiting"

    def test_an_old_letter_gives_it(self, browser, newer, letter):
        address = letter()
        assert "There is a newer edition" in page(browser.get(address))
        response = browser.post(address, follow=True)
        body(response)
        assert newer.download_name in response["Content-Disposition"]
        assert Download.objects.get().file == newer

    def test_its_own_address_leads_on(self, browser, suite, newer):
        old = browser.get(f"/editions/{suite.edition.pk}/")
        assert "has been replaced" in page(old)
        assert "version 3" in page(old)
        assert browser.get(f"/editions/{newer.edition_id}/")["Location"].endswith(
            "/guides/send-review-guide/"
        )
        assert browser.get("/editions/999999/").status_code == 404


class TestFromTheLetter:
    def test_opening_the_link_does_nothing(self, browser, letter):
        address = letter()
        for ask in (browser.get, browser.head, browser.get):
            response = ask(address)
            assert response.status_code == 200
            assert response["Cache-Control"] == "private, no-store"
            assert not response.cookies
        assert Download.objects.get().outcome == "waiting"

    def test_the_button_gives_the_file_and_counts(self, browser, letter):
        response = browser.post(letter(), follow=True)
        assert body(response) == PDF
        assert Download.objects.get().outcome == "counted"

    def test_on_a_later_day_it_counts_again_as_from_a_letter(self, browser, letter, file_url):
        take(browser, file_url)
        Download.objects.update(day="2018-01-01", first_ever=False)
        body(browser.post(letter(), follow=True))
        newest = Download.objects.latest("pk")
        assert (newest.outcome, newest.channel) == ("counted", "email")

    @pytest.mark.parametrize(("days", "status"), [(13.9, 200), (14.1, 410), (400, 410)])
    def test_it_works_for_fourteen_days(self, browser, letter, days, status):
        response = browser.get(letter(days=days))
        assert response.status_code == status
        assert browser.post(letter(days=days)).status_code == (303 if status == 200 else 410)

    def test_then_it_sends_a_new_one_without_asking(self, browser, letter, mailoutbox, run_jobs):
        run_jobs()
        mailoutbox.clear()
        text = page(browser.get(letter(days=20)))
        assert "sam@" not in text
        token = text.split('name="token" value="')[1].split('"')[0]
        response = browser.post("/new-link/", {"token": token})
        assert response.status_code == 200
        assert "on its way" in page(response)
        assert "sam@" not in page(response)
        run_jobs()
        assert [message.to for message in mailoutbox] == [["sam@example.org"]]
        link = mailoutbox[0].body.split("/from-email/")[1].split()[0]
        assert browser.get(f"/from-email/{link}").status_code == 200

    def test_pressing_for_new_links_has_an_end(self, browser, letter):
        text = page(browser.get(letter(days=20)))
        token = text.split('name="token" value="')[1].split('"')[0]
        statuses = [browser.post("/new-link/", {"token": token}).status_code for _ in range(4)]
        assert statuses == [200, 200, 200, 429]

    @pytest.mark.parametrize("token", ["", "rubbish", "\x00"])
    def test_a_made_up_renewal_sends_nothing(self, browser, suite, token, mailoutbox):
        assert browser.post("/new-link/", {"token": token}).status_code == 404
        assert browser.get("/new-link/").status_code == 404
        assert not mailoutbox


class TestHandoff:
    @override_settings(PRIVATE_DELIVERY="x-accel", PRIVATE_ACCEL_PREFIX="/inside/")
    def test_the_web_server_is_told_where_the_file_is(self, browser, suite, file_url):
        response = take(browser, file_url)
        assert response["X-Accel-Redirect"] == f"/inside/{suite.pdf.file.name}"
        assert response["Content-Type"] == "application/pdf"
        assert "send-review-guide-v2-en.pdf" in response["Content-Disposition"]
        assert response.content == b""
        assert Download.objects.get().outcome == "counted"

    @pytest.mark.parametrize(
        ("headers", "outcome"),
        [
            ({"HTTP_RANGE": "bytes=0-1"}, "waiting"),
            ({"HTTP_RANGE": "bytes=100-"}, "waiting"),
            ({"HTTP_RANGE": "bytes=100-", "HTTP_IF_RANGE": '"its own"'}, "waiting"),
            ({"HTTP_RANGE": "bytes=5-2"}, "counted"),
            ({"HTTP_RANGE": "bytes=-99999999"}, "counted"),
            ({"REQUEST_METHOD": "HEAD"}, "waiting"),
        ],
    )
    @override_settings(PRIVATE_DELIVERY="x-accel", PRIVATE_ACCEL_PREFIX="/inside/")
    def test_what_others_send_is_judged_by_what_was_asked(self, browser, suite, file_url, headers, outcome):
        assert take(browser, file_url, **headers)["X-Accel-Redirect"]
        assert Download.objects.get().outcome == outcome

    @pytest.mark.parametrize(
        ("header", "expected"),
        [
            ("", None),
            ("bytes=0-", (0, 100)),
            ("bytes=0-0", (0, 1)),
            ("bytes=10-19", (10, 20)),
            ("bytes=90-500", (90, 100)),
            ("bytes=-10", (90, 100)),
            ("bytes=-500", (0, 100)),
            ("bytes=-0", (0, 0)),
            ("bytes=100-", (0, 0)),
            ("bytes=-", None),
            ("bytes=9-3", None),
            ("bytes=a-b", None),
        ],
    )
    def test_ranges(self, header, expected):
        assert wanted_range(header, 100) == expected


class TestNothingIsPublic:
    @pytest.mark.parametrize(
        "address",
        [
            "/media/{name}",
            "/media/../private/{name}",
            "/media/%2e%2e/private/{name}",
            "/media/private/{name}",
            "/private/{name}",
            "/private-files/{name}",
            "/static/{name}",
            "/static/../private/{name}",
            "/static/%2e%2e/%2e%2e/private/{name}",
            "/documents/1/{name}",
            "/documents/{pk}/guide.pdf",
            "/files/{name}",
            "/files/{pk}/guide.pdf",
            "/files/x/guide.pdf",
            "/files/aaaaaaaaaaaaaaaaaaaaaaaa/guide.pdf",
            "/files/aaaaaaaaaaaaaaaaaaaaaaaa/../../private/{name}",
            "/api/v2/documents/",
            "/api/v2/documents/{pk}/",
            "/{name}",
            "//{name}",
            "/guides/{name}",
            "/get/send-review-guide/ready/{name}/",
        ],
    )
    def test_no_address_gives_a_file(self, browser, suite, address):
        for file in (suite.pdf, suite.word):
            where = address.format(name=file.file.name, pk=file.pk)
            response = browser.get(where)
            assert response.status_code in (404, 410), where
            assert PDF not in body(response)

    def test_the_name_in_the_storage_stands_on_no_page(self, browser, suite, ready):
        for address in (
            "/guides/",
            "/guides/send-review-guide/",
            FORM,
            ready,
            "/sitemap.xml",
            "/search/?q=guide",
        ):
            text = page(browser.get(address))
            assert suite.pdf.file.name not in text
            assert suite.pdf.file.name.split("/")[1].split(".")[0] not in text

    def test_the_address_the_storage_would_give_leads_nowhere(self, browser, suite):
        assert browser.get(suite.pdf.file.storage.url(suite.pdf.file.name)).status_code == 404


def test_how_we_count_is_the_rule_in_both_languages(browser, suite):
    from cms.resources.rules import RULE

    english = browser.get("/about/how-we-count/")
    assert all(str(sentence.heading) in page(english) for sentence in RULE)
    assert browser.get("/cy/about/how-we-count/").status_code == 200
