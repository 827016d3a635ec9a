"""Once a night: remove what need not be kept."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from cms.core.services import prune


class Command(BaseCommand):
    """Calls every piece of housekeeping that is due once a day."""

    help = (
        "Remove finished tasks of every queue after TASK_RESULTS_KEPT_DAYS, ended sessions, and old letters "
        "of the outbox. Safe to run at any time and more than once; `work --timetable` runs it by itself."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Prune, and say what went."""
        removed = prune(now=timezone.now())
        self.stdout.write(", ".join(f"{name}: {count} removed" for name, count in removed.items()))
