"""A file is served: the download is completed, classified by the rule, and tallied."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.db import IntegrityError, connection, transaction
from django.db.models import Count, F, Q

from ..choices import Outcome
from ..models import DailyTally, Download
from ..rules import classify, london_day
from ..signals import download_completed

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..models import File

# Each try reads what others have committed since; two simultaneous firsts need two, one more is for luck.
TRIES = 4
TALLY_BATCH = 2000
# What a serving writes on the row that waited.
SERVED = (
    "edition",
    "file",
    "format",
    "channel",
    "completed_at",
    "day",
    "outcome",
    "first_ever",
    "first_of_resource",
)


def complete_download(
    *,
    download: Download,
    file: File,
    robot: bool,
    staff: bool,
    now: datetime,
    channel: str = "",
) -> Download:
    """Write down that a file was served, and say whether it counts.

    The waiting row itself is completed the first time. Every later serving, and every serving to a robot,
    gets a row of its own beside it, with the same answers: a robot never uses up what a person asked for.

    Args:
        download: the row made by `ask_for_download`, waiting or already completed.
        file: the file that was served; it may be a newer edition than the one asked for.
        robot, staff: who fetched it, see `rules.classify`.
        now: the moment, aware.
        channel: by which way it was fetched, if not the way it was asked for.

    Returns:
        The row that stands for this serving.
    """
    day = london_day(now)
    with transaction.atomic():
        row = None if robot else _take_waiting(download, day=day, now=now)
        if row is None:
            row = _sibling(download, day=day, now=now)
        row.edition, row.file, row.format = file.edition, file, file.format
        if channel:
            row.channel = channel
        _decide(row, robot=robot, staff=staff)
        _add_to_tally(row)
        transaction.on_commit(lambda: download_completed.send_robust(sender=Download, download=row))
    return row


def _take_waiting(download: Download, *, day: date, now: datetime) -> Download | None:
    """Claim the waiting row for this serving; None when another serving has it already.

    The claim is one conditional update, so two that come at once cannot both have it. Between the claim and
    `_decide` the row is a repeat, the one outcome that promises nothing.
    """
    claimed = Download.objects.filter(pk=download.pk, outcome=Outcome.WAITING).update(
        outcome=Outcome.REPEAT, completed_at=now, day=day
    )
    if not claimed:
        return None
    download.outcome, download.completed_at, download.day = Outcome.REPEAT, now, day
    return download


def _sibling(download: Download, *, day: date, now: datetime) -> Download:
    """A row like another one, not yet saved, for one more serving."""
    row = Download(
        **{
            field.attname: getattr(download, field.attname)
            for field in Download._meta.concrete_fields
            if field.name not in ("id", "key", "import_key")
        }
    )
    row.key = uuid.uuid4()
    row.asked_at = row.completed_at = now
    row.day, row.outcome = day, Outcome.REPEAT
    row.first_ever = row.first_of_resource = False
    return row


def _decide(row: Download, *, robot: bool, staff: bool) -> None:
    """Save the row with its outcome. The database's own constraints settle who came first."""
    for _attempt in range(TRIES):
        known = Download.objects.filter(downloader=row.downloader, outcome=Outcome.COUNTED).aggregate(
            everything=Count("pk"),
            of_resource=Count("pk", filter=Q(resource=row.resource_id)),
            today=Count("pk", filter=Q(resource=row.resource_id, day=row.day)),
        )
        row.outcome = classify(already_counted=known["today"] > 0, robot=robot, staff=staff)
        counts = row.outcome == Outcome.COUNTED
        row.first_ever = counts and not known["everything"]
        row.first_of_resource = counts and not known["of_resource"]
        try:
            with transaction.atomic():
                # Whose it is stays as it stands: they may have been joined to somebody meanwhile.
                row.save(update_fields=None if row._state.adding else SERVED)
        except IntegrityError:
            # Somebody else's row was committed between our reading and our writing: read again.
            if row._state.adding:
                row.pk = None
            else:
                row.refresh_from_db(fields=["person", "downloader"])
            continue
        return
    row.outcome, row.first_ever, row.first_of_resource = Outcome.REPEAT, False, False
    row.save(update_fields=None if row._state.adding else SERVED)


def _add_to_tally(row: Download) -> None:
    """One more for the day. Last in the transaction, because everybody's tally is the same row."""
    which = {"resource_id": row.resource_id, "day": row.day, "outcome": row.outcome}
    more = {"downloads": F("downloads") + 1, "first_ever": F("first_ever") + int(row.first_ever)}
    if DailyTally.objects.filter(**which).update(**more):
        return
    DailyTally.objects.bulk_create([DailyTally(**which)], ignore_conflicts=True)
    DailyTally.objects.filter(**which).update(**more)


def rebuild_tallies() -> int:
    """Make every daily tally anew from the downloads. Returns how many tallies there are now.

    Downloads may go on meanwhile: theirs are added before the rebuild begins or after it has ended.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {DailyTally._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        DailyTally.objects.all().delete()
        rows = (
            Download.objects.completed()
            .order_by("resource_id", "day", "outcome")
            .values("resource_id", "day", "outcome")
            .annotate(n=Count("pk"), firsts=Count("pk", filter=Q(first_ever=True)))
        )
        made = DailyTally.objects.bulk_create(
            (
                DailyTally(
                    resource_id=row["resource_id"],
                    day=row["day"],
                    outcome=row["outcome"],
                    downloads=row["n"],
                    first_ever=row["firsts"],
                )
                for row in rows.iterator()
            ),
            batch_size=TALLY_BATCH,
        )
    return len(made)
