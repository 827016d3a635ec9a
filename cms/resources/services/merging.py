"""Two people are one: their downloads stand together, counted by the published rule; and apart again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from django.db import connection

from ..choices import Outcome
from ..models import DailyTally, Download

if TYPE_CHECKING:
    import uuid
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from cms.people.models import Person

    Tallies = Counter[tuple[int, date, str, bool]]


@dataclass(slots=True)
class _Event:
    """What of a download decides whether it counts, and whether it is a first."""

    pk: int
    downloader: uuid.UUID
    resource_id: int
    day: date
    completed_at: datetime | None
    outcome: str
    first_ever: bool
    first_of_resource: bool

    @property
    def state(self) -> tuple[str, bool, bool]:
        return self.outcome, self.first_ever, self.first_of_resource


BATCH = 500
_IN_ORDER = attrgetter("completed_at", "pk")


def join_downloads(*, kept: Person, gone: Person) -> dict[str, Any]:
    """Make the downloads of one person those of another. No row is lost or made.

    Of two that counted for the same guide on the same day the later becomes a repeat, and who was first is
    settled again, so that the figures are those of one person. Tallies change with them.

    Call it inside a transaction. Returns what `part_downloads` needs: keys of rows and their outcomes.
    """
    events = _events(kept.key, gone.key)
    before = _tallies(events)
    old = {event.pk: event.state for event in events}
    moved = [event.pk for event in events if event.downloader == gone.key]
    record = {
        "moved": moved,
        "waiting": [event.pk for event in events if event.outcome == Outcome.WAITING],
        "newest": max((event.pk for event in events), default=0),
    }
    counted: dict[tuple[int, date], _Event] = {}
    for event in sorted((event for event in events if event.outcome == Outcome.COUNTED), key=_IN_ORDER):
        if counted.setdefault((event.resource_id, event.day), event) is not event:
            event.outcome = Outcome.REPEAT
    _settle_firsts(events)
    _write(events, old, moved=moved, to=kept)
    _change_tallies(before, _tallies(events))
    return record | {"changed": [[pk, *old[pk]] for pk in (e.pk for e in events if e.state != old[e.pk])]}


def part_downloads(*, kept: Person, gone: Person, record: dict[str, Any]) -> None:
    """Take `join_downloads` back. What came since stays with `kept`, and counts as if they had been alone.

    Call it inside a transaction, for the latest joining first.
    """
    events = _events(kept.key, gone.key)
    before = _tallies(events)
    now = {event.pk: event.state for event in events}
    moved, waiting = set(record["moved"]), set(record["waiting"])
    since = [
        event
        for event in events
        if event.pk > record["newest"] or (event.pk in waiting and event.outcome != Outcome.WAITING)
    ]
    old = {pk: state for pk, *state in record["changed"]}
    for event in events:
        event.downloader = gone.key if event.pk in moved else event.downloader
        if event.pk in old:
            event.outcome, event.first_ever, event.first_of_resource = old[event.pk]
    if since:
        for person in (kept, gone):
            theirs = [event for event in events if event.downloader == person.key]
            _settle_days(theirs, {(event.resource_id, event.day) for event in since})
            _settle_firsts(theirs)
    _write(events, now, moved=moved & now.keys(), to=gone)
    _change_tallies(before, _tallies(events))


def _events(*downloaders: uuid.UUID) -> list[_Event]:
    """Every download of these, locked, in order of their keys."""
    found = Download.objects.select_for_update().filter(downloader__in=downloaders).order_by("pk")
    return [_Event(*values) for values in found.values_list(*_Event.__slots__)]


def _settle_days(events: Iterable[_Event], days: Collection[tuple[int, date]]) -> None:
    """Let the first repeat count where nothing of that guide counts on that day any more."""
    groups: dict[tuple[int, date], list[_Event]] = {}
    for event in events:
        if (event.resource_id, event.day) in days and event.outcome in (Outcome.COUNTED, Outcome.REPEAT):
            groups.setdefault((event.resource_id, event.day), []).append(event)
    for group in groups.values():
        if all(event.outcome == Outcome.REPEAT for event in group):
            min(group, key=_IN_ORDER).outcome = Outcome.COUNTED


def _settle_firsts(events: Iterable[_Event]) -> None:
    """Give the marks of the first to the earliest that count; all events are of one person."""
    seen: set[int] = set()
    for event in events:
        event.first_ever = event.first_of_resource = False
    for event in sorted((event for event in events if event.outcome == Outcome.COUNTED), key=_IN_ORDER):
        event.first_ever = not seen
        event.first_of_resource = event.resource_id not in seen
        seen.add(event.resource_id)


def _write(events: list[_Event], old: dict[int, tuple], *, moved: Collection[int], to: Person) -> None:
    """Write the new states. Marks and counts are taken away first: the database allows one of each."""
    changed = [event for event in events if event.state != old[event.pk]]
    marked = [event.pk for event in changed if any(old[event.pk][1:])]
    Download.objects.filter(pk__in=marked).update(first_ever=False, first_of_resource=False)
    uncounted = [event.pk for event in changed if event.outcome == Outcome.REPEAT]
    Download.objects.filter(pk__in=uncounted).update(outcome=Outcome.REPEAT)
    Download.objects.filter(pk__in=moved).update(downloader=to.key, person=to)
    states: dict[tuple, list[int]] = {}
    for event in changed:
        states.setdefault(tuple(event.state), []).append(event.pk)
    for (outcome, ever, of_resource), keys in states.items():
        Download.objects.filter(pk__in=keys).update(
            outcome=outcome, first_ever=ever, first_of_resource=of_resource
        )


def _tallies(events: Iterable[_Event]) -> Tallies:
    """How many of each guide, day, outcome there are, and how many of them are firsts."""
    return Counter(
        (event.resource_id, event.day, str(event.outcome), first)
        for event in events
        if event.outcome != Outcome.WAITING
        for first in ((False, True) if event.first_ever else (False,))
    )


def _change_tallies(before: Tallies, after: Tallies) -> None:
    """Add the difference, always in the same order; last in the transaction, because others wait for it."""
    more = Counter(after)
    more.subtract(before)
    touched = sorted({key[:3] for key, number in more.items() if number})
    if not touched:
        return
    DailyTally.objects.bulk_create(
        [DailyTally(resource_id=guide, day=day, outcome=outcome) for guide, day, outcome in touched],
        batch_size=BATCH,
        ignore_conflicts=True,
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {DailyTally._meta.db_table} "  # noqa: S608 - our own name
            "SET downloads = downloads + %s, first_ever = first_ever + %s "
            "WHERE resource_id = %s AND day = %s AND outcome = %s",
            [(more[*key, False], more[*key, True], key[0], key[1].isoformat(), key[2]) for key in touched],
        )
    days = {day for _guide, day, _outcome in touched}
    DailyTally.objects.filter(day__in=days, downloads=0, first_ever=0).delete()
