"""Somebody of whom every app keeps something."""

import shutil
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.mail import EmailMessage, get_connection
from django.db import connection
from wagtail.log_actions import log

from cms.consent.models import Wording
from cms.consent.services import current_wording, give_consent
from cms.resources.models import Letter
from cms.resources.services.counting import rebuild_tallies
from cms.rights.choices import Kind
from cms.rights.services.ordering import order_package
from cms.rights.services.packaging import fill_package
from cms.rights.services.requests import confirm, take_request
from tests.factories import DownloadFactory, HeardPhraseFactory, HeardSourceFactory, PersonFactory
from tests.staff import member_of

NOW = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)
ADDRESS = "wilhelmina@example.org"


def at_once(jobs) -> list:
    """Run the jobs in threads that start together; returns what each returned, or raised."""
    gate, results = threading.Barrier(len(jobs)), [None] * len(jobs)

    def run(place, job):
        try:
            gate.wait(timeout=30)
            results[place] = job()
        except Exception as error:
            results[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(jobs)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@pytest.fixture(autouse=True)
def _empty_folders(settings, tmp_path):
    """Private files of one test are not found by the next; letters fall into a folder of the test's own."""
    for folder in ("packages", settings.ERASURE_LEDGER):
        shutil.rmtree(Path(settings.PRIVATE_ROOT) / folder, ignore_errors=True)
    settings.EMAIL_FILE_PATH = tmp_path / "outbox"


@pytest.fixture
def run_jobs(db):
    """Run what waits in the queue, once, as a worker would."""

    def run() -> list[str]:
        from django_tasks_db.models import DBTaskResult

        done = []
        for row in DBTaskResult.objects.ready():
            row.claim("a worker of the tests")
            done.append(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
            DBTaskResult.objects.filter(pk=row.pk).delete()
        return done

    return run


@pytest.fixture
def everything(db):
    """A person whose address and name stand wherever anything may stand."""
    person = PersonFactory(
        email=ADDRESS, name="Wilhelmina Rees-Okafor", postcode="LS1 4AP", organisation_name="St Fagan’s"
    )
    source = HeardSourceFactory(code="somewhere-else")
    phrase = HeardPhraseFactory(
        folded=f"ask {ADDRESS}", example=f"Ask {ADDRESS}", source=HeardSourceFactory(code="forum")
    )
    first = DownloadFactory(
        person=person, first_ever=True, first_of_resource=True, heard_source=source, heard_phrase=phrase,
        heard_words=f"Ask {ADDRESS}", resource__slug="first", role="senco", import_key="a" * 64,
    )  # fmt: skip
    DownloadFactory(
        person=person, completed_at=NOW, heard_source=source, heard_words="Wilhelmina told us",
        resource__slug="second", first_of_resource=True,
    )  # fmt: skip
    rebuild_tallies()
    Letter.objects.create(download=first, created_at=NOW, changed_at=NOW)
    give_consent(person=person, purpose="newsletter", wording=newsletter_words(), source="a form", now=NOW)
    officer = member_of("Data officers")
    log(instance=person, action="wagtail.edit", user=officer, data={"was": {"email": ADDRESS}})
    log(instance=officer, action="people.export", user=officer, title=f"about {ADDRESS}",
        data={"what": "people", "filters": {"q": ADDRESS}})  # fmt: skip
    request = take_request(
        kind=Kind.ACCESS, email=ADDRESS, name="Wilhelmina Rees-Okafor", now=NOW,
        words=f"I am Wilhelmina, write to {ADDRESS}",
    )  # fmt: skip
    confirm(request=request, now=NOW, by=officer, why=f"rang, and {ADDRESS} answered")
    take_request(kind=Kind.COMPLAINT, email=ADDRESS, words=f"{ADDRESS} is mine", now=NOW)
    package = order_package(person=person, asked_by=officer, request=request, now=NOW)
    assert fill_package(key=str(package.key), now=NOW) == "made"
    session = SessionStore()
    session["account_login_code"] = {"email": ADDRESS}
    session.create()
    _leave_in_the_outbox()
    person.refresh_from_db()
    return person


def newsletter_words() -> Wording:
    """The words of the migrations, or others where a test before this one has emptied every table."""
    try:
        return current_wording("newsletter")
    except LookupError:
        return Wording.objects.create(purpose="newsletter", version=1, text="News, now and then.")


def _leave_in_the_outbox() -> None:
    """Two letters in one file, of which one is theirs."""
    post = get_connection("django.core.mail.backends.filebased.EmailBackend")
    letters = [
        EmailMessage("Yours", "Hello", to=[ADDRESS]),
        EmailMessage("Not yours", "Hello", to=["else@example.org"]),
    ]
    post.send_messages(letters)


@pytest.fixture
def soon():
    """A moment a little later."""
    return NOW + timedelta(minutes=5)


def outbox_files(settings) -> list[Path]:
    """The files letters lie in."""
    return sorted(Path(settings.EMAIL_FILE_PATH).glob("*.log"))
