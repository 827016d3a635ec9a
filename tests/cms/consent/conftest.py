"""Visitors, workers and letters for the pages about consent."""

import re

import pytest
from django.test import Client


@pytest.fixture
def browser(db):
    """A visitor without a cookie, whose browser checks CSRF as a real site does."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def run_jobs(db):
    """Run what waits in the queue, once, as a worker would."""

    def run() -> list[str]:
        from django_tasks_db.models import DBTaskResult

        done = []
        for row in DBTaskResult.objects.ready().order_by("enqueued_at"):
            row.claim("a worker of the tests")
            done.append(row.task.call(*row.args_kwargs["args"], **row.args_kwargs["kwargs"]))
            DBTaskResult.objects.filter(pk=row.pk).delete()
        return done

    return run


@pytest.fixture
def path_in():
    """The path of the first link in a letter that leads to a page of this room."""

    def find(message) -> str:
        return re.search(r"https?://[^/\s]+(/\S*(?:confirm|preferences|unsubscribe)/\S+)", message.body)[1]

    return find
