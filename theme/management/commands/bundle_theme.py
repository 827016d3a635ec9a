"""Put the style sheet, the script and the icons together from their parts."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from theme import bundle


class Command(BaseCommand):
    """Write what is served; with --check only say whether it is up to date (exit code 1 if not)."""

    help = __doc__
    requires_system_checks = ()  # the check of this very thing would only say what is about to be mended

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare --check."""
        parser.add_argument(
            "--check", action="store_true", help="write nothing, fail if something is out of date"
        )

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        """Write or check."""
        if check:
            behind = bundle.stale()
            if behind:
                raise CommandError(f"Out of date: {', '.join(behind)}. Run manage.py bundle_theme.")
            self.stdout.write("The theme's files are up to date.")
            return
        for name in bundle.write():
            self.stdout.write(f"{name}: {(bundle.STATIC / name).stat().st_size} bytes")
