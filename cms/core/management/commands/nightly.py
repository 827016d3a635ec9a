"""Once a night: remove what need not be kept."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from cms.core.nightly import run_jobs
from cms.core.services import prune


class Command(BaseCommand):
    """Calls every piece of housekeeping that is due once a day."""

    help = (
        "Remove finished tasks of every queue after TASK_RESULTS_KEPT_DAYS, ended sessions, old letters "
        "of the outbox, and what each app lets go after its time. Safe to run at any time and more than "
        "once; `work --timetable` runs it by itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune, do every app's job, and say what went. Fails at the end when a job has failed."""
        now = timezone.now()
        removed = prune(now=now)
        done, failed = run_jobs(now=now)
        self.stdout.write(", ".join(f"{name}: {count} removed" for name, count in (removed | done).items()))
        if failed:
            raise CommandError(f"Not done: {', '.join(failed)}. The log says why; the next run tries again.")
