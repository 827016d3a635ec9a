"""Letters: ordered with the download, sent once, told apart when nobody knows."""

import smtplib
import uuid
from datetime import timedelta

import pytest
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.core.posting import TRY_AGAIN_AFTER
from cms.people.models import Person
from cms.resources.models import Download, Letter
from cms.resources.services import order_letter
from cms.resources.services.letters import claim_letter, post_letter

FORM = "/get/send-review-guide/"


@pytest.fixture
def asked(browser, suite, answers):
    browser.post(FORM, answers(name="Sam Brân"))
    return Download.objects.get()


@pytest.fixture
def refuse(monkeypatch):
    """Makes the mail server answer with an error."""

    def make(error):
        def send(self, *args, **kwargs):
            if error:
                raise error
            return 1

        monkeypatch.setattr(EmailMultiAlternatives, "send", send)

    return make


def claim(download, key=None):
    now = timezone.now()
    return claim_letter(download_id=download.pk, key=key or str(uuid.uuid4()), decided_at=now, now=now)


def test_a_letter_in_both_kinds_of_text_with_a_link_that_works(asked, run_jobs, mailoutbox, browser):
    assert run_jobs() == ["sent"]
    letter = mailoutbox[0]
    assert letter.to == ["sam@example.org"]
    assert letter.subject == "Your copy of the SEND Review Guide"
    html = letter.alternatives[0].content
    link = letter.body.split("/from-email/")[1].split()[0]
    assert f"/from-email/{link}" in html
    assert "Sam Brân" in letter.body
    assert "14 days" in letter.body
    assert letter.extra_headers["Auto-Submitted"] == "auto-generated"
    assert browser.get(f"/from-email/{link}").status_code == 200
    assert Letter.objects.get().state == "sent"


def test_in_welsh_to_those_who_asked_in_welsh(browser, suite, answers, run_jobs, mailoutbox):
    browser.post("/cy/get/send-review-guide/", answers())
    run_jobs()
    assert "/cy/from-email/" in mailoutbox[0].body
    assert 'lang="cy"' in mailoutbox[0].alternatives[0].content


def test_nobody_gets_markup_from_a_name(browser, suite, answers, run_jobs, mailoutbox):
    browser.post(FORM, answers(name="<b>Eve</b>\r\nBcc: x@example.org"))
    run_jobs()
    assert "<b>Eve" not in mailoutbox[0].alternatives[0].content
    assert mailoutbox[0].recipients() == ["sam@example.org"]


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_what_is_undone_sends_nothing(suite):
    from tests.factories import DownloadFactory

    download = DownloadFactory(file=suite.pdf, resource=suite.resource)
    with transaction.atomic():
        order_letter(download=download, now=timezone.now())
        transaction.set_rollback(True)
    assert not DBTaskResult.objects.exists()
    order_letter(download=download, now=timezone.now())
    assert DBTaskResult.objects.count() == 1


def test_the_same_letter_is_never_sent_twice(asked, run_jobs, mailoutbox):
    task = DBTaskResult.objects.get()
    twin = DBTaskResult.objects.get()
    twin.pk = uuid.uuid4()
    twin._state.adding = True
    twin.save()
    assert task.pk != twin.pk
    assert sorted(run_jobs()) == ["not ours to send", "sent"]
    assert len(mailoutbox) == 1


def test_a_worker_that_died_leaves_an_uncertain_letter(asked, mailoutbox):
    key = str(uuid.uuid4())
    assert claim(asked, key).state == "sending"
    assert claim(asked, key) is None, "another worker picks the task up"
    assert Letter.objects.get().state == "uncertain"
    assert claim(asked, key) is None
    assert not mailoutbox


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(),
        smtplib.SMTPConnectError(421, "busy"),
        smtplib.SMTPRecipientsRefused({"sam@example.org": (450, b"later")}),
    ],
)
def test_what_surely_did_not_leave_is_tried_again(asked, refuse, error):
    refuse(error)
    letter = claim(asked)
    assert post_letter(letter=letter, now=timezone.now()) == timedelta(minutes=TRY_AGAIN_AFTER[0])
    letter.refresh_from_db()
    assert (letter.state, letter.problem) == ("not sent", type(error).__name__)
    refuse(None)
    again = claim(asked, str(letter.key))
    assert again.attempts == 2
    assert post_letter(letter=again, now=timezone.now()) is None
    assert Letter.objects.get().state == "sent"


def test_tries_come_to_an_end(asked, refuse):
    refuse(ConnectionRefusedError())
    key = str(uuid.uuid4())
    waits = [
        post_letter(letter=claim(asked, key), now=timezone.now()) for _ in range(len(TRY_AGAIN_AFTER) + 1)
    ]
    assert waits[-1] is None
    assert all(waits[:-1])


def test_the_task_waits_before_it_tries_again(asked, refuse, run_jobs):
    refuse(ConnectionRefusedError())
    assert run_jobs() == ["not sent"]
    waiting = DBTaskResult.objects.get()
    assert waiting.run_after > timezone.now()
    assert run_jobs() == []


def test_a_refusal_for_good_is_not_tried_again(asked, refuse):
    refuse(smtplib.SMTPRecipientsRefused({"sam@example.org": (550, b"no such user")}))
    assert post_letter(letter=claim(asked), now=timezone.now()) is None
    assert Letter.objects.get().state == "not sent"


@pytest.mark.parametrize(
    "error", [TimeoutError(), smtplib.SMTPServerDisconnected("gone"), ConnectionResetError()]
)
def test_when_nobody_knows_it_is_left_to_a_person(asked, refuse, error, caplog):
    refuse(error)
    letter = claim(asked)
    assert post_letter(letter=letter, now=timezone.now()) is None
    assert Letter.objects.get().state == "uncertain"
    assert claim(asked, str(letter.key)) is None
    assert "sam@" not in caplog.text


def test_no_address_stands_in_the_queue_or_the_log(asked, run_jobs, refuse, caplog):
    row = DBTaskResult.objects.get()
    assert "sam" not in str(row.args_kwargs)
    refuse(smtplib.SMTPRecipientsRefused({"sam@example.org": (550, b"no such user sam@example.org")}))
    run_jobs()
    assert "sam@" not in caplog.text


def test_to_somebody_erased_nothing_is_sent(asked, run_jobs, mailoutbox):
    Person.objects.all().delete()
    assert run_jobs() == ["not sent"]
    assert not mailoutbox


def test_a_download_that_is_gone_is_no_error(asked, run_jobs, mailoutbox):
    Download.objects.all().delete()
    assert run_jobs() == ["not ours to send"]
