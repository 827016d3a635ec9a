"""The counting rule, in one place: what makes a download count, and the words that say so.

Pure: no database, no clock. Views, the import, the figures and `/about/how-we-count/` all read it here.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import counter_robots
from django.utils.translation import gettext_lazy as _

from .choices import Outcome

if TYPE_CHECKING:
    from django.utils.functional import Promise

LONDON = ZoneInfo("Europe/London")

# A browser tells who it is in some hundred characters; a longer one is cut before the expressions run.
LONGEST_USER_AGENT = 500

# Programs that fetch a file in pieces take 64 KiB at a time or more; those that only look take far less.
FIRST_PIECE = 64 * 1024

_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One part of the published rule: a heading and what it means."""

    code: str
    heading: str | Promise
    text: str | Promise


RULE: tuple[Sentence, ...] = (
    Sentence(
        "served",
        _("A download counts when the file has really gone out"),
        _(
            "We count it when our server starts to send the file. Filling in the form is not enough, and "
            "neither is opening the e-mail or looking at the page with the link."
        ),
    ),
    Sentence(
        "once",
        _("Once for a person, a guide and a day"),
        _(
            "A person is one e-mail address, whatever its capital letters. A day runs from midnight to "
            "midnight in London. Taking the same guide again on the same day, in another format, edition "
            "or language, is kept as a repeat and does not count. Taking it again on another day counts "
            "again."
        ),
    ),
    Sentence(
        "robots",
        _("Robots do not count"),
        _(
            "We use the list of robots that Project COUNTER publishes for libraries and publishers. What "
            "robots take is kept and shown apart."
        ),
    ),
    Sentence(
        "staff",
        _("Our own staff do not count"),
        _("What people who run this site take, to check it or to help somebody, is kept and shown apart."),
    ),
    Sentence(
        "parts",
        _("Half a file is not a second download"),
        _(
            "A file counts when it goes out whole. Where a program fetches it piece by piece, the first "
            "piece counts if it has at least 64 kB, and the others do not. Nothing is counted when a browser "
            "only asks about a file, looks at its first few bytes, or fetches the rest of one that broke off."
        ),
    ),
    Sentence(
        "firsts",
        _("First downloads"),
        _(
            "A person’s first counted download of anything is a “first of all”, and their first of one "
            "guide is a “first of that guide”. That is how we know whom a new guide has reached."
        ),
    ),
    Sentence(
        "people",
        _("People and places"),
        _(
            "“People” are different e-mail addresses. The region comes from the postcode a person gave. "
            "Where we cannot tell it we say “not known”, and leave nobody out of the total."
        ),
    ),
    Sentence(
        "blind",
        _("What we cannot see"),
        _("Many people pass a guide on to colleagues. Nobody counts that, so the true reach is larger."),
    ),
)


def classify(*, already_counted: bool, robot: bool, staff: bool) -> Outcome:
    """What becomes of a file that was served.

    Args:
        already_counted: the same person has a counted download of the same guide on the same London day.
        robot: the program that fetched it is on the COUNTER list.
        staff: it was fetched by somebody who runs this site.
    """
    if robot:
        return Outcome.ROBOT
    if staff:
        return Outcome.STAFF
    return Outcome.REPEAT if already_counted else Outcome.COUNTED


def london_day(moment: datetime) -> date:
    """The day in London at an aware moment. Raises `ValueError` for a naive one."""
    if moment.tzinfo is None:
        raise ValueError("A moment without a time zone has no day in London.")
    return moment.astimezone(LONDON).date()


def london_midnight(day: date) -> datetime:
    """The moment, in UTC, at which a day begins in London."""
    return datetime.combine(day, time.min, tzinfo=LONDON).astimezone(UTC)


@lru_cache(maxsize=2048)
def _on_the_list(user_agent: str) -> bool:
    return counter_robots.is_robot_or_machine(user_agent)


def is_robot(user_agent: str) -> bool:
    """Whether a program is on the COUNTER list of robots; one that does not say what it is, is too.

    Source: the `counter-robots` package, kept for the COUNTER Code of Practice.
    """
    return _on_the_list(user_agent[:LONGEST_USER_AGENT])


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """The bytes a `Range` header (RFC 9110, 14.2) asks for, as (first, one past the last); None for all.

    Several ranges at once, and what is no range, give the whole file, as the standard allows. A range that
    lies outside gives (0, 0).
    """
    found = _ONE_RANGE.fullmatch(header.strip().replace(" ", "").lower())
    if not found or found[0] == "bytes=-" or len(header) > 100:
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size) if length else (0, 0)
    start = int(first)
    stop = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return (start, stop) if start < size else (0, 0)


def begins_a_download(part: tuple[int, int] | None, size: int) -> bool:
    """Whether the bytes that go out, as `wanted_range` has them, are a download or only a part of one.

    They are where they begin with the first byte and reach the end or at least `FIRST_PIECE` bytes. A viewer
    that asks for two bytes to see whether it may ask for parts has taken nothing yet; one that fetches a
    file piece by piece is counted with its first piece, and with none of the others.
    """
    if part is None:
        return True
    start, stop = part
    return start == 0 and stop > 0 and stop >= min(size, FIRST_PIECE)


def fold_words(text: str) -> str:
    """One spelling for words people typed, so that “ Twitter!” and “twitter” are sorted once.

    At most 200 characters; empty when nothing was said.
    """
    folded = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    return (folded.strip(" .,;:!?'\"()[]“”‘’-") or folded)[:200].strip()


def tidy_words(text: str, limit: int = 200) -> str:
    """Words as typed, with runs of space made one and control characters left out."""
    kept = "".join(
        " " if c.isspace() else c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs")
    )
    return " ".join(kept.split())[:limit].strip()


def link_is_live(*, made_at: datetime, now: datetime, days: int) -> bool:
    """Whether a link made at one moment still works at another."""
    return made_at <= now + timedelta(minutes=5) and now - made_at < timedelta(days=days)
