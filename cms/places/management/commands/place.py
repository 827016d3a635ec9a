"""Tell where postcodes are."""

import csv
import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, islice
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils import timezone, translation

from cms.core.spreadsheets import SpreadsheetError, read_lines
from cms.places.choices import Method
from cms.places.reports import authority_name, country_name, district_name, region_name
from cms.places.rules import Place
from cms.places.services import Areas, locate, locate_many

COLUMNS = ("postcode", "method", "country", "region", "authority")
# With --areas these stand behind them.
MORE = ("district", "areas")
WIDTHS = {"postcode": 10, "method": 8, "country": 18, "region": 26, "authority": 26, "district": 26}
AT_ONCE = 500


class Command(BaseCommand):
    """`place LS1 4AP` and its file of many."""

    # Places do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    help = """Tell the country, region and authority of postcodes; with --areas the district and areas too.

A postcode with a space is one argument: place "LS1 4AP" M1. What is not known stays empty; a district
that straddles a border says "unclear" for its region. `method` tells how it was found out: full (every
postcode is known, see import_postcodes), sector, outcode, area, or none where the postcode is no postcode.
With any method but full the authority is the one that most of the postcode district lies in.

`areas` are those of the schemes in the admin, on the day --on: "opportunity-areas: Derby (likely)". Sure
needs the full postcode; likely follows from a postcode district; unclear is what cannot be decided.

Exit code: 0 each has its answer, 3 not one of them is a place we know, 1 the file cannot be read."""

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument("postcodes", nargs="*", metavar="POSTCODE")
        parser.add_argument("--file", help="a file with one postcode a line; blank lines are passed over")
        parser.add_argument("--areas", action="store_true", help="tell the district and the areas as well")
        parser.add_argument(
            "--on", type=date.fromisoformat, metavar="YYYY-MM-DD", help="the day of --areas; today without"
        )
        parser.add_argument("--format", choices=["json", "csv", "table"], default="table")

    def handle(self, *, postcodes: list[str], file: str | None, on: date | None, **options):
        """Look each up and write it down as soon as it is known."""
        if not postcodes and not file:
            raise CommandError("Name a postcode, or a file of them with --file.")
        if file and not Path(file).is_file():
            raise CommandError(f"There is no file {file}.")
        counts = {"found": 0, "missing": 0}
        typed = chain(postcodes, read_lines(Path(file)) if file else ())
        with translation.override("en"):
            more = options["areas"] or on is not None
            self.columns = COLUMNS + MORE if more else COLUMNS
            areas = _areas(on or timezone.localdate()) if more else None
            rows = self._rows((text for text in typed if text.strip()), counts, areas)
            try:
                getattr(self, f"_write_{options['format']}")(rows)
            except SpreadsheetError as error:
                raise CommandError(str(error)) from error
        if counts["missing"] and not counts["found"]:
            sys.exit(3)

    def _rows(
        self, typed: Iterable[str], counts: dict[str, int], areas: Areas | None
    ) -> Iterator[dict[str, str | list[str] | None]]:
        number = 0
        typed = iter(typed)
        # One alone is answered as a form answers it.
        while texts := list(islice(typed, AT_ONCE)):
            places = locate_many(texts) if len(texts) > 1 else {texts[0]: locate(postcode=texts[0])}
            for text in texts:
                place = places.get(text, Place())
                counts["missing" if place.method == Method.NONE else "found"] += 1
                row = {
                    "postcode": place.postcode or text.strip(),
                    "method": str(place.method),
                    "country": country_name(place.country) or None,
                    "region": _region(place.region),
                    "authority": authority_name(place.authority) or None,
                }
                if "areas" in self.columns:
                    row["district"] = district_name(place.district) or None
                    row["areas"] = _words(areas, place)
                yield row
            before, number = number, number + len(texts)
            if number // 100_000 > before // 100_000:
                self.stderr.write(f"{number:,} postcodes looked up")

    def _write_json(self, rows: Iterator[dict]) -> None:
        separator = "["
        for row in rows:
            self.stdout.write(separator + json.dumps(row, ensure_ascii=False), ending="")
            separator = ",\n "
        self.stdout.write("[]" if separator == "[" else "]")

    def _write_csv(self, rows: Iterator[dict]) -> None:
        writer = csv.DictWriter(self.stdout, self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(_flat(row) for row in rows)

    def _write_table(self, rows: Iterator[dict]) -> None:
        self.stdout.write(_line({column: column for column in self.columns}))
        for row in map(_flat, rows):
            self.stdout.write(_line({column: row[column] or "" for column in self.columns}))


def _words(areas: Areas | None, place: Place) -> list[str]:
    found = areas.of(place) if areas else []
    return [f"{one.scheme}: {one.name} ({one.certainty.value})" for one in found]


def _areas(on: date) -> Areas | None:
    """The areas of a day; none before there is a database, when the bundled tables answer alone."""
    try:
        return Areas(on)
    except DatabaseError:
        return None


def _flat(row: dict) -> dict:
    """The same with one cell for all areas."""
    return row | {"areas": "; ".join(row["areas"]) or None} if "areas" in row else row


def _region(code: str) -> str | None:
    return "unclear" if code == "unclear" else region_name(code) or None


def _line(cells: dict[str, str]) -> str:
    return "  ".join(cell.ljust(WIDTHS.get(column, 0)) for column, cell in cells.items()).rstrip()
