"""Bring in the school holidays of an authority."""

from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from cms.places.choices import AreaPart
from cms.places.imports.holidays import LARGEST, CalendarError, import_calendar
from cms.places.models import LocalAuthority
from cms.places.services.areas import read_part


class Command(BaseCommand):
    """`import_holidays sheffield.ics --authority 373`."""

    # Places do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    help = """Bring in the school holidays of an authority from the calendar it publishes (FILE.ics).

They take the place of those known for this authority between the first and the last holiday of the calendar;
what lies before and after stays. Terms and bank holidays in the calendar are passed over. A second run
changes nothing.

Exit code: 0 the holidays are in (now or before), 1 nothing was changed."""

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument("file", metavar="FILE.ics")
        parser.add_argument(
            "--authority", required=True, metavar="CODE", help="its DfE number (373), ONS code or name"
        )
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")

    def handle(self, *, file: str, authority: str, dry_run: bool, **options):
        """Read, write, tell."""
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"There is no file {file}.")
        with translation.override("en"):
            try:
                found = LocalAuthority.objects.get(pk=read_part(AreaPart.AUTHORITY, authority))
                with path.open("rb") as opened:
                    content = opened.read(LARGEST + 1)
                report = import_calendar(
                    content, authority=found, file_name=path.name, now=timezone.now(), dry_run=dry_run
                )
            except ValidationError as error:
                raise CommandError(" ".join(error.messages)) from error
            except CalendarError as error:
                raise CommandError(f"{path.name}: {error}") from error
            except OSError as error:
                raise CommandError(f"The file cannot be read: {error}") from error
        for words in report.passed_over:
            self.stdout.write(f"passed over: {words}")
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"{found}: {len(report.holidays)} holidays from {report.holidays[0].first_day:%-d %B %Y} to "
            f"{report.holidays[-1].last_day:%-d %B %Y}. {report.added} {would}added, {report.changed} "
            f"{would}changed, {report.removed} {would}taken away, {report.unchanged} there already."
        )
