"""Bring people in from a table."""

import csv
import json
import sys
from argparse import RawDescriptionHelpFormatter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation

from cms.core.exports import safe_cell
from cms.core.rejects import drop_stale, rejects_path
from cms.core.spreadsheets import SpreadsheetError, read_rows
from cms.people.choices import ImportMode
from cms.people.services.files import checked
from cms.people.services.importing import COLUMNS, Fate, Judged, PeopleImporter

SHOWN = 100


class Command(BaseCommand):
    """`import_people people.csv --mode fill`."""

    # Facts do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    help = f"""Bring people in from a table saved as CSV. It never gives a consent.

Columns: {", ".join(COLUMNS)}.
Only email is needed, the others may be missing or empty; several tags stand in one cell with semicolons
between. Encoding and delimiter are found out.

--mode says what becomes of somebody we know: skip leaves them as they are, fill writes only what is blank,
update overwrites with what the file says. An empty cell never takes anything away, and tags are only added.
Somebody new is added in every mode.

A row that cannot be read goes with the reason to FILE.rejected.csv unless --rejected names another; mend it
there and import that file. A run that refuses none takes the file of an earlier one away. A second run
changes nothing.

--dry-run tells the same and writes nothing; the refused rows only to a file that --rejected names.

Exit code: 0 every row is in (now or before), 2 some rows were refused, 1 nothing could be brought in."""

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument("file", metavar="FILE.csv")
        parser.add_argument("--mode", choices=ImportMode.values, required=True, help="with people we know")
        parser.add_argument("--dry-run", action="store_true", help="say what would happen and write nothing")
        parser.add_argument("--rejected", metavar="FILE", help="where refused rows go")
        parser.add_argument("--format", choices=["text", "json"], default="text", help="of the summary")

    def handle(self, *, file: str, mode: str, **options):
        """Import, tell what was refused, and sum up."""
        path = Path(file)
        if not path.is_file():
            raise CommandError(f"There is no file {file}.")
        importer = PeopleImporter(mode=mode, now=timezone.now(), dry_run=options["dry_run"])
        refused: list[Judged] = []
        with translation.override("en"):
            try:
                for row in importer.run(checked(read_rows(path))):
                    if row.fate == Fate.REFUSED:
                        refused.append(row)
                        self._tell(row, len(refused), options)
            except SpreadsheetError as error:
                raise CommandError(f"{path.name}: {error}") from error
        where = rejects_path(options["rejected"], path, dry_run=options["dry_run"])
        if refused and where:
            write_refused(where, refused)
        elif not refused and not options["dry_run"]:
            drop_stale(where, imported=path)
        counts = {fate.value: importer.counts[fate.value] for fate in Fate}
        self._sum_up(counts, where if refused else None, options)
        if refused:
            sys.exit(2 if sum(counts.values()) > len(refused) else 1)

    def _tell(self, row: Judged, number: int, options: dict) -> None:
        if options["format"] == "text" and number <= SHOWN:
            self.stdout.write(f"line {row.line}: refused. {row.words}")

    def _sum_up(self, counts: dict[str, int], where: Path | None, options: dict) -> None:
        if options["format"] == "json":
            told = {"dry_run": options["dry_run"], **counts, "rejected_file": str(where) if where else None}
            self.stdout.write(json.dumps(told))
            return
        would = "would be " if options["dry_run"] else ""
        self.stdout.write(
            f"{sum(counts.values()):,} rows: {counts['added']:,} {would}new, "
            f"{counts['filled']:,} {would}filled in, {counts['updated']:,} {would}overwritten, "
            f"{counts['unchanged']:,} with nothing to change, "
            f"{counts['skipped']:,} known and left, {counts['refused']:,} refused."
        )
        if where:
            self.stdout.write(f"Refused rows and why: {where}")


def write_refused(path: Path, rows: list[Judged]) -> None:
    """The refused rows as they came, with the line and the reason, as CSV that is safe to open."""
    names = list(dict.fromkeys(name for row in rows for name in row.cells if name))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "reason", *names, "more_cells"])
        for row in rows:
            cells = [row.line, row.words, *(row.cells.get(name, "") for name in names), row.cells.get("", "")]
            writer.writerow([safe_cell(cell) for cell in cells])
