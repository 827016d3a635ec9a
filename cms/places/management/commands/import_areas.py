"""Bring in area schemes."""

import csv
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from cms.core.exports import safe_cell
from cms.core.rejects import drop_stale, rejects_path
from cms.core.spreadsheets import SpreadsheetError, read_rows
from cms.places.imports.areas import COLUMNS, AreasReport, import_areas

SHOWN = 100


class Command(BaseCommand):
    """`import_areas areas.csv`."""

    # Places do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    help = f"""Bring in area schemes from a table saved as CSV, as the list of areas in the admin exports it.

Columns: {", ".join(COLUMNS)}. The first two are needed.
A scheme or an area that is not there yet is made. `part` is region, authority, district or outcode, `code`
its code or its name; without both the row only names an area. `from` and `to` are days, both included; empty
means always and until further notice. Nothing that is there is taken away; a second run changes nothing.

A row that cannot be read goes with the reason to FILE.rejected.csv, unless --rejected names another file. A
run that rejects none takes the file of an earlier one away.

--dry-run tells the same and writes nothing; the rejected rows only to a file that --rejected names.

Exit code: 0 every row is in (now or before), 2 some rows were rejected, 1 nothing could be brought in."""

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument("file", metavar="FILE.csv")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--rejected", metavar="FILE", help="where rejected rows go")

    def handle(self, *, file: str, dry_run: bool, rejected: str | None, **options):
        """Import, tell of rows that were rejected, and sum up."""
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"There is no file {file}.")
        with translation.override("en"):
            try:
                report = import_areas(
                    path, read_rows(path), now=timezone.now(), dry_run=dry_run, told=self._told()
                )
                beside = rejects_path(rejected, path, dry_run=dry_run)
                where = _write_rejected(report, beside)
                if not report.rejected and not dry_run:
                    drop_stale(beside, imported=path)
            except SpreadsheetError as error:
                raise CommandError(f"{path.name}: {error}") from error
            except OSError as error:
                raise CommandError(f"A file cannot be written: {error}") from error
        self._sum_up(report, where, dry_run)
        if report.rejected:
            sys.exit(2 if report.rows > len(report.rejected) else 1)

    def _told(self):
        number = 0

        def told(line: int, words: str) -> None:
            nonlocal number
            number += 1
            if number <= SHOWN:
                self.stdout.write(f"line {line}: rejected. {words}")

        return told

    def _sum_up(self, report: AreasReport, where: str, dry_run: bool) -> None:
        would = "would be " if dry_run else ""
        self.stdout.write(
            f"{report.rows:,} rows: {report.added:,} {would}added, {report.changed:,} {would}changed, "
            f"{report.unchanged:,} there already, {len(report.rejected):,} rejected. "
            f"{report.new_areas:,} new areas."
        )
        if report.new_schemes:
            self.stdout.write(f"New schemes: {', '.join(report.new_schemes)}.")
        if report.ignored_columns:
            self.stdout.write(f"Columns passed over: {', '.join(report.ignored_columns)}.")
        if where:
            self.stdout.write(f"Rejected rows and why: {where}")


def _write_rejected(report: AreasReport, path: Path | None) -> str:
    if path is None or not report.rejected:
        return ""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        names = [name or "more_cells" for name in report.rejected[0][2]]
        writer = csv.DictWriter(file, ["line", "reason", *names, *({"more_cells"} - set(names))])
        writer.writeheader()
        for line, words, cells in report.rejected:
            row = {name or "more_cells": safe_cell(cell) for name, cell in cells.items()}
            writer.writerow({"line": line, "reason": words} | row)
    return str(path)
