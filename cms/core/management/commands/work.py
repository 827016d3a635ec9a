"""A worker: does the background work of every queue, and minds what is due by the clock."""

import datetime as dt
import io
import logging
import threading
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections, connections
from django.utils import timezone

from cms.core.services import sweep_tasks

logger = logging.getLogger(__name__)

EVERY_SECONDS = 60
NIGHT_HOUR = 3  # in London


class Timetable:
    """What is due by the clock: lost tasks and scheduled pages each minute, housekeeping once a night."""

    def __init__(self, *, pages: bool) -> None:
        self.pages = pages
        self.mark = Path(settings.DATA_DIR) / "nightly-done"

    def _night_is_due(self, now: dt.datetime) -> bool:
        here = timezone.localtime(now)
        done = self.mark.read_text().strip() if self.mark.exists() else ""
        return here.hour >= NIGHT_HOUR and done != here.date().isoformat()

    def tick(self, now: dt.datetime) -> None:
        """Do what is due at `now`."""
        sweep_tasks(now=now)
        if not self.pages:
            return
        call_command("publish_scheduled", stdout=io.StringIO())
        if self._night_is_due(now):
            call_command("nightly", stdout=io.StringIO())
            self.mark.parent.mkdir(parents=True, exist_ok=True)
            self.mark.write_text(timezone.localtime(now).date().isoformat())

    def run(self, stop: threading.Event) -> None:
        """Tick until told to stop; a failure is logged and the next minute tries again."""
        while not stop.is_set():
            close_old_connections()
            try:
                self.tick(timezone.now())
            except Exception:
                logger.exception("The timetable stumbled")
            finally:
                connections.close_all()
            stop.wait(EVERY_SECONDS)


class Command(BaseCommand):
    """Wraps the database worker with the settings of this site."""

    help = (
        "Do background work from every queue until told to stop. Frees tasks of a worker that was killed. "
        "With --timetable also publishes scheduled pages each minute and runs `nightly` once a night: "
        "give it to one worker of the site."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the options."""
        parser.add_argument(
            "--timetable", action="store_true", help="also mind scheduled pages and the night"
        )
        parser.add_argument("--once", action="store_true", help="do what is waiting, then stop")

    def handle(self, *args: Any, **options: Any) -> None:
        """Work."""
        stop = threading.Event()
        if options["once"]:
            sweep_tasks(now=timezone.now())
        else:
            clock = threading.Thread(
                target=Timetable(pages=options["timetable"]).run, args=[stop], daemon=True, name="timetable"
            )
            clock.start()
        try:
            call_command(
                "db_worker",
                *("--queue-name", "*", "--backend", "jobs", "--interval", "0.5"),
                *("--no-reload", "--no-startup-delay"),
                *(["--batch"] if options["once"] else []),
                verbosity=options["verbosity"],
            )
        finally:
            stop.set()
