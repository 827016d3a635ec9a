"""Bring in the history of downloads from a spreadsheet."""

import csv
import json
import sys
import time
from argparse import RawDescriptionHelpFormatter
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone, translation

from cms.core.exports import safe_cell
from cms.core.rejects import drop_stale, rejects_path
from cms.core.spreadsheets import SpreadsheetError, read_rows
from cms.resources.imports import COLUMNS, REQUIRED, Fate, Importer, Judged, Summary

EVERY_SECONDS = 2
SHOWN = 100


class Command(BaseCommand):
    """`import_downloads history.csv`."""

    # Facts do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    help = f"""Bring in the history of downloads from a table saved as CSV.

Columns: {", ".join(COLUMNS)}.
The first three are needed, the others may be missing or empty. `resource` is the slug of a guide's page.
Dates are ISO (2016-07-19 14:05) or British (19/07/2016 14:05, 19 Jul 2016) and, unless they say otherwise,
by the clock in London; a day without a time stands for noon. Encoding and delimiter are found out.
`heard_from` is the name of a source or any words: words are kept as typed and wait in the inbox to be sorted.

Rows count by the rule that counts every download. A row that cannot be read goes with the reason to a file,
FILE.rejected.csv unless --rejected names another; mend it there and import that file. A run that rejects
none takes the file of an earlier one away. A second run changes nothing.

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
        parser.add_argument(
            "--report", metavar="FILE", help="write what became of every row to this CSV file"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="of the summary")

    def handle(self, *, file: str, **options):
        """Import, tell row by row, and sum up."""
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"There is no file {file}.")
        with translation.override("en"), ExitStack() as stack:
            try:
                summary = self._run(path, options, stack)
            except SpreadsheetError as error:
                raise CommandError(f"{path.name}: {error}") from error
            except OSError as error:
                raise CommandError(f"A file cannot be written: {error}") from error
        self._sum_up(summary, options)
        if summary.rejected:
            sys.exit(2 if summary.rows > summary.rejected else 1)

    def _run(self, path: Path, options: dict, stack: ExitStack) -> Summary:
        summary = Summary()
        rows = _checked(read_rows(path), summary)
        where = rejects_path(options["rejected"], path, dry_run=options["dry_run"])
        rejected = _Table(where, stack) if where else None
        report = _Table(Path(options["report"]), stack) if options["report"] else None
        options["rejected"] = str(where) if where else None
        _use_little_memory()
        importer = Importer(now=timezone.now(), dry_run=options["dry_run"])
        began = told = time.monotonic()
        for judged in importer.run(rows):
            summary.add(judged)
            if judged.fate == Fate.REJECTED and rejected:
                rejected.write({"line": judged.line, "reason": judged.words} | judged.cells)
            if report:
                report.write({"line": judged.line, "became": judged.fate.value, "note": judged.words})
            self._tell(judged, summary, options)
            if time.monotonic() - told > EVERY_SECONDS:
                told = time.monotonic()
                self.stderr.write(f"{summary.rows:,} rows in {told - began:.0f} s")
        summary.people = importer.people
        if not summary.rows:
            raise SpreadsheetError("There is no row below the names of the columns.")
        if not summary.rejected and not options["dry_run"]:
            drop_stale(where, imported=path)
        return summary

    def _tell(self, judged: Judged, summary: Summary, options: dict) -> None:
        """Say what is worth saying of one row: why it was rejected, or with -v 2 what became of each."""
        if options["format"] == "json":
            return
        if judged.fate == Fate.REJECTED:
            if summary.rejected <= SHOWN or options["verbosity"] > 1:
                self.stdout.write(f"line {judged.line}: rejected. {judged.words}")
            elif summary.rejected == SHOWN + 1:
                self.stdout.write(
                    "More rows were rejected; the file of rejected rows has them all."
                    if options["rejected"]
                    else "More rows were rejected; --rejected FILE writes them all down."
                )
        elif options["verbosity"] > 1:
            self.stdout.write(f"line {judged.line}: {judged.fate.value}. {judged.words}".rstrip())

    def _sum_up(self, summary: Summary, options: dict) -> None:
        where = options["rejected"] if summary.rejected else None
        if options["format"] == "json":
            told = {"dry_run": options["dry_run"]} | summary.as_dict() | {"rejected_file": where}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{summary.rows:,} rows: {summary.imported:,} {would}brought in ({summary.counted:,} counted, "
            f"{summary.repeat:,} repeats, {summary.staff:,} by staff), {summary.unchanged:,} already there, "
            f"{summary.rejected:,} rejected. {summary.people:,} new people."
        )
        if summary.noted:
            self.stdout.write(
                f"{summary.noted:,} of them have a place or role we do not know: kept as not known."
            )
        if summary.ignored_columns:
            self.stdout.write(f"Columns passed over: {', '.join(summary.ignored_columns)}.")
        if where:
            self.stdout.write(f"Rejected rows and why: {where}")


def _use_little_memory() -> None:
    """Read SQLite's file through its small cache: mapped into memory, it would count as ours."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")


class _Table:
    """A CSV file that is made when its first row comes, safe to open in a spreadsheet."""

    def __init__(self, path: Path, stack: ExitStack):
        self.path = path
        self._stack = stack
        self._writer: csv.DictWriter | None = None

    def write(self, row: dict) -> None:
        names = {name or "more_cells": safe_cell(value) for name, value in row.items()}
        if self._writer is None:
            file = self._stack.enter_context(self.path.open("w", encoding="utf-8-sig", newline=""))
            fields = [*names, *(() if "more_cells" in names else ("more_cells",))]
            self._writer = csv.DictWriter(file, fields)
            self._writer.writeheader()
        self._writer.writerow(names)


def _checked(rows, summary: Summary):
    """Yield the rows after a look at the names of the columns. Raises `SpreadsheetError`."""
    for place, (line, cells) in enumerate(rows):
        if place == 0:
            missing = [name for name in REQUIRED if name not in cells]
            if missing:
                words = "The column {} is missing" if len(missing) == 1 else "These columns are missing: {}"
                raise SpreadsheetError(
                    f"{words.format(', '.join(missing))}. "
                    f"The first row has to name these columns: {', '.join(COLUMNS)}."
                )
            summary.ignored_columns = [name for name in cells if name and name not in COLUMNS]
        yield line, cells
