"""Tasks outlive a worker that was killed, and nothing is kept that has had its day."""

import datetime as dt
import os
import time

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.core.services import prune, sweep_tasks

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

NOW = timezone.now()
LEASE = dt.timedelta(minutes=15)


def task(status="RUNNING", *, started=None, workers=("one",), finished=None, queue="default"):
    return DBTaskResult.objects.create(
        status=status,
        args_kwargs={"args": [], "kwargs": {}},
        task_path="cms.core.services.nothing",
        worker_ids=list(workers),
        backend_name="jobs",
        queue_name=queue,
        run_after=get_date_max(),
        exception_class_path="",
        traceback="",
        started_at=started,
        finished_at=finished,
    )


def test_a_task_whose_worker_was_killed_is_run_again():
    lost = task(started=NOW - dt.timedelta(minutes=16))
    assert sweep_tasks(now=NOW, lease=LEASE) == (1, 0)
    lost.refresh_from_db()
    assert lost.status == "READY"
    assert list(DBTaskResult.objects.ready()) == [lost]
    assert lost.worker_ids == ["one"], "the attempt stays counted"


def test_a_task_that_is_still_being_run_is_left_alone():
    task(started=NOW - dt.timedelta(minutes=14))
    task("SUCCESSFUL", started=NOW - dt.timedelta(days=1), finished=NOW)
    task("READY", workers=())
    assert sweep_tasks(now=NOW, lease=LEASE) == (0, 0)


def test_a_task_that_kills_its_workers_is_given_up(settings):
    settings.TASK_ATTEMPTS = 3
    lost = task(started=NOW - dt.timedelta(hours=1), workers=("one", "two", "three"))
    assert sweep_tasks(now=NOW, lease=LEASE) == (0, 1)
    lost.refresh_from_db()
    assert (lost.status, lost.finished_at) == ("FAILED", NOW)
    assert "WorkerLost" in lost.exception_class_path


def test_pruning_clears_every_queue_and_keeps_what_is_young(settings, tmp_path):
    settings.EMAIL_FILE_PATH = tmp_path
    old = NOW - dt.timedelta(days=settings.TASK_RESULTS_KEPT_DAYS + 1)
    for queue in ("default", "mail"):
        task("SUCCESSFUL", finished=old, queue=queue)
        task("FAILED", finished=NOW, queue=queue)
    waiting = task("READY", workers=())
    for name, age in (("old.log", 40), ("new.log", 1)):
        (tmp_path / name).write_text("letter")
        when = time.time() - age * 86400
        os.utime(tmp_path / name, (when, when))
    assert prune(now=NOW) == {"tasks": 2, "letters": 1}
    assert DBTaskResult.objects.filter(pk=waiting.pk).exists()
    assert (tmp_path / "new.log").exists()
    assert prune(now=NOW) == {"tasks": 0, "letters": 0}
