"""School holidays from the calendar an authority publishes (iCalendar, RFC 5545)."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from icalendar import Calendar

from cms.core import page_cache

from ..choices import Dataset, HolidayKind
from ..models import DataLoad, Holiday, LocalAuthority
from ..rules import Closing

LARGEST = 1_000_000
MOST_EVENTS = 2000
# The summer holiday is seven weeks at most; what is longer is a term or a school year.
LONGEST = timedelta(days=63)
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)
DAY = timedelta(days=1)

_TERM = re.compile(r"\bterm\b", re.IGNORECASE)
_HALF_TERM = re.compile(r"\bhalf[\s-]?term\b|\bhanner tymor\b", re.IGNORECASE)
_BANK = re.compile(r"\bbank holiday\b|\bg[wŵ]yl y banc\b", re.IGNORECASE)
_KINDS = (
    (HolidayKind.CHRISTMAS, r"christmas|xmas|winter|nadolig"),
    (HolidayKind.EASTER, r"easter|spring (?:holiday|break)|pasg"),
    (HolidayKind.SUMMER, r"summer (?:holiday|break)|haf"),
    (HolidayKind.FEBRUARY, r"february|chwefror"),
    (HolidayKind.MAY, r"\bmay\b|whitsun|sulgwyn"),
    (HolidayKind.OCTOBER, r"october|autumn|hydref"),
)
_MONTHS = {
    12: HolidayKind.CHRISTMAS,
    1: HolidayKind.CHRISTMAS,
    2: HolidayKind.FEBRUARY,
    3: HolidayKind.EASTER,
    4: HolidayKind.EASTER,
    5: HolidayKind.MAY,
    6: HolidayKind.MAY,
    7: HolidayKind.SUMMER,
    8: HolidayKind.SUMMER,
    9: HolidayKind.SUMMER,
    10: HolidayKind.OCTOBER,
    11: HolidayKind.OCTOBER,
}


class CalendarError(ValueError):
    """The file is no calendar of school holidays. The message says what to do."""


@dataclass
class CalendarReport:
    """What a calendar holds and what became of it."""

    holidays: list[Closing] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0


def read_calendar(content: bytes) -> CalendarReport:
    """Return the holidays of a calendar, in order, and what in it is none, with the reason.

    Pieces of one holiday that meet are joined. Terms and bank holidays are passed over: the first are not
    holidays, the second are known. Raises `CalendarError` with a sentence.
    """
    if len(content) > LARGEST:
        raise CalendarError(_("The file is larger than 1 MB: this is no calendar of school holidays."))
    try:
        calendar = Calendar.from_ical(content)
        events = list(calendar.walk("VEVENT"))
    except (ValueError, IndexError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise CalendarError(
            _("This is no calendar. Take the file that ends in .ics from the authority’s site.")
        ) from error
    if len(events) > MOST_EVENTS:
        raise CalendarError(_("The calendar has more than 2,000 entries: this is no calendar of holidays."))
    report = CalendarReport()
    found = []
    for event in events:
        name = " ".join(str(event.get("SUMMARY", "")).replace("\0", "").split())[:100]
        try:
            found.append(_closing(event, name))
        except ValueError as error:
            report.passed_over.append(f"{name or '–'}: {error}")
    report.holidays = _joined(found)
    if not report.holidays:
        raise CalendarError(_("There is no school holiday in the calendar."))
    return report


def _closing(event, name: str) -> Closing:
    """Return the holiday of one entry. Raises `ValueError` with the reason why it is none."""
    if event.get("RRULE") or event.get("RDATE"):
        raise ValueError(_("it repeats, so its days are not clear"))
    if _BANK.search(name):
        raise ValueError(_("a bank holiday, which is known already"))
    if _TERM.search(name) and not _HALF_TERM.search(name):
        raise ValueError(_("a term and no holiday"))
    first, last = _days(event)
    if not EARLIEST <= first <= last < LATEST:
        raise ValueError(_("its days make no sense"))
    if last - first > LONGEST:
        raise ValueError(_("longer than any school holiday"))
    return Closing(_kind(name, first, last), first, last, "", name)


def _days(event) -> tuple[date, date]:
    """The first and the last day. An entry of whole days ends before the day it names (RFC 5545, 3.6.1)."""
    try:
        begin = event.decoded("DTSTART")
        end = event.decoded("DTEND", None)
        lasts = event.decoded("DURATION", None)
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise ValueError(_("it has no first day")) from error
    if not isinstance(begin, date):
        raise ValueError(_("it has no first day"))  # noqa: TRY004 - the file's slip, not a caller's
    whole_days = not isinstance(begin, datetime)
    if end is None:
        end = begin + (lasts if isinstance(lasts, timedelta) else DAY if whole_days else timedelta())
    if not isinstance(end, date):
        raise ValueError(_("its days make no sense"))  # noqa: TRY004 - the file's slip, not a caller's
    first = begin if whole_days else begin.date()
    last = end.date() if isinstance(end, datetime) else end - DAY
    return first, max(first, last)


def _kind(name: str, first: date, last: date) -> HolidayKind:
    """What it is called says which holiday it is, else its middle day does."""
    for kind, words in _KINDS:
        if re.search(words, name, re.IGNORECASE):
            return kind
    return _MONTHS[(first + (last - first) / 2).month]


def _joined(closings: Iterable[Closing]) -> list[Closing]:
    joined: list[Closing] = []
    for one in sorted(closings, key=lambda one: (one.first_day, one.last_day)):
        before = joined[-1] if joined else None
        if before and one.first_day <= before.last_day + DAY:
            if one.kind != before.kind and one.first_day > before.last_day:
                joined.append(one)
                continue
            longest = max(before.last_day, one.last_day)
            joined[-1] = Closing(before.kind, before.first_day, longest, "", before.name)
        else:
            joined.append(one)
    return joined


def import_calendar(
    content: bytes, *, authority: LocalAuthority, file_name: str, now: datetime, dry_run: bool = False
) -> CalendarReport:
    """Put the holidays of a calendar in the place of those known for the authority in its time.

    What lies before its first holiday or after its last stays. Raises `CalendarError` with a sentence.
    """
    report = read_calendar(content)
    begin, end = report.holidays[0].first_day, max(one.last_day for one in report.holidays)
    with transaction.atomic():
        LocalAuthority.objects.select_for_update().get(pk=authority.pk)
        known = {
            one.first_day: one
            for one in Holiday.objects.filter(authority=authority, first_day__lte=end, last_day__gte=begin)
        }
        for one in report.holidays:
            _write(one, known.pop(one.first_day, None), authority, file_name, report)
        report.removed = len(known)
        Holiday.objects.filter(pk__in=[one.pk for one in known.values()]).delete()
        if dry_run:
            transaction.set_rollback(True)
        elif report.added or report.changed or report.removed:
            DataLoad.objects.create(
                dataset=Dataset.HOLIDAYS,
                release=authority.name,
                file_name=file_name[:200],
                checksum=hashlib.sha256(content).hexdigest(),
                rows=len(report.holidays),
                report={name: getattr(report, name) for name in ("added", "changed", "removed")},
                loaded_at=now,
            )
            page_cache.forget()
    return report


def _write(
    one: Closing, known: Holiday | None, authority: LocalAuthority, file_name: str, report: CalendarReport
) -> None:
    values = {"kind": str(one.kind), "name": one.name, "last_day": one.last_day}
    if known is None:
        Holiday.objects.create(authority=authority, first_day=one.first_day, source=file_name[:200], **values)
        report.added += 1
    elif all(getattr(known, name) == value for name, value in values.items()):
        report.unchanged += 1
    else:
        for name, value in values.items():
            setattr(known, name, value)
        known.source = file_name[:200]
        known.save()
        report.changed += 1
