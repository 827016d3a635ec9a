"""Figures of downloads, computed from the rows themselves, so that they can be checked against them.

The screens read daily tallies instead, see `admin_views.reads`; a test holds the two together.
"""

from collections.abc import Callable, Iterator
from datetime import date

from django.db.models import BigIntegerField, Case, CharField, Count, F, Max, Min, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Substr, TruncWeek

from cms.core.measures import Figures
from cms.core.periods import days, ends_of, months, moving_average, weeks
from cms.people.choices import Role
from cms.places.choices import HomeNation, Region
from cms.places.reports import country_name

from ..choices import Outcome
from ..models import Download, HeardSource, Resource

BREAKDOWNS = ("day", "week", "month", "source", "region", "role", "country", "resource")
OUTSIDE_ENGLAND = "Outside England"

# The place says England, or nothing at all, and no one region.
UNKNOWN_REGION = Q(region=Region.UNCLEAR) | Q(region="", country__in=["", "GB", HomeNation.ENGLAND])


def downloads(
    *,
    first: date | None = None,
    last: date | None = None,
    by: str | None = None,
    resource: Resource | None = None,
    today: date | None = None,
) -> Figures:
    """Return counted downloads, the people behind them and what was left out, in a period.

    Args:
        first, last: days in London, both included; None leaves that end open, and the answer names the
            first or last day with a counted download.
        by: one of `BREAKDOWNS`, or None for totals alone.
        resource: one guide, or None for the suite.
        today: the day in London up to which a period lasts that has a beginning and no end.

    `people` are distinct downloaders, so those of rows may add up to more than the total. `first_ever`
    are downloads that were somebody's first of the whole suite. `unknown.region` are downloads that cannot
    be put in a region of England nor outside it.
    """
    everything = Download.objects.in_period(first, last)
    if resource is not None:
        everything = everything.filter(resource=resource)
    counted = everything.counted().order_by()
    sums = counted.aggregate(
        downloads=Count("pk"),
        people=Count("downloader", distinct=True),
        first_ever=Count("pk", filter=Q(first_ever=True)),
        region=Count("pk", filter=UNKNOWN_REGION),
        first=Min("day"),
        last=Max("day"),
    )
    first_day, last_day = ends_of(first, last, counted=(sums["first"], sums["last"]), today=today)
    left_out = dict(everything.excluded().order_by().values_list("outcome").annotate(Count("pk")))
    return Figures(
        measure="downloads",
        first=first_day,
        last=last_day,
        by=by,
        rows=list(_rows(counted, by, first_day, last_day)) if by else [],
        total={name: sums[name] for name in ("downloads", "people", "first_ever")},
        more={
            "excluded": {
                outcome.value: left_out.get(outcome.value, 0)
                for outcome in (Outcome.REPEAT, Outcome.ROBOT, Outcome.STAFF)
            },
            "unknown": {"region": sums["region"]},
        },
        columns=(by, "downloads", "people", *(["moving_average"] if by == "month" else [])) if by else (),
    )


def _rows(counted: QuerySet, by: str, first: date | None, last: date | None) -> Iterator[dict]:
    if by in ("day", "week", "month"):
        return _rows_in_time(counted, by, first, last)
    return _rows_by_name(counted, by)


def _rows_in_time(counted: QuerySet, by: str, first: date | None, last: date | None) -> Iterator[dict]:
    """Yield every day, week (its Monday) or month of the period; the ends count the period's days alone."""
    if first is None or last is None:
        return
    # A month is cut out of the text of the day: on SQLite many times faster than to truncate each date.
    step, bucket = {
        "day": (days, F("day")),
        "week": (weeks, TruncWeek("day")),
        "month": (months, Substr(Cast("day", CharField()), 1, 7)),
    }[by]
    found = _grouped(counted, bucket)
    keys = [start.strftime("%Y-%m") if by == "month" else start for start in step(first, last)]
    pairs = [found.get(key, (0, 0)) for key in keys]
    averages = moving_average([downloads for downloads, _ in pairs])
    for key, (number, people), average in zip(keys, pairs, averages, strict=True):
        row = {by: str(key), "downloads": number, "people": people}
        yield row | {"moving_average": average} if by == "month" else row


def _rows_by_name(counted: QuerySet, by: str) -> Iterator[dict]:
    """Yield what there is, most first; what is not known comes last, with no name."""
    found = _NAMED[by](counted)
    rows = sorted(found.items(), key=lambda pair: (pair[0] is None, -pair[1][0], pair[0] or ""))
    for name, (number, people) in rows:
        yield {by: name, "downloads": number, "people": people}


def _grouped(counted: QuerySet, bucket) -> dict:
    """Return downloads and distinct people for each value of an expression."""
    return {
        key: (number, people)
        for key, number, people in counted.annotate(bucket=bucket)
        .values_list("bucket")
        .annotate(number=Count("pk"), people=Count("downloader", distinct=True))
    }


def _by_source(counted: QuerySet) -> dict:
    """By the source that words were sorted into, else the one chosen; merged sources count as one."""
    sources = {source.pk: source for source in HeardSource.objects.all()}
    merged = {pk: root for pk in sources if (root := _root(sources, pk)) != pk}
    bucket = Case(
        *(When(heard_id=pk, then=Value(root)) for pk, root in merged.items()),
        default="heard_id",
        output_field=BigIntegerField(),
    )
    found = _grouped(counted.with_heard(), bucket)
    return {sources[pk].name if pk else None: numbers for pk, numbers in found.items()}


def _root(sources: dict[int, HeardSource], pk: int) -> int:
    """Follow merges to the source that stands for them all."""
    seen = set()
    while (into := sources[pk].merged_into_id) and pk not in seen:
        seen.add(pk)
        pk = into
    return pk


def _by_region(counted: QuerySet) -> dict:
    """By the nine regions; "Unclear" straddles a border, "Outside England" is known to be elsewhere."""
    bucket = Case(
        When(~Q(region=""), then=F("region")),
        When(UNKNOWN_REGION, then=Value("")),
        default=Value("outside"),
        output_field=CharField(),
    )
    names = {"": None, "outside": OUTSIDE_ENGLAND, Region.UNCLEAR.value: "Unclear"}
    found = _grouped(counted, bucket)
    return {names[code] if code in names else str(Region(code).label): found[code] for code in found}


def _by_role(counted: QuerySet) -> dict:
    found = _grouped(counted, F("role"))
    return {str(Role(code).label) if code in Role.values else code or None: found[code] for code in found}


def _by_country(counted: QuerySet) -> dict:
    found = _grouped(counted, F("country"))
    return {country_name(code) or None: found[code] for code in found}


def _by_resource(counted: QuerySet) -> dict:
    return _grouped(counted, F("resource__slug"))


_NAMED: dict[str, Callable[[QuerySet], dict]] = {
    "source": _by_source,
    "region": _by_region,
    "role": _by_role,
    "country": _by_country,
    "resource": _by_resource,
}
