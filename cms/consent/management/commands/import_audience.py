"""Bring in an audience from Mailchimp."""

import csv
import json
import sys
from argparse import RawDescriptionHelpFormatter
from contextlib import ExitStack
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from cms.consent.imports import ArchiveError, Fate, Importer, Judged
from cms.core.exports import safe_cell
from cms.core.rejects import drop_stale, rejects_path
from cms.core.spreadsheets import SpreadsheetError

SHOWN = 100


class Command(BaseCommand):
    """`import_audience audience.zip`."""

    help = """Bring in a Mailchimp audience: the zip that “Export audience” gives, as it comes.

It holds three lists, whose names begin with cleaned, unsubscribed and subscribed. The first two are read
first: who left or cannot be reached is never mailed, whatever the third list says. Of the subscribed only
those count as a yes who signed up themselves and confirmed it (OPTIN_TIME and CONFIRM_TIME); the others are
kept as not known, and not mailed. Network addresses and guessed places in the file are not kept.

A row that cannot be read goes with the reason to a file, FILE.rejected.csv unless --rejected names another.
A run that rejects none takes the file of an earlier one away. A second run changes nothing.

--dry-run tells the same and writes nothing; the rejected rows only to a file that --rejected names.

Exit code: 0 every row is dealt with (now or before), 2 some rows were rejected, 1 nothing could be brought
in."""

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument("file", metavar="FILE.zip")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--rejected", metavar="FILE", help="where rejected rows go")
        parser.add_argument(
            "--report", metavar="FILE", help="write what became of every row to this CSV file"
        )
        parser.add_argument("--format", choices=["text", "json"], default="text", help="of the summary")
        parser.add_argument(
            "--incomplete",
            action="store_true",
            help="go on where the zip has no list of the cleaned or the unsubscribed, because there are none",
        )

    def handle(self, *, file: str, **options):
        """Import, tell row by row, and sum up."""
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"There is no file {file}.")
        with translation.override("en"), ExitStack() as stack:
            importer = Importer(now=timezone.now(), dry_run=options["dry_run"])
            beside = rejects_path(options["rejected"], path, dry_run=options["dry_run"])
            rejected = _Table(beside, stack) if beside else None
            report = _Table(Path(options["report"]), stack) if options["report"] else None
            try:
                for judged in importer.run(path, incomplete=options["incomplete"]):
                    about = {"list": judged.kind.value, "line": judged.line}
                    if judged.fate == Fate.REJECTED and rejected:
                        rejected.write(about | {"reason": judged.words} | judged.cells)
                    if report:
                        report.write(about | {"became": judged.fate.value, "note": judged.words})
                    self._tell(judged, importer, options)
                if not importer.summary.fates[Fate.REJECTED] and not options["dry_run"]:
                    drop_stale(beside, imported=path)
            except (ArchiveError, SpreadsheetError) as error:
                raise CommandError(f"{path.name}: {error}") from error
            except OSError as error:
                raise CommandError(f"A file cannot be read or written: {error.strerror}") from error
        self._sum_up(importer.summary, options, rejected)
        wrong = importer.summary.fates[Fate.REJECTED]
        if wrong:
            sys.exit(2 if importer.summary.rows > wrong else 1)

    def _tell(self, judged: Judged, importer: Importer, options: dict) -> None:
        """Why a row was rejected; with -v 2 what became of each. Never an address: a terminal is kept too."""
        if options["format"] == "json":
            return
        rejected = judged.fate == Fate.REJECTED
        if (rejected and importer.summary.fates[Fate.REJECTED] <= SHOWN) or options["verbosity"] > 1:
            self.stdout.write(
                f"{judged.kind} line {judged.line}: {judged.fate.value}. {judged.words}".rstrip()
            )

    def _sum_up(self, summary, options: dict, rejected: "_Table | None") -> None:
        where = str(rejected.path) if rejected and rejected.is_begun else None
        if options["format"] == "json":
            told = {"dry_run": options["dry_run"]} | summary.as_dict() | {"rejected_file": where}
            self.stdout.write(json.dumps(told, ensure_ascii=False))
            return
        would = " would be" if options["dry_run"] else ""
        counts = summary.fates
        self.stdout.write(
            f"{summary.rows:,} rows:{would} {counts[Fate.SUPPRESSED]:,} never mailed from now on, "
            f"{counts[Fate.GIVEN]:,} with a yes that is proven, {counts[Fate.UNKNOWN]:,} not known and not "
            f"mailed, {counts[Fate.LEFT_OUT]:,} left out because they said no, {counts[Fate.UNCHANGED]:,} as "
            f"before, {counts[Fate.REJECTED]:,} rejected. {summary.people:,} new people."
        )
        if summary.passed_over:
            self.stdout.write(f"Columns passed over: {', '.join(summary.passed_over)}.")
        if where:
            self.stdout.write(f"Rejected rows and why: {where}")


class _Table:
    """A CSV file that is made when its first row comes, safe to open in a spreadsheet."""

    def __init__(self, path: Path, stack: ExitStack):
        self.path = path
        self.is_begun = False
        self._stack = stack

    def write(self, row: dict) -> None:
        """Add a row; the cells of one that has other columns than the first stand in the last one."""
        names = {name or "more_cells": safe_cell(value) for name, value in row.items()}
        if not self.is_begun:
            file = self._stack.enter_context(self.path.open("w", encoding="utf-8-sig", newline=""))
            self._fields = [*(name for name in names if name != "more_cells"), "more_cells"]
            self._writer = csv.DictWriter(file, self._fields)
            self._writer.writeheader()
            self.is_begun = True
        other = [f"{name}: {value}" for name, value in names.items() if name not in self._fields and value]
        if other:
            names["more_cells"] = safe_cell("; ".join([*filter(None, [names.get("more_cells")]), *other]))
        self._writer.writerow({name: names.get(name, "") for name in self._fields})
