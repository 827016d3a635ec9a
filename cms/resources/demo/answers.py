"""What people answer to “Where did you hear about this?”, by guide and by day. No database."""

from datetime import date
from random import Random

from .plan import LAUNCHES, REFLECTION, REVIEW, TA
from .words import TYPED

# Parts in a hundred. E-mail and Twitter lead everywhere but on one day.
USUAL = {
    "newsletter": 28,
    "twitter": 23,
    "colleague": 13,
    "website": 9,
    "search": 7,
    "training-day": 5,
    "event": 4,
    "senco-forum": 3,
    "facebook": 3,
    "university-course": 2,
    "somewhere-else": 3,
}
# The day SENCO forums passed the TA guide on, which nobody had planned.
FORUM_DAY = {
    "senco-forum": 32,
    "twitter": 22,
    "newsletter": 18,
    "schools-week": 9,
    "facebook": 7,
    "website": 6,
    "colleague": 4,
    "somewhere-else": 2,
}
SHOW_WEEK = USUAL | {"academies-show": 11, "twitter": 27, "newsletter": 30}
REVIEW_LAUNCH = {"newsletter": 46, "twitter": 22, "colleague": 12, "website": 12, "nasen-live": 8}


def shares(resource: str, day: date) -> dict[str, float]:
    """The shares that hold for one guide on one day."""
    if resource == TA and day == LAUNCHES[TA]:
        return FORUM_DAY
    if (day - LAUNCHES[REFLECTION]).days in range(10) and resource in (REFLECTION, REVIEW, TA):
        return SHOW_WEEK
    if resource == REVIEW and (day - LAUNCHES[REVIEW]).days in range(14):
        return REVIEW_LAUNCH
    if day.month == 10 and day.day in range(5, 12):
        return USUAL | {"tes-sen-show": 9}
    return USUAL


def heard(resource: str, day: date, random: Random) -> tuple[str, str, str]:
    """The code of the source, the words typed (mostly none), and the link we saw them come by."""
    table = shares(resource, day)
    code = random.choices(list(table), list(table.values()))[0]
    words = random.choice(TYPED)[0] if code == "somewhere-else" else ""
    seen = ""
    if code in ("newsletter", "twitter") and random.random() < 0.4:
        seen = f"{'nl' if code == 'newsletter' else 'tw'}-{day:%Y-%m}"
    return code, words, seen
