"""Bringing an audience in: who left and cannot be reached first, and nobody on a list's word alone."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path

from django.db import IntegrityError, OperationalError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.core.spreadsheets import SpreadsheetError, read_rows
from cms.people.models import Person
from cms.people.services import Known, identify_many
from cms.people.services.tagging import tag_named

from ..choices import Act, Proof, Purpose
from ..models import ConsentEvent, Hold, Suppression
from ..rules import Told, decisive
from ..services.suppression import digest_of, standing_rows, suppress
from .archive import ArchiveError, Kind, opened
from .report import Fate, Judged, Summary
from .rows import KNOWN, NEEDED, Member, understand

BATCH = 500
TRIES = 5
# No list with a line in it is shorter.
BLANK = 16
PURPOSE = Purpose.NEWSLETTER
SOURCE = "Mailchimp audience"
Line = tuple[int, dict[str, str], Member | str]
Answer = tuple[Fate, str]


class Importer:
    """One run over one zip. With `dry_run` nothing is written and the report is the same."""

    def __init__(self, *, now: datetime, dry_run: bool = False):
        self.now = now
        self.dry_run = dry_run
        self.summary = Summary()
        self._suppressed_dry: dict[str, str] = {}
        self._seen: set[str] = set()
        self._new_dry: set[str] = set()

    def run(self, path: Path, *, incomplete: bool = False) -> Iterator[Judged]:
        """Yield what became of each row, once the batch it is in has been committed.

        Raises `ArchiveError` or `SpreadsheetError` before anything is written, unless a list breaks off
        half-way: then the batches before stand, and a second run goes on.
        """
        with opened(path, incomplete=incomplete) as lists:
            for kind, file in lists.items():
                self._look_at_columns(kind, file)
            for kind, file in lists.items():
                self._seen.clear()
                for judged in self._list(kind, file):
                    self.summary.add(judged)
                    yield judged

    def _look_at_columns(self, kind: Kind, file: Path) -> None:
        """Every list is looked at before the first row of any is written."""
        try:
            first = next(read_rows(file), None)
        except SpreadsheetError as error:
            if _is_blank(file):
                return  # nobody on this list, and not even the names of columns
            raise ArchiveError(f"{kind}: {error}") from error
        if first is None:
            return
        if not any(name in first[1] for name in NEEDED):
            raise ArchiveError(_("%(kind)s: the column “Email Address” is missing.") % {"kind": kind})
        for name in first[1]:
            if name and name not in KNOWN and name not in self.summary.passed_over:
                self.summary.passed_over.append(name)

    def _list(self, kind: Kind, file: Path) -> Iterator[Judged]:
        if _is_blank(file):
            return
        rows = read_rows(file)
        while batch := list(islice(rows, BATCH)):
            lines: list[Line] = []
            for line, cells in batch:
                try:
                    lines.append((line, cells, self._once(understand(kind, cells, now=self.now))))
                except ValueError as error:
                    lines.append((line, cells, str(error)))
            answers = self._write_with_retries(kind, [row for *_, row in lines if isinstance(row, Member)])
            for line, cells, row in lines:
                fate, words = answers[row.email] if isinstance(row, Member) else (Fate.REJECTED, row)
                yield Judged(kind, line, fate, words, cells)

    def _once(self, row: Member) -> Member:
        """The row, unless the address stood in this list before."""
        if row.email in self._seen:
            raise ValueError(_("This address stands in the list twice; the first row counts."))
        self._seen.add(row.email)
        return row

    def _write_with_retries(self, kind: Kind, rows: list[Member]) -> dict[str, Answer]:
        """All of a batch or none of it; when somebody comes between, read again and write again."""
        write = self._subscribed if kind is Kind.SUBSCRIBED else self._gone
        for attempt in range(1, TRIES + 1):
            try:
                with transaction.atomic():
                    answers, new = write(rows)
            except (IntegrityError, OperationalError):
                if attempt == TRIES:
                    raise
                time.sleep(0.1 * attempt)
            else:
                self.summary.people += new
                return answers
        raise AssertionError("The loop returns or raises.")

    # ----- Who left, and who cannot be reached -----

    def _gone(self, rows: list[Member]) -> tuple[dict[str, Answer], int]:
        digests = {row.email: digest_of(row.email) for row in rows}
        known = {
            (row.digest, row.reason): row
            for row in Suppression.objects.filter(digest__in=list(digests.values()))
        }
        people = {person.email: person for person in self._people(digests)}
        answers: dict[str, Answer] = {}
        for row in rows:
            before = known.get((digests[row.email], row.reason))
            # What was lifted stays lifted unless the list knows of something newer.
            old = before is not None and (
                row.since is None or row.since <= max(before.at, before.lifted_at or before.at)
            )
            if not (old and before.lifted_at):
                self._suppressed_dry.setdefault(digests[row.email], row.reason)
            answers[row.email] = (Fate.UNCHANGED, "") if old else (Fate.SUPPRESSED, "")
            if not old and not self.dry_run:
                self._suppress(row)
            if not self.dry_run and row.email in people:
                self._say_no(people[row.email], row)
        return answers, 0

    def _suppress(self, row: Member) -> None:
        # Who left one list may still want another; a dead mailbox and a complaint are about everything.
        purpose = PURPOSE if row.kind is Kind.UNSUBSCRIBED and row.reason != "complained" else ""
        suppress(
            email=row.email,
            reason=row.reason,
            source=f"{SOURCE}: {row.kind}",
            purpose=purpose,
            now=row.since or self.now,
        )

    def _say_no(self, person: Person, row: Member) -> None:
        """A no of somebody we know stands in the ledger as well, once."""
        if row.kind is not Kind.UNSUBSCRIBED:
            return
        source = f"{SOURCE}: {row.kind}"
        events = ConsentEvent.objects.filter(person=person, purpose=PURPOSE, act=Act.WITHDRAWN, source=source)
        if not (events.filter(at=row.since) if row.since else events).exists():
            ConsentEvent.objects.create(
                person=person, purpose=PURPOSE, act=Act.WITHDRAWN, source=source, at=row.since or self.now
            )

    def _people(self, emails: Iterable[str]) -> list[Person]:
        return list(Person.objects.current().filter(email__in=list(emails)))

    # ----- Who is on the list -----

    def _subscribed(self, rows: list[Member]) -> tuple[dict[str, Answer], int]:
        digests = {row.email: digest_of(row.email) for row in rows}
        stopped = {row.digest: row.get_reason_display() for row in standing_rows(digests.values(), PURPOSE)}
        labels = dict(Suppression._meta.get_field("reason").choices)
        for digest, reason in self._suppressed_dry.items() if self.dry_run else ():
            stopped.setdefault(digest, str(labels[reason]))
        answers: dict[str, Answer] = {}
        wanted = []
        for row in rows:
            if reason := stopped.get(digests[row.email]):
                words = _("Never mailed: %(reason)s.") % {"reason": reason}
                answers[row.email] = (Fate.LEFT_OUT, words)
            else:
                wanted.append(row)
        people, new = self._found(wanted)
        told = self._told([person.pk for person in people.values() if person.pk])
        held = set(
            Hold.objects.filter(person__in=told.keys(), purpose=PURPOSE, subject="").values_list(
                "person", flat=True
            )
        )
        events = []
        for row in wanted:
            person = people[row.email]
            last = decisive(told.get(person.pk, ()))
            answers[row.email], event = self._decide(row, person, last, held=person.pk in held)
            if event:
                events.append(event)
        if not self.dry_run:
            ConsentEvent.objects.bulk_create(events)
            self._tag(wanted, people)
        return answers, new

    def _decide(
        self, row: Member, person: Person, last: Told | None, *, held: bool
    ) -> tuple[Answer, ConsentEvent | None]:
        """What becomes of a member, and the act to be written. What they told us ourselves goes before."""
        proven = row.is_proven
        if last is not None and last.act == Act.WITHDRAWN:
            day = date_format(last.at)
            return (Fate.LEFT_OUT, _("They told us no on %(day)s.") % {"day": day}), None
        if last is not None and held:
            return (Fate.LEFT_OUT, _("Two records were merged that did not agree: ask again first.")), None
        if last is not None and (last.act == Act.GIVEN or not proven or row.confirmed <= last.at):
            return (Fate.UNCHANGED, ""), None
        event = ConsentEvent(
            person=person,
            purpose=PURPOSE,
            act=Act.GIVEN if proven else Act.UNKNOWN,
            source=f"{SOURCE}: {row.kind}",
            at=row.confirmed if proven else (row.since or self.now),
            asked_at=row.asked if proven else None,
            proof=Proof.IMPORTED if proven else Proof.NONE,
            note=_evidence(row),
        )
        if proven:
            return (Fate.GIVEN, ""), event
        words = _("No proof that they ever asked for it: kept as not known, and not mailed.")
        return (Fate.UNKNOWN, words), event

    def _found(self, rows: list[Member]) -> tuple[dict[str, Person], int]:
        """The people by the address in the list. A dry run makes nobody."""
        if self.dry_run:
            found = Person.objects.select_related("merged_into").filter(email__in=[row.email for row in rows])
            people = {person.email: person.merged_into or person for person in found}
            new = {row.email for row in rows} - people.keys() - self._new_dry
            self._new_dry |= new
            return people | {email: Person(email=email) for email in new}, len(new)
        return identify_many(
            [
                Known(row.email, row.since or self.now, row.name, row.role, row.organisation, row.place)
                for row in rows
            ],
            now=self.now,
        )

    def _told(self, people: list[int]) -> dict[int, list[Told]]:
        told: dict[int, list[Told]] = {}
        events = ConsentEvent.objects.filter(person__in=people, purpose=PURPOSE, subject="")
        for event in events:
            act = Told(event.act, event.at, event.proof, event.pk)
            told.setdefault(event.person_id, []).append(act)
        return told

    def _tag(self, rows: list[Member], people: dict[str, Person]) -> None:
        """Put the list's tags on people; those there are already stay."""
        tags = {
            name.casefold(): tag_named(name) for name in sorted({tag for row in rows for tag in row.tags})
        }
        through = Person.tags.through
        through.objects.bulk_create(
            [
                through(person_id=people[row.email].pk, tag_id=tags[tag.casefold()].pk)
                for row in rows
                for tag in row.tags
            ],
            ignore_conflicts=True,
        )


def _evidence(row: Member) -> str:
    """Where the proof can be looked up: the member's number in the other system, and both moments."""
    parts = [f"LEID {row.member}" if row.member else ""]
    if row.asked:
        parts.append(f"OPTIN_TIME {row.asked:%Y-%m-%d %H:%M:%S} UTC")
    if row.confirmed:
        parts.append(f"CONFIRM_TIME {row.confirmed:%Y-%m-%d %H:%M:%S} UTC")
    return ", ".join(part for part in parts if part)


def _is_blank(file: Path) -> bool:
    return file.stat().st_size < BLANK and not file.read_bytes().strip()
