"""A small suite to ask for: two guides with pages in English and Welsh, the first with two formats."""

import threading
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import timezone
from wagtail.models import Locale, Page, Site

from cms.pages.models import HomePage
from cms.resources.models import Edition, File, HeardSource, ResourceIndexPage, ResourcePage
from cms.resources.services.links import sign_moment
from tests.factories import EditionFactory, FileFactory

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0 Safari/537.36"
PDF = b"%PDF-1.7\n" + bytes(range(256)) * 8 + b"\n%%EOF\n"
NOON = datetime(2018, 3, 22, 12, 0, tzinfo=UTC)


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


class Suite:
    """The pages and what stands behind them."""

    def __init__(self, home: HomePage) -> None:
        self.index = home.add_child(instance=ResourceIndexPage(title="Guides", slug="guides"))
        self.page = self.guide("SEND Review Guide", "send-review-guide")
        self.other = self.guide("TA Deployment Review Guide", "ta-deployment-review-guide")
        self.resource = self.page.resource
        self.edition = EditionFactory(resource=self.resource, version="2", published_on=date(2017, 9, 1))
        self.pdf = self.file(self.edition, "pdf")
        self.word = self.file(self.edition, "docx")
        other_edition = EditionFactory(resource=self.other.resource, version="1")
        self.other_pdf = self.file(other_edition, "pdf")

    def guide(self, title: str, slug: str) -> ResourcePage:
        """One guide with its page."""
        return self.index.add_child(instance=ResourcePage(title=title, slug=slug, summary="What it is."))

    def file(self, edition: Edition, kind: str) -> File:
        """One file of an edition, really in the private storage."""
        return FileFactory(
            edition=edition, format=kind, file=ContentFile(PDF, name=f"x.{kind}"), size=len(PDF)
        )


@pytest.fixture
def suite(db):
    Locale.objects.get_or_create(language_code="cy")
    root = Page.objects.get(depth=1)
    home = HomePage.objects.first() or root.add_child(instance=HomePage(title="Home", slug="front"))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    HeardSource.objects.get_or_create(code="colleague", defaults={"name": "A colleague"})
    HeardSource.objects.get_or_create(
        code="somewhere-else", defaults={"name": "Somewhere else", "takes_words": True}
    )
    return Suite(home)


@pytest.fixture
def browser(client):
    """A client that says it is a browser: the others are robots by the COUNTER list."""
    client.defaults["HTTP_USER_AGENT"] = CHROME
    return client


@pytest.fixture
def answers():
    """What somebody new fills in, a minute after the form was made."""

    def make(**more):
        given = {
            "email": "sam@example.org",
            "role": "senco",
            "organisation_type": "primary",
            "postcode": "ls14ap",
            "country": "GB",
            "heard": "colleague",
            "heard_words": "",
            "name": "",
            "organisation": "",
            "subject_line": "",
            "via": "",
            "made": sign_moment(timezone.now() - timedelta(minutes=1)),
        }
        return {key: value for key, value in (given | more).items() if value is not None}

    return make


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
