"""The newsletter: yes twice, the second time from the mailbox; nobody learns which addresses are known."""

import uuid
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.consent.models import ConsentEvent, ConsentLetter, SignUp, Wording
from cms.consent.services import (
    confirm,
    current_wording,
    forget_letters,
    forget_unconfirmed,
    is_suppressed,
    may_mail,
    sign_up,
    suppress,
    withdraw_consent,
)
from cms.consent.services.links import BadLink, Link, make_link, read_link
from cms.consent.services.signing_up import AGAIN_AFTER
from cms.people.models import Person
from tests.factories import PersonFactory

EMAIL = "sam@example.org"
pytestmark = pytest.mark.django_db


def ask(browser, email=EMAIL, path="/newsletter/", **more):
    wording = current_wording("newsletter").pk
    return browser.post(path, {"email": email, "wording": wording} | more)


def ask_directly(email=EMAIL, now=None):
    sign_up(
        email=email,
        wording=current_wording("newsletter"),
        language="en",
        source="a test",
        now=now or timezone.now(),
    )


def test_sign_up_confirm_and_be_somebody(browser, run_jobs, mailoutbox, path_in):
    assert ask(browser, " Sam@Example.ORG ").headers["Location"] == "/newsletter/sent/"
    assert "seven days" not in browser.get("/newsletter/sent/").content.decode()
    assert not Person.objects.exists()
    assert run_jobs() == ["sent"]
    letter = mailoutbox[0]
    assert letter.to == [EMAIL]
    assert letter.subject == "Please confirm: Newsletter"
    path = path_in(letter)
    assert path in letter.alternatives[0].content
    for _scanner in range(2):
        response = browser.get(path)
        assert response.status_code == 200
        assert current_wording("newsletter").text in response.content.decode()
    assert not ConsentEvent.objects.exists()
    response = browser.post(path)
    assert response.status_code == 200
    assert "confirmed" in response.content.decode()
    event = ConsentEvent.objects.get()
    person = Person.objects.get()
    assert (event.person, event.act, event.proof, event.source) == (person, "given", "letter", "sign-up page")
    assert event.asked_at < event.at
    assert may_mail(person, "newsletter", now=timezone.now()).allowed
    assert not SignUp.objects.exists()
    again = browser.post(path).content.decode()
    assert "This link has done its work" in again
    assert ConsentEvent.objects.count() == 1


def test_the_confirmation_carries_no_marketing(run_jobs, mailoutbox):
    ask_directly()
    run_jobs()
    body = mailoutbox[0].body
    assert body.count("http") == 2, "the link, and the name of the site below"
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_pages_that_know_somebody_are_kept_nowhere(browser, run_jobs, mailoutbox, path_in):
    ask(browser)
    run_jobs()
    for response in (browser.get(path_in(mailoutbox[0])), browser.get(f"/preferences/{'x' * 40}/")):
        assert "no-store" in response.headers["Cache-Control"]
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["X-Robots-Tag"] == "noindex"
        assert not response.cookies


def test_the_same_answer_whoever_signs_up(browser, run_jobs, mailoutbox):
    """New, known, on the list already, and somebody who told us never to write."""
    listed, never = PersonFactory(email="on@example.org"), "never@example.org"
    PersonFactory(email="known@example.org")
    confirm_directly(listed)
    run_jobs()
    suppress(email=never, reason="complained", source="a test", now=timezone.now())
    answers = []
    for email in ("new@example.org", "known@example.org", "on@example.org", never):
        response = ask(browser, email)
        answers.append((response.status_code, response.headers["Location"]))
        assert DBTaskResult.objects.ready().count() == len(answers)
    assert len(set(answers)) == 1
    assert run_jobs() == ["sent", "sent", "sent", "not ours to send"]
    assert [(message.to[0], message.subject) for message in mailoutbox] == [
        ("new@example.org", "Please confirm: Newsletter"),
        ("known@example.org", "Please confirm: Newsletter"),
        ("on@example.org", "Your choices about emails from us"),
    ]


def confirm_directly(person):
    ask_directly(person.email)
    return confirm(key=SignUp.objects.get(email=person.email).key, now=timezone.now())


def test_who_signs_up_again_gets_a_second_letter_only_later(run_jobs, mailoutbox):
    now = timezone.now()
    for minutes in (0, 1, 2):
        ask_directly(now=now + timedelta(minutes=minutes))
    run_jobs()
    assert len(mailoutbox) == 1
    ask_directly(now=now + AGAIN_AFTER + timedelta(seconds=1))
    run_jobs()
    assert len(mailoutbox) == 2
    assert SignUp.objects.count() == 1


def test_unconfirmed_is_forgotten_after_seven_days_with_its_letters(run_jobs):
    now = timezone.now()
    ask_directly(now=now)
    ask_directly("pat@example.org", now=now - timedelta(days=7))
    run_jobs()
    late = SignUp.objects.get(email="pat@example.org")
    assert confirm(key=late.key, now=now) is None
    assert forget_unconfirmed(now=now) == 1
    assert forget_unconfirmed(now=now) == 0
    assert [row.email for row in SignUp.objects.all()] == [EMAIL]
    assert ConsentLetter.objects.count() == 1
    assert not Person.objects.exists()
    assert forget_letters(now=now + timedelta(days=91)) == 1


def test_the_night_does_it(capsys):
    ask_directly("pat@example.org", now=timezone.now() - timedelta(days=8))
    call_command("nightly")
    assert "sign-ups never confirmed: 1 removed" in capsys.readouterr().out
    assert not SignUp.objects.exists()


def test_a_link_that_grew_old_offers_a_new_one(browser, run_jobs, mailoutbox, path_in):
    now = timezone.now()
    ask_directly(now=now)
    row = SignUp.objects.get()
    SignUp.objects.update(mailed_at=now - timedelta(hours=2))
    old = make_link(Link.CONFIRM, key=row.key, now=now - timedelta(days=7))
    path = f"/newsletter/confirm/{old}/"
    response = browser.get(path)
    assert response.status_code == 410
    assert "Send me a new link" in response.content.decode()
    assert browser.post(path).status_code == 410
    assert not ConsentEvent.objects.exists()
    assert browser.post(path, {"do": "again"}).status_code == 303
    run_jobs()
    browser.post(path_in(mailoutbox[-1]))
    assert ConsentEvent.objects.exists()


def test_once_it_is_forgotten_the_page_leads_to_the_beginning(browser):
    old = make_link(Link.CONFIRM, key=uuid.uuid4(), now=timezone.now() - timedelta(days=30))
    path = f"/newsletter/confirm/{old}/"
    text = browser.get(path).content.decode()
    assert 'href="/newsletter/"' in text
    assert browser.post(path, {"do": "again"}).status_code == 303


def test_a_link_does_no_others_work():
    now, key = timezone.now(), uuid.uuid4()
    for kind in Link:
        token = make_link(kind, key=key, now=now, purpose="newsletter", subject="Über 2026")
        read = read_link(token, kind)
        assert (read.key, read.purpose, read.subject) == (key, "newsletter", "Über 2026")
        for other in set(Link) - {kind}:
            with pytest.raises(BadLink):
                read_link(token, other)
        for wrong in (token[:-1], token + "a", "a" + token, "", "x" * 40, "...."):
            with pytest.raises(BadLink):
                read_link(wrong, kind)


@pytest.mark.parametrize("path", ["/newsletter/", "/preferences/"])
@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b", "\x00", "x" * 10_001 + "@example.org", "😀@example.org"]
)
def test_what_is_no_address_is_said_and_kept(browser, path, email):
    response = ask(browser, email, path)
    assert response.status_code == 200
    text = response.content.decode()
    assert "email address" in text
    assert 'role="alert"' in text or "error-summary" in text
    assert not DBTaskResult.objects.exists()


def test_another_website_cannot_send_the_form(browser):
    response = browser.post("/newsletter/", {"email": EMAIL}, headers={"sec-fetch-site": "cross-site"})
    assert response.status_code == 403
    assert EMAIL in response.content.decode()
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("path", ["/newsletter/", "/preferences/"])
def test_one_address_is_not_flooded(browser, path):
    answers = [ask(browser, path=path).status_code for _time in range(8)]
    assert answers == [303] * 6 + [429] * 2
    response = ask(browser, path=path)
    assert response.headers["Retry-After"]
    assert EMAIL in response.content.decode()


def test_the_words_that_stood_on_the_page_are_kept(browser):
    old = current_wording("newsletter")
    Wording.objects.create(purpose="newsletter", version=2, language="en", text="Newer words")
    ask(browser, wording=old.pk)
    assert SignUp.objects.get().wording == old
    ask(browser, wording=current_wording("research").pk)
    assert SignUp.objects.get().wording.text == "Newer words"


def test_a_sign_up_ends_an_old_unsubscription_only_once_confirmed():
    suppress(email=EMAIL, reason="unsubscribed", source="a list", now=timezone.now(), purpose="newsletter")
    ask_directly()
    assert is_suppressed(EMAIL, "newsletter")
    event = confirm(key=SignUp.objects.get().key, now=timezone.now())
    assert not is_suppressed(EMAIL, "newsletter")
    assert may_mail(event.person, "newsletter", now=timezone.now()).allowed


def test_unsubscribing_meanwhile_leaves_nothing_to_confirm():
    person = PersonFactory(email=EMAIL)
    ask_directly()
    key = SignUp.objects.get().key
    withdraw_consent(person=person, purpose="newsletter", source="a link", now=timezone.now())
    assert confirm(key=key, now=timezone.now()) is None
    assert may_mail(person, "newsletter", now=timezone.now()).code == "withdrawn"


def test_in_welsh_all_the_way(browser, run_jobs, mailoutbox, path_in):
    response = browser.post("/cy/newsletter/", {"email": EMAIL})
    assert response.headers["Location"] == "/cy/newsletter/sent/"
    run_jobs()
    path = path_in(mailoutbox[0])
    assert path.startswith("/cy/")
    assert "cylchlythyr" in mailoutbox[0].body
    browser.post(path)
    assert (Person.objects.get().language, ConsentEvent.objects.get().wording.language) == ("cy", "cy")
