"""The night's work: every app's job is done, and one that fails keeps no other from its own."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from cms.core import nightly

NOW = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)


@pytest.fixture
def jobs(monkeypatch):
    jobs = {}
    monkeypatch.setattr(nightly, "_JOBS", jobs)
    monkeypatch.setattr(nightly, "_discover", lambda: None)
    return jobs


def test_each_job_hears_the_moment_and_says_how_many(jobs):
    heard = []
    nightly.register("dust")(lambda now: heard.append(now) or 3)
    assert nightly.run_jobs(now=NOW) == ({"dust": 3}, [])
    assert heard == [NOW]


def test_one_that_fails_keeps_no_other_from_its_work(jobs, db, caplog):
    def fails(now):
        raise RuntimeError("broken")

    nightly.register("first")(fails)
    nightly.register("second")(lambda now: 1)
    assert nightly.run_jobs(now=NOW) == ({"second": 1}, ["first"])
    with pytest.raises(CommandError, match="first"):
        call_command("nightly")
    assert "stumbled" in caplog.text


def test_a_name_belongs_to_one_job(jobs):
    job = nightly.register("dust")(lambda now: 0)
    nightly.register("dust")(job)
    with pytest.raises(ValueError, match="dust"):
        nightly.register("dust")(lambda now: 1)
