"""Load the official register of schools."""

import json
import sys
import time
from argparse import RawDescriptionHelpFormatter
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone, translation

from cms.core.rejects import drop_stale, rejects_path
from cms.core.spreadsheets import SpreadsheetError
from cms.places.choices import Dataset
from cms.places.register.files import RegisterFile, find_files
from cms.places.register.loading import RegisterError, RegisterImport
from cms.places.register.rejects import Table
from cms.places.register.report import NAMED, Fate, Judged, Summary

EVERY_SECONDS = 2
SHOWN = 100


class Command(BaseCommand):
    """`import_schools edubasealldata20250701.csv --groups allgroupsdata20250701.csv`."""

    # Facts do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    help = f"""Load the register of schools from the files of Get Information About Schools.

Takes the register's CSV files as they are, plain or with all columns, or the zip that holds them; which file
is which is seen by its columns. Encoding, dates and lost zeros are seen to. Needed of schools are URN and
EstablishmentName; where another column is missing, what was known is kept, a new school without a status is
open, and one without an authority stands where its postcode does.

Heads' names, telephone numbers and other columns are not read. A school that a newer file leaves out is told
of and stays. All is written at once, or nothing; a second run with the same file changes nothing. A row that
cannot be read goes with the reason to a file, FILE.rejected.csv, without the columns we do not read; a run
that rejects none takes the file of an earlier one away. The summary names up to {NAMED} rows of each kind of
change, --report has all.

--dry-run tells the same and writes nothing; rejected rows only to a folder that --rejected names.

Exit code: 0 every row is in (now or before), 2 some rows were rejected, 1 nothing could be loaded."""

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument(
            "files", metavar="FILE", nargs="*", help="the register's CSV files, or a zip of them"
        )
        parser.add_argument("--groups", metavar="FILE", help="the file of trusts and other groups")
        parser.add_argument("--links", metavar="FILE", help="the file of predecessors and successors")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--older", action="store_true", help="load a file older than what is loaded")
        parser.add_argument("--rejected", metavar="FOLDER", help="the folder for files of rejected rows")
        parser.add_argument(
            "--report", metavar="FILE", help="write what became of every row to this CSV file"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="of the summary")

    def handle(self, *, files: list[str], **options):
        """Read, compare, write, and sum up."""
        given = [(Path(file), "") for file in files]
        given += [
            (Path(options[name]), kind)
            for name, kind in (("groups", Dataset.GROUPS), ("links", Dataset.LINKS))
            if options[name]
        ]
        if not given:
            raise CommandError("Name a file of the register: import_schools FILE")
        for path, _kind in given:
            if not path.is_file():
                raise CommandError(f"There is no file {path}.")
        with translation.override("en"), ExitStack() as stack:
            try:
                summaries = self._run(find_files(given, stack), options, stack)
            except (SpreadsheetError, RegisterError) as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(f"A file cannot be read or written: {error}") from error
        self._sum_up(summaries, options)
        if any(summary.rejected for summary in summaries):
            sys.exit(2 if any(summary.rows > summary.rejected for summary in summaries) else 1)

    def _run(self, files: list[RegisterFile], options: dict, stack: ExitStack) -> list[Summary]:
        _use_little_memory()
        run = RegisterImport(now=timezone.now(), older_too=options["older"])
        report = Table(Path(options["report"]), stack) if options["report"] else None
        for file in files:
            self._judge(run, file, report, options, stack)
        if not options["dry_run"]:
            if run.plans and options["verbosity"]:
                self.stderr.write("Writing …")
            run.write()
        return run.summaries

    def _judge(
        self, run: RegisterImport, file: RegisterFile, report: Table | None, options: dict, stack: ExitStack
    ) -> None:
        folder = options["rejected"]
        named = f"{Path(folder) / file.beside.name}.rejected.csv" if folder else None
        where = rejects_path(named, file.beside, dry_run=options["dry_run"])
        rejected = Table(where, stack) if where else None
        began = told = time.monotonic()
        number = turned_away = 0
        for number, judged in enumerate(run.judge(file), 1):
            if judged.fate == Fate.REJECTED:
                turned_away += 1
                if rejected:
                    rejected.write({"line": judged.line, "reason": judged.words} | judged.cells)
                    run.summaries[-1].rejected_file = str(rejected.path)
                self._tell(file, judged, turned_away, options)
            if report:
                report.write(_report_row(file, judged))
            if time.monotonic() - told > EVERY_SECONDS and options["verbosity"]:
                told = time.monotonic()
                self.stderr.write(f"{file.name}: {number:,} rows in {told - began:.0f} s")
        if number and not turned_away and not options["dry_run"]:
            drop_stale(where, imported=file.beside)

    def _tell(self, file: RegisterFile, judged: Judged, number: int, options: dict) -> None:
        """Say why a row was rejected, unless there are very many."""
        if options["format"] == "json":
            return
        if number <= SHOWN or options["verbosity"] > 1:
            self.stdout.write(f"{file.name}, line {judged.line}: rejected. {judged.words}")
        elif number == SHOWN + 1:
            self.stdout.write(
                "More rows were rejected; --rejected FOLDER writes them all down."
                if options["dry_run"] and not options["rejected"]
                else "More rows were rejected; the file of rejected rows has them all."
            )

    def _sum_up(self, summaries: list[Summary], options: dict) -> None:
        if options["format"] == "json":
            told = {"dry_run": options["dry_run"], "files": [summary.as_dict() for summary in summaries]}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        for summary in summaries:
            self._sum_up_one(summary, dry=options["dry_run"])

    def _sum_up_one(self, summary: Summary, *, dry: bool) -> None:
        name = f"{Dataset(summary.kind).label} ({summary.file})"
        if summary.loaded_before:
            self.stdout.write(
                f"{name}: this very file was loaded on {summary.loaded_before}. Nothing was changed."
            )
            return
        counts = summary.counts()
        would = "would be " if dry else ""
        self.stdout.write(
            f"{name}: {counts.pop('rows'):,} rows: {counts.pop('added'):,} {would}added, "
            f"{counts.pop('changed'):,} {would}changed, {counts.pop('unchanged'):,} as before, "
            f"{counts.pop('rejected'):,} rejected."
        )
        if counts:
            told = ", ".join(f"{number:,} {_WORDS[change]}" for change, number in counts.items())
            self.stdout.write(f"  Of those known before: {told}.")
        if summary.columns_missing:
            self.stdout.write(
                f"  Columns that are not in the file: {', '.join(summary.columns_missing)}. "
                "What was known of them is kept."
            )
        if summary.rejected_file:
            self.stdout.write(f"  Rejected rows and why: {summary.rejected_file}")


_WORDS = {
    "closed": "closed",
    "reopened": "opened again",
    "renamed": "have another name",
    "moved": "have another authority, town or postcode",
    "trust": "have another trust",
    "other": "changed otherwise",
    "vanished": "are not in this file and stay",
}


def _report_row(file: RegisterFile, judged: Judged) -> dict:
    return {
        "file": file.name,
        "line": judged.line,
        "number": judged.key or "",
        "name": judged.name,
        "became": judged.fate.value,
        "changes": ", ".join(judged.changes),
        "note": judged.words,
    }


def _use_little_memory() -> None:
    """Read SQLite's file through its small cache: mapped into memory, it would count as ours."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA mmap_size=0")
