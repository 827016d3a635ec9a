"""People from a table: each row understood, told what becomes of it, and written when that is wanted.

It never gives a consent: who stands in a file has agreed to nothing here.
"""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from django.db import IntegrityError, OperationalError, transaction
from django.utils.translation import gettext as _

from cms.core.inserting import insert, update
from cms.places.choices import Method
from cms.places.models import School

from ..choices import ImportMode
from ..models import Person, Tag
from .identify import _blanks, _leading_on
from .organisations import organisation_for_school
from .rows import COLUMNS, Fate, Judged, Row, understand
from .tagging import tag_named

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

__all__ = ["COLUMNS", "Fate", "Judged", "PeopleImporter"]

BATCH = 500
TRIES = 3
_PLACE = ("country", "outcode", "region", "authority", "place_method")


@dataclass(slots=True)
class _Plan:
    """One row on its way: who it is about, and what would change."""

    row: Row
    person: Person
    fate: Fate
    changes: dict[str, object] = field(default_factory=dict)
    tags: tuple[str, ...] = ()


class PeopleImporter:
    """One run over one table. With `dry_run` nothing is written and what is said of each row is the same."""

    def __init__(self, *, mode: str, now: datetime, dry_run: bool = False):
        self.mode = ImportMode(mode)
        self.now = now
        self.dry_run = dry_run
        self.counts: Counter[str] = Counter()
        self._lines: dict[object, int] = {}

    def run(self, rows: Iterable[tuple[int, dict[str, str]]]) -> Iterator[Judged]:
        """Yield what became of each row, in order, once the batch it is in has been committed."""
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            for judged in self._batch(batch):
                self.counts[judged.fate.value] += 1
                yield judged

    def _batch(self, batch: list[tuple[int, dict[str, str]]]) -> list[Judged]:
        understood: dict[int, Row | str] = {}
        for line, cells in batch:
            try:
                understood[line] = understand(cells)
            except ValueError as error:
                understood[line] = str(error)
        rows = {line: row for line, row in understood.items() if isinstance(row, Row)}
        before = dict(self._lines)
        for attempt in range(1, TRIES + 1):
            self._lines = dict(before)
            try:
                with nullcontext() if self.dry_run else transaction.atomic():
                    plans = self._plan(rows)
                    if not self.dry_run:
                        _write([plan for plan in plans.values() if isinstance(plan, _Plan)], self.now)
            except (IntegrityError, OperationalError):
                # Somebody used a form meanwhile: look again.
                if attempt == TRIES:
                    raise
            else:
                break
        return [self._judged(line, cells, plans.get(line, understood[line])) for line, cells in batch]

    def _judged(self, line: int, cells: dict[str, str], plan: _Plan | Row | str) -> Judged:
        if isinstance(plan, _Plan):
            fields = (*plan.changes, *(("tags",) if plan.tags else ()))
            return Judged(line, plan.fate, " ".join(plan.row.notes), cells, fields)
        return Judged(line, Fate.REFUSED, str(plan), cells)

    def _plan(self, rows: dict[int, Row]) -> dict[int, _Plan | str]:
        """Say of each row who it is about and what would change; a sentence where it is refused."""
        found = Person.objects.filter(email__in={row.email for row in rows.values()}).order_by("pk")
        if not self.dry_run:
            found = found.select_for_update()
        people = _leading_on({person.email: person for person in found})
        tags = _tags_of(people.values())
        schools = self._schools(rows)
        plans: dict[int, _Plan | str] = {}
        for line, row in rows.items():
            person = people.get(row.email) or Person(
                email=row.email, created_at=self.now, updated_at=self.now
            )
            who = person.pk or person.email
            if who in self._lines:
                plans[line] = _("This person stands in line %(line)s already.") % {"line": self._lines[who]}
                continue
            self._lines[who] = line
            school = schools.get(row.urn) if row.urn else None
            if row.urn and school is None:
                row = Row(
                    **{
                        **_as_dict(row),
                        "notes": (*row.notes, _("There is no school of this number in the register.")),
                    }
                )
            plans[line] = self._plan_row(row, person, school, tags.get(person.pk, set()))
        return plans

    def _plan_row(self, row: Row, person: Person, school: School | None, had: set[str]) -> _Plan:
        new = person.pk is None
        if not new and self.mode == ImportMode.SKIP:
            return _Plan(row, person, Fate.SKIPPED)
        located = row.place.as_fields() if row.place.method != Method.NONE else {}
        given = dict(row.given)
        if school is not None and "organisation_name" not in given:
            given["organisation_name"] = school.name
        if new or self.mode == ImportMode.FILL:
            # A language is never blank: it is taken for somebody new alone.
            language = given.pop("language", "")
            changes: dict[str, object] = dict(_blanks(person, given, located))
            if new and language:
                changes["language"] = language
        else:
            changes = {
                name: value for name, value in (given | located).items() if getattr(person, name) != value
            }
            if (
                located
                and "postcode" not in given
                and person.postcode
                and any(name in changes for name in _PLACE)
            ):
                changes["postcode"] = ""
        current = person.organisation.school_id if person.organisation_id and person.organisation else None
        if (
            school is not None
            and current != school.pk
            and (person.organisation_id is None or self.mode == ImportMode.UPDATE)
        ):
            changes["organisation"] = school
        tags = tuple(tag for tag in row.tags if tag.casefold() not in had)
        if new:
            return _Plan(row, person, Fate.ADDED, changes, tags)
        changed = Fate.UPDATED if self.mode == ImportMode.UPDATE else Fate.FILLED
        return _Plan(row, person, changed if changes or tags else Fate.UNCHANGED, changes, tags)

    def _schools(self, rows: dict[int, Row]) -> dict[int, School]:
        wanted = {row.urn for row in rows.values() if row.urn}
        return School.objects.in_bulk(wanted) if wanted else {}


def _as_dict(row: Row) -> dict:
    return {name: getattr(row, name) for name in Row.__slots__}


def _tags_of(people: Iterable[Person]) -> dict[int, set[str]]:
    """The tags people have, in small letters. One query."""
    found: dict[int, set[str]] = {}
    keys = {person.pk for person in people}
    through = Person.tags.through.objects.filter(person_id__in=keys)
    for pk, name in through.values_list("person_id", "tag__name"):
        found.setdefault(pk, set()).add(name.casefold())
    return found


def _write(plans: list[_Plan], now: datetime) -> None:
    """Write a batch. Raises `IntegrityError` when somebody made one of the new people meanwhile."""
    for plan in plans:
        for name, value in plan.changes.items():
            if name == "organisation":
                value = organisation_for_school(school=value)
            setattr(plan.person, name, value)
    new = [plan.person for plan in plans if plan.fate == Fate.ADDED]
    columns = [one.attname for one in Person._meta.local_concrete_fields if not one.primary_key]
    insert(Person, [{name: getattr(person, name) for name in columns} for person in new])
    keys = dict(Person.objects.filter(email__in=[person.email for person in new]).values_list("email", "pk"))
    for person in new:
        person.pk = keys[person.email]
    changed = [plan.person for plan in plans if plan.changes and plan.fate in (Fate.FILLED, Fate.UPDATED)]
    for person in changed:
        person.updated_at = now
    fields = (
        "name",
        "role",
        "organisation_name",
        "organisation",
        "postcode",
        "language",
        *_PLACE,
        "updated_at",
    )
    update(sorted(changed, key=lambda person: person.pk), fields)
    named: dict[str, Tag] = {}
    through = Person.tags.through
    links = []
    for plan in plans:
        for name in plan.tags:
            tag = named.get(name.casefold())
            if tag is None:
                tag = named[name.casefold()] = tag_named(name)
            links.append(through(person_id=plan.person.pk, tag_id=tag.pk))
    through.objects.bulk_create(links, ignore_conflicts=True)
