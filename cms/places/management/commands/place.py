"""Tell where postcodes are."""

import csv
import json
import sys
from argparse import RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cms.core.spreadsheets import SpreadsheetError, read_lines
from cms.places.choices import Method
from cms.places.reports import authority_name, country_name, region_name
from cms.places.services import locate

COLUMNS = ("postcode", "method", "country", "region", "authority")
WIDTHS = (10, 8, 18, 26, 0)


class Command(BaseCommand):
    """`place LS1 4AP` and its file of many."""

    # Places do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    help = """Tell the country, region and (roughly) local authority of postcodes.

A postcode with a space is one argument: place "LS1 4AP" M1. What is not known stays empty; a district
that straddles a border says "unclear" for its region. `method` tells how it was found out: sector, outcode,
area, or none where the postcode is no postcode.

Exit code: 0 each has its answer, 3 not one of them is a place we know, 1 the file cannot be read."""

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help."""
        return super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument("postcodes", nargs="*", metavar="POSTCODE")
        parser.add_argument("--file", help="a file with one postcode a line; blank lines are passed over")
        parser.add_argument("--format", choices=["json", "csv", "table"], default="table")

    def handle(self, *, postcodes: list[str], file: str | None, format: str, **options):  # noqa: A002 - the option's own name
        """Look each up and write it down as soon as it is known."""
        if not postcodes and not file:
            raise CommandError("Name a postcode, or a file of them with --file.")
        if file and not Path(file).is_file():
            raise CommandError(f"There is no file {file}.")
        counts = {"found": 0, "missing": 0}
        typed = chain(postcodes, read_lines(Path(file)) if file else ())
        with translation.override("en"):
            rows = self._rows((text for text in typed if text.strip()), counts)
            try:
                getattr(self, f"_write_{format}")(rows)
            except SpreadsheetError as error:
                raise CommandError(str(error)) from error
        if counts["missing"] and not counts["found"]:
            sys.exit(3)

    def _rows(self, typed: Iterable[str], counts: dict[str, int]) -> Iterator[dict[str, str | None]]:
        for number, text in enumerate(typed, start=1):
            place = locate(postcode=text)
            counts["missing" if place.method == Method.NONE else "found"] += 1
            if number % 100_000 == 0:
                self.stderr.write(f"{number:,} postcodes looked up")
            yield {
                "postcode": place.postcode or text.strip(),
                "method": str(place.method),
                "country": country_name(place.country) or None,
                "region": _region(place.region),
                "authority": authority_name(place.authority) or None,
            }

    def _write_json(self, rows: Iterator[dict]) -> None:
        separator = "["
        for row in rows:
            self.stdout.write(separator + json.dumps(row, ensure_ascii=False), ending="")
            separator = ",\n "
        self.stdout.write("[]" if separator == "[" else "]")

    def _write_csv(self, rows: Iterator[dict]) -> None:
        writer = csv.DictWriter(self.stdout, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)

    def _write_table(self, rows: Iterator[dict]) -> None:
        self.stdout.write(_line(COLUMNS))
        for row in rows:
            self.stdout.write(_line([row[column] or "" for column in COLUMNS]))


def _region(code: str) -> str | None:
    return "unclear" if code == "unclear" else region_name(code) or None


def _line(cells: Iterable[str]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(cells, WIDTHS, strict=True)).rstrip()
