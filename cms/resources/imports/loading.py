"""Writing history, batch by batch; each batch leaves downloads, firsts and tallies in agreement."""

import time
import uuid
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from itertools import islice
from typing import Any

from django.db import IntegrityError, OperationalError, connection, reset_queries, transaction

from cms.core.inserting import insert
from cms.people.models import Person
from cms.people.services import Known, identify_many

from ..choices import Channel, Outcome
from ..models import DailyTally, Download, HeardPhrase, HeardSource, Resource, ResourcePage
from ..rules import classify, fold_words
from ..services import staff_addresses
from ..services.erasing import erased_keys
from .report import Fate, Judged
from .rows import Row, Vocabulary, numbered_key, understand

# Few enough that people who use the form meanwhile wait less than a second on SQLite.
BATCH = 2000
TRIES = 5
TALLIES_AT_ONCE = 500


def vocabulary_now() -> Vocabulary:
    """Return the guides and sources there are at the moment. A guide goes by its own slug and its page's."""
    resources = dict(Resource.objects.values_list("slug", "pk"))
    for slug, pk in ResourcePage.objects.filter(resource__isnull=False).values_list("slug", "resource_id"):
        resources.setdefault(slug, pk)
    sources = [
        (source.pk, source.code, [source.name, source.name_cy], source.takes_words)
        for source in HeardSource.objects.all()
    ]
    return Vocabulary(resources=resources, sources=sources)


class Importer:
    """One run over one table. With `dry_run` nothing is written and the report is the same."""

    def __init__(self, *, now: datetime, dry_run: bool = False):
        """Read once what a row may name, and who is staff."""
        self.now = now
        self.dry_run = dry_run
        self.people = 0
        self.vocabulary = vocabulary_now()
        self.staff = staff_addresses()
        self._seen: Counter[bytes] = Counter()
        self._counted_dry: set[tuple[Hashable, int, date]] = set()
        self._people_dry: set[str] = set()

    def run(self, rows: Iterable[tuple[int, dict[str, str]]]) -> Iterator[Judged]:
        """Yield what became of each row, in order, once the batch it is in has been committed."""
        rows = iter(rows)
        while batch := list(islice(rows, BATCH)):
            understood: dict[int, tuple[Row, str] | str] = {}
            for line, cells in batch:
                try:
                    row = understand(line, cells, self.vocabulary, now=self.now)
                except ValueError as error:
                    understood[line] = str(error)
                else:
                    understood[line] = (row, self._number(row))
            good = [value for value in understood.values() if not isinstance(value, str)]
            fates = self._judge(good) if self.dry_run else self._write_with_retries(good)
            reset_queries()  # in development Django keeps the text of every query
            for line, cells in batch:
                value = understood[line]
                if isinstance(value, str):
                    yield Judged(line, Fate.REJECTED, value, cells)
                else:
                    yield Judged(line, fates[value[1]], " ".join(value[0].notes), cells)

    def _number(self, row: Row) -> str:
        """Return the key of a row, by how many equal ones came before it."""
        short = bytes.fromhex(row.key)[:12]
        self._seen[short] += 1
        return numbered_key(row.key, self._seen[short])

    def _judge(self, good: list[tuple[Row, str]]) -> dict[str, Fate]:
        """Return what would become of rows, without writing."""
        known = _known_keys(good)
        # Two addresses of one person are one downloader.
        keys = {
            email: other or key
            for email, key, other in Person.objects.filter(
                email__in={row.email for row, _ in good}
            ).values_list("email", "key", "merged_into__key")
        }
        new = {row.email for row, key in good if key not in known} - keys.keys() - self._people_dry
        self._people_dry |= new
        self.people += len(new)
        counted: set[tuple[Hashable, int, date]] = set(
            Download.objects.counted()
            .filter(downloader__in=set(keys.values()))
            .values_list("downloader", "resource_id", "day")
        )
        counted |= self._counted_dry
        fates = _classify(good, known, counted, self.staff, keys)
        self._counted_dry |= {
            (keys.get(row.email, row.email), row.resource_id, row.day)
            for row, key in good
            if fates[key] == Fate.COUNTED
        }
        return fates

    def _write_with_retries(self, good: list[tuple[Row, str]]) -> dict[str, Fate]:
        """Write a batch; when somebody's live download came between, read again and write again."""
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    fates, new_people = self._write(good)
            except (IntegrityError, OperationalError):
                if attempt == TRIES:
                    raise
                time.sleep(0.1 * attempt)
            else:
                self.people += new_people
                return fates
        raise AssertionError("The loop returns or raises.")

    def _write(self, good: list[tuple[Row, str]]) -> tuple[dict[str, Fate], int]:
        known = _known_keys(good)
        new = [(row, key) for row, key in good if key not in known]
        if not new:
            return dict.fromkeys((key for _, key in good), Fate.UNCHANGED), 0
        people, new_people = identify_many(
            [Known(row.email, row.moment, row.name, row.role, row.organisation, row.place) for row, _ in new],
            now=self.now,
        )
        downloaders = {row.email: people[row.email].key for row, _ in new}
        history = [
            _Taken(*values)
            for values in Download.objects.counted()
            .filter(downloader__in=set(downloaders.values()))
            .values_list(*(field.name for field in fields(_Taken)))
        ]
        counted: set[tuple[Hashable, int, date]] = {
            (row.downloader, row.resource_id, row.day) for row in history
        }
        fates = _classify(good, known, counted, self.staff, downloaders)
        phrases = _phrases(row.words for row, _ in new)
        made = [
            _Taken(people[row.email].key, row.resource_id, row.day, row.moment, Outcome(fates[key].value))
            for row, key in new
        ]
        changes = _set_firsts(history, made)
        insert(
            Download,
            [
                _values(row, key, people[row.email], taken, phrases)
                for (row, key), taken in zip(new, made, strict=True)
            ],
        )
        for taken in made:
            which = (taken.resource_id, taken.day, taken.outcome)
            changes[which] = _plus(changes[which], 1, int(taken.first_ever))
        _change_tallies(changes)
        return fates, new_people


def _known_keys(good: list[tuple[Row, str]]) -> set[str]:
    keys = [key for _, key in good]
    known = set(Download.objects.filter(import_key__in=keys).values_list("import_key", flat=True))
    return known | erased_keys(keys)


def _classify(
    good: list[tuple[Row, str]],
    known: set[str],
    counted: set[tuple[Hashable, int, date]],
    staff: frozenset[str],
    downloaders: Mapping[str, Hashable],
) -> dict[str, Fate]:
    """Apply the published rule to rows in their order; `counted` holds what counts already.

    `downloaders` says who stands behind an address; one that is new stands for itself.
    """
    counted = set(counted)
    fates: dict[str, Fate] = {}
    for row, key in good:
        if key in known:
            fates[key] = Fate.UNCHANGED
            continue
        which = (downloaders.get(row.email, row.email), row.resource_id, row.day)
        outcome = classify(already_counted=which in counted, robot=False, staff=row.email in staff)
        if outcome == Outcome.COUNTED:
            counted.add(which)
        fates[key] = Fate(outcome.value)
    return fates


def _phrases(words: Iterable[str]) -> dict[str, int]:
    """Return the phrases that typed words fold to, made where they are new."""
    examples: dict[str, str] = {}
    for typed in words:
        if typed and (folded := fold_words(typed)):
            examples.setdefault(folded, typed)
    HeardPhrase.objects.bulk_create(
        [HeardPhrase(folded=folded, example=example) for folded, example in sorted(examples.items())],
        ignore_conflicts=True,
    )
    return dict(HeardPhrase.objects.filter(folded__in=list(examples)).values_list("folded", "pk"))


@dataclass(slots=True)
class _Taken:
    """What of a download decides who was first. Without `pk` it is not written yet."""

    downloader: uuid.UUID
    resource_id: int
    day: date
    completed_at: datetime
    outcome: str
    first_ever: bool = False
    first_of_resource: bool = False
    pk: int | None = None


def _values(row: Row, key: str, person: Person, taken: _Taken, phrases: dict[str, int]) -> dict[str, Any]:
    """The columns of a new download."""
    return {
        "key": uuid.uuid4(),
        "person_id": person.pk,
        "downloader": person.key,
        "resource_id": row.resource_id,
        "asked_at": row.moment,
        "completed_at": row.moment,
        "day": row.day,
        "outcome": taken.outcome,
        "first_ever": taken.first_ever,
        "first_of_resource": taken.first_of_resource,
        "channel": Channel.IMPORT,
        "role": row.role,
        "heard_source_id": row.source_id,
        "heard_phrase_id": phrases.get(fold_words(row.words)) if row.words else None,
        "heard_words": row.words,
        "import_key": key,
        **row.place.as_fields(),
    }


def _set_firsts(history: list[_Taken], made: list[_Taken]) -> dict:
    """Give `first_ever` and `first_of_resource` to the earliest counted row of each person.

    History may come in after what is live, or out of order: rows that were the first and are no
    longer lose the mark in the database. Returns the changes to tallies this makes.
    """
    rows: dict[uuid.UUID, list[_Taken]] = defaultdict(list)
    for download in (*history, *(row for row in made if row.outcome == Outcome.COUNTED)):
        rows[download.downloader].append(download)
    changes: dict[tuple[int, date, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    moved: dict[tuple[str, bool], list[int]] = defaultdict(list)
    for downloads in rows.values():
        downloads.sort(key=lambda row: (row.completed_at, row.pk is None, row.pk or 0))
        seen: set[int] = set()
        for place, download in enumerate(downloads):
            marks = {"first_ever": place == 0, "first_of_resource": download.resource_id not in seen}
            seen.add(download.resource_id)
            for mark, now_first in marks.items():
                if download.pk and getattr(download, mark) != now_first:
                    moved[mark, now_first].append(download.pk)
                    if mark == "first_ever":
                        which = (download.resource_id, download.day, download.outcome)
                        changes[which] = _plus(changes[which], 0, 1 if now_first else -1)
                setattr(download, mark, now_first)
    # Marks are taken away before they are given: the database allows one for a person.
    for mark, now_first in sorted(moved, key=lambda move: move[1]):
        Download.objects.filter(pk__in=moved[mark, now_first]).update(**{mark: now_first})
    return changes


def _plus(change: tuple[int, int], downloads: int, firsts: int) -> tuple[int, int]:
    return change[0] + downloads, change[1] + firsts


def _change_tallies(changes: dict[tuple[int, date, str], tuple[int, int]]) -> None:
    """Add the changes, always in the same order, so that two writers cannot wait for each other.

    In SQL, because a batch may touch thousands of tallies. Where a first was taken away, the tally is there.
    """
    table = DailyTally._meta.db_table
    rows = [
        (resource, day.isoformat(), str(outcome), *changes[resource, day, outcome])
        for resource, day, outcome in sorted(changes)
    ]
    with connection.cursor() as cursor:
        for some in _pieces([row for row in rows if row[-1] >= 0], TALLIES_AT_ONCE):
            cursor.execute(
                f"INSERT INTO {table} AS tally (resource_id, day, outcome, downloads, first_ever) "  # noqa: S608 - our own name
                f"VALUES {', '.join(['(%s, %s, %s, %s, %s)'] * len(some))} "
                "ON CONFLICT (resource_id, day, outcome) DO UPDATE SET "
                "downloads = tally.downloads + excluded.downloads, "
                "first_ever = tally.first_ever + excluded.first_ever",
                [value for row in some for value in row],
            )
        cursor.executemany(
            f"UPDATE {table} SET downloads = downloads + %s, first_ever = first_ever + %s "  # noqa: S608 - our own name
            "WHERE resource_id = %s AND day = %s AND outcome = %s",
            [(*row[3:], *row[:3]) for row in rows if row[-1] < 0],
        )


def _pieces(rows: list[tuple], size: int) -> Iterator[list[tuple]]:
    for start in range(0, len(rows), size):
        yield rows[start : start + size]
