"""What the screens read: from daily tallies where it can be, so that a figure costs the same at a million
downloads.

A week begins on Monday and a month on its first day, in London. “So far” figures are set against the same
days of the week before, because a Tuesday says nothing against seven days.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.core.cache import cache
from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.db.models.functions import TruncMonth

from cms.places.choices import Region
from cms.places.reports import authority_name, country_name

from ..choices import Outcome
from ..filters import ELSEWHERE, PERHAPS_ENGLAND
from ..models import DailyTally, Download, HeardSource, Resource

WEEKS = 26
REGIONS_KEPT_FOR = 300
CLOUD = 60


def week_began(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


@dataclass(slots=True)
class ResourceRow:
    """One guide and its counted downloads. `sparkline` is by week, the last one so far."""

    resource: Resource
    week_began: date
    month_began: date
    this_week: int = 0
    last_week: int = 0
    this_month: int = 0
    since_launch: int = 0
    sparkline: list[int] = field(default_factory=lambda: [0] * WEEKS)


def resource_rows(today: date) -> list[ResourceRow]:
    """Every guide with its figures, in the order of the suite. Three queries, however many downloads."""
    monday, month = week_began(today), today.replace(day=1)
    first = monday - timedelta(weeks=WEEKS - 1)
    rows = {
        resource.pk: ResourceRow(resource, week_began=monday, month_began=month)
        for resource in Resource.objects.all()
    }
    counted = DailyTally.objects.filter(outcome=Outcome.COUNTED)
    for pk, total in counted.values_list("resource").annotate(Sum("downloads")):
        rows[pk].since_launch = total
    days = counted.filter(day__gte=min(first, month), day__lte=today)
    for pk, day, number in days.values_list("resource", "day", "downloads"):
        row = rows[pk]
        week = (week_began(day) - first).days // 7
        if week >= 0:
            row.sparkline[week] += number
        if day >= monday:
            row.this_week += number
        elif monday - timedelta(days=7) <= day <= today - timedelta(days=7):
            row.last_week += number
        if day >= month:
            row.this_month += number
    return list(rows.values())


@dataclass(frozen=True, slots=True)
class Month:
    """Counted downloads of one month, and the mean of it and the two before; None before there are three."""

    first_day: date
    downloads: int
    moving_average: float | None


def by_month(today: date, months: int = 12) -> list[Month]:
    """The last months, the current one so far, oldest first; a month without downloads is there with 0. One
    query.

    The average is the record's own: three months, the one it stands at included.
    """
    firsts = [today.replace(day=1)]
    while len(firsts) < months + 2:
        firsts.append((firsts[-1] - timedelta(days=1)).replace(day=1))
    firsts.reverse()
    found = dict(
        DailyTally.objects.filter(outcome=Outcome.COUNTED, day__gte=firsts[0], day__lte=today)
        .annotate(month=TruncMonth("day"))
        .values_list("month")
        .annotate(Sum("downloads"))
    )
    began = (
        DailyTally.objects.filter(outcome=Outcome.COUNTED)
        .order_by("day")
        .values_list("day", flat=True)
        .first()
    )
    numbers = [found.get(first, 0) for first in firsts]
    return [
        Month(
            first_day=firsts[place],
            downloads=numbers[place],
            moving_average=round(sum(numbers[place - 2 : place + 1]) / 3, 1)
            if began and began.replace(day=1) <= firsts[place - 2]
            else None,
        )
        for place in range(2, len(firsts))
    ]


@dataclass(frozen=True, slots=True)
class Week:
    """What happened this week so far, against the same days of the week before."""

    monday: date
    today: date
    downloads: int
    last_week: int
    new_people: int
    excluded: int
    guides: list[ResourceRow]
    regions: list[tuple[str, str, int]]


def week_in_brief(today: date) -> Week:
    """The week for the home dashboard, from tallies; regions are counted from the week's rows, every five
    minutes.
    """
    guides = resource_rows(today)
    monday = week_began(today)
    totals = Counter()
    new = 0
    week = DailyTally.objects.filter(day__gte=monday, day__lte=today)
    for outcome, number, firsts in week.values_list("outcome").annotate(Sum("downloads"), Sum("first_ever")):
        totals[outcome] = number
        new += firsts
    return Week(
        monday=monday,
        today=today,
        downloads=totals[Outcome.COUNTED],
        last_week=sum(row.last_week for row in guides),
        new_people=new,
        excluded=totals[Outcome.REPEAT] + totals[Outcome.ROBOT] + totals[Outcome.STAFF],
        guides=guides,
        regions=_regions_of_week(monday, today),
    )


def _regions_of_week(monday: date, today: date) -> list[tuple[str, str, int]]:
    """Code, name and number for each region, most first, the unknown and abroad as a line of their own."""
    key = f"week-regions-{monday:%Y%m%d}-{today:%Y%m%d}"
    numbers = cache.get(key)
    if numbers is None:
        numbers = list(
            Download.objects.counted()
            .in_period(monday, today)
            .annotate(
                place=Case(
                    When(~Q(region=""), then=F("region")),
                    When(country__in=PERHAPS_ENGLAND, then=Value("")),
                    default=Value(ELSEWHERE),
                )
            )
            .order_by()
            .values_list("place")
            .annotate(number=Count("pk"))
            .order_by("-number", "place")
        )
        cache.set(key, numbers, REGIONS_KEPT_FOR)
    names = dict(Region.choices)
    return [(code, str(names.get(code, "")), number) for code, number in numbers]


@dataclass(frozen=True, slots=True)
class Heard:
    """One line of where they heard: a source, or none, and its counted downloads."""

    key: str
    name: str
    downloads: int
    share: float


def heard_by_source(
    *, first: date | None, last: date | None, resource: Resource | None = None
) -> tuple[list[Heard], int]:
    """Counted downloads by source, most first, and their total.

    Words that were sorted count as their source, and merges are followed. The keys are those of the downloads
    report's source filter; `unsorted` are words alone, where no source was chosen. Two queries.
    """
    downloads = Download.objects.counted().in_period(first, last)
    if resource:
        downloads = downloads.filter(resource=resource)
    sources = {source.pk: source for source in HeardSource.objects.all()}
    numbers: Counter[str] = Counter()
    pairs = (
        downloads.with_heard()
        .annotate(typed=Q(heard_phrase__isnull=False))
        .order_by()
        .values_list("heard_id", "typed")
        .annotate(Count("pk"))
    )
    for source, typed, number in pairs:
        numbers[str(_root(sources, source)) if source else ("unsorted" if typed else "unknown")] += number
    total = sum(numbers.values())
    names = {str(pk): source.name for pk, source in sources.items()}
    return [
        Heard(key, names.get(key, ""), number, number / total)
        for key, number in sorted(numbers.items(), key=lambda pair: (-pair[1], pair[0]))
    ], total


def _root(sources: dict[int, HeardSource], pk: int) -> int:
    seen = set()
    while pk not in seen and sources[pk].merged_into_id:
        seen.add(pk)
        pk = sources[pk].merged_into_id
    return pk


@dataclass(frozen=True, slots=True)
class Words:
    """Words as people typed them, how often, and their weight from 1 to 5."""

    text: str
    downloads: int
    weight: int


def weighted_words(*, first: date | None, last: date | None, resource: Resource | None = None) -> list[Words]:
    """The words typed most often, in the order of the alphabet; the weight follows the number. One query."""
    downloads = Download.objects.counted().in_period(first, last).filter(heard_phrase__isnull=False)
    if resource:
        downloads = downloads.filter(resource=resource)
    found = list(
        downloads.order_by()
        .values_list("heard_phrase__example")
        .annotate(number=Count("pk"))
        .order_by("-number", "heard_phrase__example")[:CLOUD]
    )
    most = max((number for _text, number in found), default=1)
    return sorted(
        (Words(text, number, 1 + round(4 * (number - 1) / max(most - 1, 1))) for text, number in found),
        key=lambda words: words.text.casefold(),
    )


@dataclass(frozen=True, slots=True)
class Spot:
    """Downloads from one place: by region, authority or country. `share` is of all, known or not."""

    code: str
    name: str
    downloads: int
    share: float


@dataclass(frozen=True, slots=True)
class Reach:
    """Where downloads came from. `districts` are by postcode district; each list holds the unknown as code
    "".
    """

    total: int
    people: int
    regions: list[Spot]
    authorities: list[Spot]
    countries: list[Spot]
    districts: dict[str, int]


def reach(*, first: date | None, last: date | None, resource: Resource | None = None) -> Reach:
    """Where counted downloads of a period came from. Two queries."""
    downloads = Download.objects.counted().in_period(first, last)
    if resource:
        downloads = downloads.filter(resource=resource)
    regions: Counter[str] = Counter()
    authorities: Counter[str] = Counter()
    countries: Counter[str] = Counter()
    districts: Counter[str] = Counter()
    places = (
        downloads.order_by()
        .values_list("country", "region", "authority", "outcode")
        .annotate(number=Count("pk"))
    )
    for country, region, authority, outcode, number in places.iterator():
        countries[country] += number
        regions[region if region or country in PERHAPS_ENGLAND else ELSEWHERE] += number
        authorities[authority] += number
        if outcode:
            districts[outcode] += number
    total = sum(countries.values())
    region_names = {code: str(label) for code, label in Region.choices}

    def spots(numbers: Counter, name) -> list[Spot]:
        return [
            Spot(code, name(code), number, number / total)
            for code, number in sorted(numbers.items(), key=lambda pair: (not pair[0], -pair[1], pair[0]))
        ]

    return Reach(
        total=total,
        people=downloads.aggregate(number=Count("downloader", distinct=True))["number"],
        regions=spots(regions, lambda code: region_names.get(code, "")),
        authorities=spots(authorities, authority_name),
        countries=spots(countries, country_name),
        districts=dict(districts),
    )
