"""Housekeeping: tasks whose worker was lost, and what need not be kept."""

import datetime as dt
import logging
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db.models import Q
from django_tasks_db.models import DBTaskResult

logger = logging.getLogger(__name__)


class WorkerLost(RuntimeError):  # noqa: N818 - the name is shown to a person beside the task
    """The worker that ran a task is gone, and so often that the task is given up."""


def sweep_tasks(*, now: dt.datetime, lease: dt.timedelta | None = None) -> tuple[int, int]:
    """Free the tasks whose worker was killed while it ran them.

    A row that has been running for longer than `lease` goes back to the queue, or is marked as failed once
    `TASK_ATTEMPTS` workers have had it. Each row changes by one conditional update, so that two sweepers,
    or a sweeper and a worker that was only slow, never undo each other.

    Returns:
        How many rows went back to the queue, and how many were given up.
    """
    lease = dt.timedelta(seconds=settings.TASK_LEASE_SECONDS) if lease is None else lease
    lost = DBTaskResult.objects.running().filter(Q(started_at__isnull=True) | Q(started_at__lte=now - lease))
    freed = given_up = 0
    for row in lost:
        same = DBTaskResult.objects.running().filter(pk=row.pk, started_at=row.started_at)
        if len(row.worker_ids) < settings.TASK_ATTEMPTS:
            freed += same.update(status="READY", started_at=None)
        else:
            given_up += same.update(
                status="FAILED",
                finished_at=now,
                exception_class_path=f"{WorkerLost.__module__}.{WorkerLost.__name__}",
                traceback="Its worker was lost each time it ran.",
            )
    if freed or given_up:
        logger.warning("Tasks without a worker: %s back in the queue, %s given up", freed, given_up)
    return freed, given_up


def prune(*, now: dt.datetime) -> dict[str, int]:
    """Remove what has had its day: finished tasks of every queue, dead sessions, old letters of the outbox.

    Returns:
        What was removed, by its name.
    """
    oldest = now - dt.timedelta(days=settings.TASK_RESULTS_KEPT_DAYS)
    tasks, _rows = DBTaskResult.objects.finished().filter(finished_at__lt=oldest).delete()
    call_command("clearsessions")
    letters = 0
    folder = Path(settings.EMAIL_FILE_PATH or "") if getattr(settings, "EMAIL_FILE_PATH", None) else None
    if folder and folder.is_dir():
        for path in folder.glob("*.log"):
            if dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC) < oldest:
                path.unlink(missing_ok=True)
                letters += 1
    return {"tasks": tasks, "letters": letters}
