"""Fill an empty site with the demo: pages, guides with real files, and a made-up history."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from cms.core.demo import Context, DemoError, load


@contextmanager
def quiet(*names: str) -> Iterator[None]:
    """Let these loggers tell only of trouble: hundreds of “page published” would drown the progress."""
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.WARNING)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class Command(BaseCommand):
    """All of it or nothing; a second run changes nothing and succeeds."""

    help = (
        "Fill an empty site with the demo: pages in English and Welsh, six guides with real files, and a "
        "made-up history of downloads. A second run changes nothing. All of it is loaded, or nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """One switch."""
        parser.add_argument(
            "--without-history",
            action="store_true",
            help="Only the pages and guides, without made-up people and downloads.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Load every part in one transaction, telling of progress on stderr."""
        began = time.monotonic()
        context = Context(
            now=timezone.now(),
            with_history=not options["without_history"],
            say=lambda line: self.stderr.write(line) if options["verbosity"] else None,
        )
        try:
            with quiet("wagtail", "django_tasks"), transaction.atomic():
                new = load(context)
        except DemoError as error:
            raise CommandError(str(error)) from error
        if not options["verbosity"]:
            return
        if new:
            self.stdout.write(f"The demo is loaded ({time.monotonic() - began:.0f} seconds).")
        else:
            self.stdout.write("The demo is loaded already. Nothing was changed.")
