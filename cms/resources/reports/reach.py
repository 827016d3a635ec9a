"""Which schools the suite has reached, of how many that are open.

A school is reached when somebody matched to it has a counted download. A closed school counts for the one
that came after it (`cms.people.rules.succession`); one without a single open successor stands apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet

from cms.core.measures import Figures
from cms.core.periods import ends_of, months
from cms.people.models import Organisation
from cms.people.reports.organisations import LONGEST_CHAIN, standing_for
from cms.places.choices import LinkKind, Region, SchoolStatus
from cms.places.models import School, SchoolGroup, SchoolLink
from cms.places.reports import authority_name

from ..models import Download, ReachedSchool

SCHOOL_BREAKDOWNS = ("region", "authority", "trust", "month")
OPEN = (SchoolStatus.OPEN, SchoolStatus.CLOSING)
NO_TRUST = "No trust"


@dataclass(frozen=True, slots=True)
class Reached:
    """The open schools that were reached, by URN, and the closed ones nobody stands for."""

    schools: frozenset[int]
    closed: frozenset[int]


@dataclass(frozen=True, slots=True)
class Known:
    """How many of some schools know us: `schools` of `of`, both open today."""

    schools: int
    of: int

    @property
    def share(self) -> float | None:
        """The share, from 0 to 1; None of no school."""
        return self.schools / self.of if self.of else None


def _erased(first: date | None, last: date | None) -> QuerySet[ReachedSchool]:
    """What erased people leave: a month counts when the period has a day of it."""
    found = ReachedSchool.objects.all()
    if first is not None:
        found = found.filter(month__gte=first.replace(day=1))
    if last is not None:
        found = found.filter(month__lte=last)
    return found


def _urns(first: date | None, last: date | None, among: Iterable[int] | None = None) -> set[int]:
    """The schools with a counted download in a period, as the register had them when they were matched."""
    taken = Download.objects.counted().in_period(first, last).filter(person__organisation=OuterRef("pk"))
    found = Organisation.objects.filter(Exists(taken.order_by()), school__isnull=False)
    erased = _erased(first, last)
    if among is not None:
        urns = list(among)
        found, erased = found.filter(school__in=urns), erased.filter(school__in=urns)
    return {
        *found.order_by().values_list("school", flat=True),
        *erased.order_by().values_list("school", flat=True),
    }


def reached_schools(*, first: date | None = None, last: date | None = None) -> Reached:
    """The schools reached in a period, both days included. A handful of queries."""
    standing = standing_for(_urns(first, last))
    return Reached(
        frozenset(urn for urn in standing.values() if urn is not None),
        frozenset(urn for urn, stands in standing.items() if stands is None),
    )


def _with_those_before(schools: QuerySet[School]) -> tuple[set[int], set[int]]:
    """The open ones of these schools, and the same with every school that came before them."""
    wanted = set(schools.filter(status__in=OPEN).values_list("pk", flat=True))
    asked, newest = set(wanted), set(wanted)
    for _step in range(LONGEST_CHAIN):
        before = SchoolLink.objects.filter(kind=LinkKind.SUCCESSOR, urn__in=newest)
        newest = set(before.values_list("school", flat=True)) - asked
        if not newest:
            break
        asked |= newest
    return wanted, asked


def known_of(schools: QuerySet[School]) -> tuple[Known, frozenset[int]]:
    """How many of these schools know us, of those open today, and the URNs of those that do.

    Reads nothing of other schools but those that came before these.
    """
    wanted, asked = _with_those_before(schools)
    known = wanted & set(standing_for(_urns(None, None, asked)).values())
    return Known(len(known), len(wanted)), frozenset(known)


@dataclass(frozen=True, slots=True)
class SchoolLine:
    """An open school, and what its people and those of the schools before it have taken."""

    school: School
    knows_us: bool
    people: int = 0
    downloads: int = 0
    first: date | None = None
    last: date | None = None


def lines_of(schools: QuerySet[School]) -> list[SchoolLine]:
    """Each of these schools that is open, by name, with what was taken there. A handful of queries."""
    wanted, asked = _with_those_before(schools)
    _known, known = known_of(schools)
    standing = standing_for(asked)
    taken = (
        Download.objects.counted()
        .filter(person__organisation__school__in=asked)
        .order_by()
        .values_list("person__organisation__school")
        .annotate(
            people=Count("downloader", distinct=True),
            downloads=Count("pk"),
            first=Min("day"),
            last=Max("day"),
        )
    )
    sums: dict[int, list[tuple]] = defaultdict(list)
    for urn, *numbers in taken:
        if standing[urn] in wanted:
            sums[standing[urn]].append(tuple(numbers))
    lines = []
    for school in schools.filter(pk__in=wanted).order_by("name", "pk"):
        rows = sums[school.pk]
        lines.append(
            SchoolLine(
                school=school,
                knows_us=school.pk in known,
                people=sum(row[0] for row in rows),
                downloads=sum(row[1] for row in rows),
                first=min((row[2] for row in rows), default=None),
                last=max((row[3] for row in rows), default=None),
            )
        )
    return lines


def schools(
    *,
    first: date | None = None,
    last: date | None = None,
    by: str | None = None,
    today: date | None = None,
) -> Figures:
    """Return how many different schools were reached in a period, of how many open today.

    Args:
        first, last: days in London, both included; None leaves that end open, and the answer names the first
            or last day with a counted download of somebody whose school is known.
        by: one of `SCHOOL_BREAKDOWNS`, or None for totals alone.
        today: the day in London up to which a period lasts that has a beginning and no end.

    `of` counts the schools open today, whatever the period. By month there is no `of`; `first_time` are
    schools never reached in a month before. `unknown.people` are downloaders of the period whose school is
    not known; `unknown.closed` are closed schools reached that no single open school stands for.
    """
    reached = reached_schools(first=first, last=last)
    counted = Download.objects.counted().in_period(first, last).order_by()
    known = Q(person__organisation__school__isnull=False) | Q(school_was_known=True)
    unknown = counted.exclude(known).aggregate(people=Count("downloader", distinct=True))
    if first is None or last is None:
        ends = counted.filter(known).aggregate(first=Min("day"), last=Max("day"))
        first, last = ends_of(first, last, counted=(ends["first"], ends["last"]), today=today)
    rows = {"region": _by_region, "authority": _by_authority, "trust": _by_trust}
    return Figures(
        measure="schools",
        first=first,
        last=last,
        by=by,
        rows=_by_month(first, last) if by == "month" else rows[by](reached) if by else [],
        total={"schools": len(reached.schools), "of": School.objects.filter(status__in=OPEN).count()},
        more={"unknown": {"people": unknown["people"], "closed": len(reached.closed)}},
        columns=(by, "schools", "first_time" if by == "month" else "of") if by else (),
    )


def _grouped(reached: Reached, column: str) -> dict[object, tuple[int, int]]:
    """For each value of a column of the register: the schools reached, and those open."""
    of = dict(
        School.objects.filter(status__in=OPEN).order_by().values_list(column).annotate(number=Count("pk"))
    )
    have = Counter(School.objects.filter(pk__in=reached.schools).order_by().values_list(column, flat=True))
    return {key: (have[key], of.get(key, 0)) for key in {*of, *have}}


def _rows(by: str, found: Iterable[tuple[str | None, tuple[int, int]]]) -> list[dict]:
    """Most first; what is not known comes last, with no name."""
    ordered = sorted(found, key=lambda pair: (pair[0] is None, -pair[1][0], -pair[1][1], pair[0] or ""))
    return [{by: name, "schools": number, "of": of} for name, (number, of) in ordered]


def _by_region(reached: Reached) -> list[dict]:
    found = _grouped(reached, "region")
    named = (
        (str(Region(code).label) if code in Region.values else None, numbers)
        for code, numbers in found.items()
    )
    return _rows("region", _joined(named))


def _by_authority(reached: Reached) -> list[dict]:
    found = _grouped(reached, "authority")
    return _rows("authority", _joined((authority_name(code) or None, pair) for code, pair in found.items()))


def _joined(found: Iterable[tuple[str | None, tuple[int, int]]]) -> list[tuple[str | None, tuple[int, int]]]:
    """One line for one name: several codes may have none."""
    sums: dict[str | None, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for name, (number, of) in found:
        sums[name] = (sums[name][0] + number, sums[name][1] + of)
    return list(sums.items())


def _by_trust(reached: Reached) -> list[dict]:
    """Trusts with a school that was reached, and the schools of no trust together."""
    found = {key: pair for key, pair in _grouped(reached, "trust").items() if pair[0] or key is None}
    names = dict(SchoolGroup.objects.filter(pk__in=[key for key in found if key]).values_list("uid", "name"))
    return _rows("trust", [(names.get(key, NO_TRUST), pair) for key, pair in found.items()])


def _by_month(first: date | None, last: date | None) -> list[dict]:
    """Every month of the period, with the schools reached in it and those never reached in a month before."""
    if first is None or last is None:
        return []
    taken = (
        Download.objects.counted()
        .in_period(None, last)
        .filter(person__organisation__school__isnull=False)
        .order_by()
        .values_list("person__organisation__school", "day")
        .distinct()
    )
    inside: dict[date, set[int]] = defaultdict(set)
    before: set[int] = set()
    for urn, day in taken:
        if day >= first:
            inside[day.replace(day=1)].add(urn)
        else:
            before.add(urn)
    for urn, month in _erased(None, last).values_list("school", "month"):
        if month >= first.replace(day=1):
            inside[month].add(urn)
        else:
            before.add(urn)
    standing = standing_for(before.union(*inside.values()))
    seen = {standing[urn] for urn in before}
    rows = []
    for month in months(first, last):
        here = {standing[urn] for urn in inside[month]} - {None}
        rows.append({"month": f"{month:%Y-%m}", "schools": len(here), "first_time": len(here - seen)})
        seen |= here
    return rows
