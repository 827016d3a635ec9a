"""Propose who is chosen, from any pool, so that anybody can check it."""

from __future__ import annotations

import csv
import json
from argparse import RawDescriptionHelpFormatter
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from cms.core.exports import safe_cell
from cms.core.spreadsheets import SpreadsheetError, read_rows
from courses.assessment.rules import PoolError, Proposal, propose
from courses.assessment.rules.pool import read_pool, read_quotas
from courses.assessment.rules.solving import SolverError

if TYPE_CHECKING:
    from argparse import ArgumentParser

EXPLAINED = """Propose the people with the highest total score for the places, under quotas, exactly.

The pool has the columns id and score, and any others as attributes; the quotas have the columns attribute,
value, minimum, maximum (an empty minimum is 0, an empty maximum no limit). Somebody in several quotas counts
for each. Equal scores are put in order by a draw that --seed repeats.

Exit code: 0 when there is a proposal, 2 when the quotas cannot be met (the answer says why and what would
help), 1 with a sentence when a file cannot be used."""


class Command(BaseCommand):
    """`selection --file pool.csv --quotas quotas.csv --places 28`."""

    requires_system_checks = ()

    def create_parser(self, *args: Any, **kwargs: Any) -> Any:
        """Keep the paragraphs of the help."""
        parser = super().create_parser(*args, formatter_class=RawDescriptionHelpFormatter, **kwargs)
        parser.description = EXPLAINED
        return parser

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What may be said on the command line."""
        parser.add_argument("--file", required=True, metavar="POOL.csv", help="id,score and attributes")
        parser.add_argument("--quotas", metavar="QUOTAS.csv", help="attribute,value,minimum,maximum")
        parser.add_argument("--places", required=True, help="how many can be chosen")
        parser.add_argument("--seed", default="0", help="a whole number; the same one repeats the draw")
        parser.add_argument("--format", choices=["json", "csv", "table"], default="table")

    def handle(self, *, places: str, seed: str, **options: Any) -> None:
        """Read, propose, print."""
        with translation.override("en"):
            pool = _read(options["file"], read_pool)
            names = {name for one in pool for name in one.attributes}
            quotas = (
                _read(options["quotas"], lambda rows: read_quotas(rows, names)) if options["quotas"] else []
            )
            try:
                proposal = propose(
                    pool, quotas, places=_whole("--places", places), seed=_whole("--seed", seed)
                )
            except (ValueError, SolverError) as error:
                raise CommandError(str(error)) from error
        scores = {one.id: one.score for one in pool}
        getattr(self, f"_write_{options['format']}")(proposal, scores)
        if not proposal.feasible:
            raise SystemExit(2)

    def _write_json(self, proposal: Proposal, scores: dict[str, Decimal]) -> None:
        self.stdout.write(json.dumps(as_json(proposal), indent=2, ensure_ascii=False))

    def _write_csv(self, proposal: Proposal, scores: dict[str, Decimal]) -> None:
        if not proposal.feasible:
            self.stderr.write(proposal.why)
            return
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(["id", "score", "selected", "reason"])
        chosen = set(proposal.selected)
        for name, reason in (proposal.reasons or {}).items():
            row = (name, scores[name], "yes" if name in chosen else "no", reason)
            writer.writerow([safe_cell(str(cell)) for cell in row])

    def _write_table(self, proposal: Proposal, scores: dict[str, Decimal]) -> None:
        if not proposal.feasible:
            self.stdout.write(f"Not possible. {proposal.why}")
            for change in proposal.relaxation:
                self.stdout.write(f"  {change.quota}: {change.bound} {change.before} → {change.after}")
            return
        chosen = set(proposal.selected)
        for name, reason in (proposal.reasons or {}).items():
            self.stdout.write(f"{'✓' if name in chosen else ' '} {name:12} {scores[name]:>10}  {reason}")
        self.stdout.write(f"{len(chosen)} selected, total score {proposal.total.normalize():f}")
        for price in proposal.price:
            self.stdout.write(f"  {price.quota} costs {price.cost.normalize():f}")


def as_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as the plain values that JSON has."""
    if not proposal.feasible:
        return {
            "feasible": False,
            "why": proposal.why,
            "relaxation": [
                {"quota": str(one.quota), "bound": one.bound, "from": one.before, "to": one.after}
                for one in proposal.relaxation
            ],
        }
    return {
        "feasible": True,
        "selected": list(proposal.selected),
        "total_score": _number(proposal.total),
        "reasons": proposal.reasons,
        "price": [{"quota": str(one.quota), "cost": _number(one.cost)} for one in proposal.price],
        "reserves": {name: list(others) for name, others in (proposal.reserves or {}).items()},
        "near_ties": list(proposal.near_ties),
    }


def _number(value: Decimal) -> int | float:
    return int(value) if value == value.to_integral_value() else float(value)


def _read(name: str, reader: Any) -> Any:
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"There is no file {name}.")
    try:
        return reader(read_rows(path))
    except (PoolError, SpreadsheetError, OSError) as error:
        raise CommandError(f"{path.name}: {error}") from error


def _whole(option: str, text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise CommandError(f"{option} “{text}” is no whole number.") from error
