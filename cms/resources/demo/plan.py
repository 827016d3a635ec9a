"""How many downloads of which guide on which day: the record's totals, spread over days. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from .terms import day_weight, holiday_factor

SEED = 20160719

REVIEW = "send-review-guide"
TA = "ta-deployment-review-guide"
REFLECTION = "send-reflection-framework"
ADULTHOOD = "preparing-for-adulthood-review-guide"
GOVERNANCE = "send-governance-review-guide"
TRUST = "mat-send-framework"

LAUNCHES = {
    REVIEW: date(2016, 7, 19),
    TA: date(2017, 6, 30),
    REFLECTION: date(2017, 11, 22),
    ADULTHOOD: date(2018, 2, 20),
    GOVERNANCE: date(2018, 3, 8),
    TRUST: date(2018, 3, 22),
}
RECORD_ENDS = date(2018, 3, 31)
TAIL_WEEKS = 26
# What an ordinary school week of the recent months brings.
TAIL_A_WEEK = {REVIEW: 11, TA: 8, REFLECTION: 6, ADULTHOOD: 5, GOVERNANCE: 4, TRUST: 3}


@dataclass(frozen=True, slots=True)
class Span:
    """Days, both included, that bring an exact number of downloads of one guide.

    `fade` is the part of interest left after each day: 1 for an ordinary stretch, less after a launch.
    """

    resource: str
    first: date
    last: date
    downloads: int
    fade: float = 1.0


def _d(text: str) -> date:
    return date.fromisoformat(text)


SPANS = tuple(
    Span(resource, _d(first), _d(last), downloads, *fade)
    for resource, first, last, downloads, *fade in (
        # 3,084 to the end of March 2017; the lowest months are those with a holiday in them.
        (REVIEW, "2016-07-19", "2016-07-31", 140, 0.9),
        (REVIEW, "2016-08-01", "2016-08-31", 290),
        (REVIEW, "2016-09-01", "2016-09-30", 470),
        (REVIEW, "2016-10-01", "2016-10-31", 505),
        (REVIEW, "2016-11-01", "2016-11-30", 480),
        (REVIEW, "2016-12-01", "2016-12-31", 165),
        (REVIEW, "2017-01-01", "2017-01-31", 400),
        (REVIEW, "2017-02-01", "2017-02-28", 310),
        (REVIEW, "2017-03-01", "2017-03-31", 324),
        # 5,659 to the end of January 2018.
        (REVIEW, "2017-04-01", "2017-04-30", 145),
        (REVIEW, "2017-05-01", "2017-05-31", 225),
        (REVIEW, "2017-06-01", "2017-06-16", 116),
        (REVIEW, "2017-06-17", "2017-06-22", 43),
        (REVIEW, "2017-06-23", "2017-06-29", 74),
        (REVIEW, "2017-06-30", "2017-06-30", 12),
        (REVIEW, "2017-07-01", "2017-07-06", 89),
        (REVIEW, "2017-07-07", "2017-07-31", 173),
        (REVIEW, "2017-08-01", "2017-08-31", 138),
        (REVIEW, "2017-09-01", "2017-09-30", 275),
        (REVIEW, "2017-10-01", "2017-10-31", 300),
        (REVIEW, "2017-11-01", "2017-11-08", 108),
        (REVIEW, "2017-11-09", "2017-11-21", 150),
        (REVIEW, "2017-11-22", "2017-11-29", 262, 0.9),
        (REVIEW, "2017-11-30", "2017-11-30", 14),
        (REVIEW, "2017-12-01", "2017-12-31", 178),
        (REVIEW, "2018-01-01", "2018-01-31", 273),
        (REVIEW, "2018-02-01", "2018-02-28", 255),
        (REVIEW, "2018-03-01", "2018-03-31", 290),
        # 231 on the first day, 702 in seven days, 2,094 to the end of January 2018.
        (TA, "2017-06-30", "2017-06-30", 231),
        (TA, "2017-07-01", "2017-07-06", 471, 0.72),
        (TA, "2017-07-07", "2017-07-31", 160, 0.95),
        (TA, "2017-08-01", "2017-08-31", 75),
        (TA, "2017-09-01", "2017-09-30", 185),
        (TA, "2017-10-01", "2017-10-31", 230),
        (TA, "2017-11-01", "2017-11-21", 170),
        (TA, "2017-11-22", "2017-11-30", 180, 0.9),
        (TA, "2017-12-01", "2017-12-31", 140),
        (TA, "2018-01-01", "2018-01-31", 252),
        (TA, "2018-02-01", "2018-02-28", 200),
        (TA, "2018-03-01", "2018-03-31", 210),
        # 500 within days, 765 to the end of January 2018, the nine hundredth in March.
        (REFLECTION, "2017-11-22", "2017-11-30", 510, 0.84),
        (REFLECTION, "2017-12-01", "2017-12-31", 110),
        (REFLECTION, "2018-01-01", "2018-01-31", 145),
        (REFLECTION, "2018-02-01", "2018-02-28", 85),
        (REFLECTION, "2018-03-01", "2018-03-31", 90),
        (ADULTHOOD, "2018-02-20", "2018-02-28", 140, 0.86),
        (ADULTHOOD, "2018-03-01", "2018-03-31", 130),
        (GOVERNANCE, "2018-03-08", "2018-03-31", 160, 0.92),
        (TRUST, "2018-03-22", "2018-03-31", 95, 0.84),
    )
)


def days(first: date, last: date) -> list[date]:
    """Every day from one to another, both included."""
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


def spread(span: Span) -> dict[date, int]:
    """The downloads of a span given to its days: uneven as life is, and exactly as many in all."""
    random = Random(f"{SEED}-{span.resource}-{span.first}")
    stretch = days(span.first, span.last)
    weights = [day_weight(day) * span.fade**n * random.uniform(0.75, 1.25) for n, day in enumerate(stretch)]
    shares = [span.downloads * weight / sum(weights) for weight in weights]
    counts = [int(share) for share in shares]
    by_rest = sorted(range(len(stretch)), key=lambda n: counts[n] - shares[n])
    for n in by_rest[: span.downloads - sum(counts)]:
        counts[n] += 1
    return dict(zip(stretch, counts, strict=True))


def record() -> dict[date, dict[str, int]]:
    """The years of the record: downloads by day and guide, days in order."""
    found: dict[date, dict[str, int]] = {day: {} for day in days(LAUNCHES[REVIEW], RECORD_ENDS)}
    for span in SPANS:
        for day, downloads in spread(span).items():
            if downloads:
                found[day][span.resource] = downloads
    return found


def tail(today: date) -> dict[date, dict[str, int]]:
    """Recent months up to yesterday, so that “this week” has something to show.

    What a day brings depends on the day alone, not on when the demo was loaded.
    """
    first = max(today - timedelta(weeks=TAIL_WEEKS), RECORD_ENDS + timedelta(days=1))
    found = {}
    for day in days(first, today - timedelta(days=1)):
        random = Random(f"{SEED}-{day}")
        weight = day_weight(day) * (0.7 if holiday_factor(day) < 1 else 1.0)
        found[day] = {
            resource: number
            for resource, a_week in TAIL_A_WEEK.items()
            if (number := sum(random.random() < weight * a_week / 24 for _ in range(4)))
        }
    return found
