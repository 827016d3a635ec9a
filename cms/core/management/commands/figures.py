"""Tell the figures of the site."""

import csv
import json
from argparse import RawDescriptionHelpFormatter
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cms.core.exports import safe_cell
from cms.core.measures import Figures, Measure, all_measures

EXPLAINED = """Tell a figure of the site, computed from its rows.

Days are inclusive and those of London. Without --from the period begins with the first day there is anything
to count. Without --to it ends today, or with the last day there is anything to count if that is later;
without either it ends with that day. A period that begins after its end has no rows. Without --by there are
no rows, only totals. Days, weeks (by their Monday) and months without anything are rows with 0. What is not
known is a row with no name, at the end.

Exit code: 0, or 1 with a sentence when the question makes no sense."""


class Command(BaseCommand):
    """`figures downloads --by month`."""

    # Figures do not depend on URLs and templates: starts in half the time.
    requires_system_checks = ()

    def create_parser(self, *args, **kwargs):
        """Keep the paragraphs of the help, and list the measures there are."""
        measures = "\n".join(
            f"  {name:12} {measure.summary} By {', '.join(measure.breakdowns)}."
            for name, measure in all_measures().items()
        )
        parser = super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)
        parser.description = f"{EXPLAINED}\n\nMeasures:\n{measures}"
        return parser

    def add_arguments(self, parser):
        """What may be said on the command line."""
        parser.add_argument("measure")
        parser.add_argument("--resource", metavar="SLUG", help="of one guide alone")
        parser.add_argument("--from", dest="first", metavar="DAY", help="first day, as 2017-11-22")
        parser.add_argument("--to", dest="last", metavar="DAY", help="last day, included")
        parser.add_argument("--by", help="a row for each day, week, month, source …")
        parser.add_argument("--format", choices=["json", "csv", "table"], default="table")

    def handle(self, *, measure: str, first: str | None, last: str | None, by: str | None, **options):
        """Ask the measure and write down its answer."""
        with translation.override("en"):
            found = _measure(measure)
            if by is not None and by not in found.breakdowns:
                raise CommandError(
                    f"“{measure}” cannot be told by {by}, only by {', '.join(found.breakdowns)}."
                )
            filters = {name: options[name] for name in ("resource",) if options[name] is not None}
            for name in filters:
                if name not in found.filters:
                    raise CommandError(f"“{measure}” has no --{name}.")
            first_day, last_day = _day(first, "--from"), _day(last, "--to")
            if first_day and last_day and first_day > last_day:
                raise CommandError(f"--from {first_day} comes after --to {last_day}.")
            try:
                figures = found.read(first=first_day, last=last_day, by=by, filters=filters)
            except ValueError as error:
                raise CommandError(str(error)) from error
        getattr(self, f"_write_{options['format']}")(figures)

    def _write_json(self, figures: Figures) -> None:
        self.stdout.write(json.dumps(figures.as_dict(), ensure_ascii=False, indent=2))

    def _write_csv(self, figures: Figures) -> None:
        """Write the rows alone; without a breakdown, the totals as one row."""
        rows = figures.rows if figures.by else [figures.total]
        writer = csv.writer(self.stdout, lineterminator="\n")
        names = list(rows[0]) if rows else list(figures.columns)
        writer.writerow(names)
        writer.writerows([safe_cell(row[name]) for name in names] for row in rows)

    def _write_table(self, figures: Figures) -> None:
        self.stdout.write(f"{figures.measure}, {figures.first or '…'} to {figures.last or '…'}")
        if figures.rows:
            names = list(figures.rows[0])
            lines = [names, *([_cell(row[name]) for name in names] for row in figures.rows)]
            widths = [max(len(line[place]) for line in lines) for place in range(len(names))]
            for line in lines:
                cells = [line[0].ljust(widths[0])]
                cells += [cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)]
                self.stdout.write("  ".join(cells).rstrip())
        for title, numbers in (("total", figures.total), *figures.more.items()):
            said = ", ".join(f"{name.replace('_', ' ')} {_cell(number)}" for name, number in numbers.items())
            self.stdout.write(f"{title}: {said}")


def _measure(name: str) -> Measure:
    measures = all_measures()
    if name not in measures:
        raise CommandError(f"There is no measure “{name}”, only {', '.join(measures)}.")
    return measures[name]


def _day(text: str | None, option: str) -> date | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"{option} “{text}” is no day. Write it like 2017-11-22.") from error


def _cell(value: object) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int | float) else str(value)
