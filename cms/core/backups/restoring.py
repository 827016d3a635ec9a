"""Put a backup back: the whole of it, or nothing."""

import datetime as dt
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.cache import caches
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from cms.core.signals import restored

from . import BackupError, storages_kept
from .archive import Archive, Manifest, opened
from .making import Progress, in_words
from .marks import CUT_SHORT, Mark
from .state import data_found, engine, is_one_of, unknown_migrations
from .stored import Change, forget_aside, put_back

Say = Callable[[str], None]


class HeldSinceBackup(RuntimeError):  # noqa: N818 - the name is shown to a person beside the task
    """A task that waited when the backup was made: it may have been done since, so it is not done again."""


@dataclass
class Restored:
    """What a restore did: how the archive was, how many tasks are held back, what somebody should know."""

    manifest: Manifest
    held: int = 0
    migrated: bool = False
    notes: list[str] = field(default_factory=list)


def check(archive: Archive, say: Say, *, other_keys: bool = False) -> Restored:
    """Look whether an archive is whole and fits this site; change nothing. Raises BackupError if not."""
    manifest = archive.manifest
    database = engine()
    _refuse_what_does_not_fit(manifest, database)
    if not other_keys and not is_one_of([settings.SUPPRESSION_KEY], manifest.suppression_key):
        raise BackupError(
            "SUPPRESSION_KEY is not the one this backup was made with: who was erased or is never to be "
            "mailed would not be recognised. Set the old one; if it is lost for ever, add --other-keys."
        )
    unknown = unknown_migrations(manifest.migrations)
    if unknown:
        shown = ", ".join(unknown[:5]) + (f" and {len(unknown) - 5} more" if len(unknown) > 5 else "")
        raise BackupError(
            f"This archive was made with a newer version of the site: {shown} is not known here. "
            f"Install that version ({manifest.version}) or a later one, then run this again."
        )
    missing = {alias for _member, alias, _name in archive.files()} - set(storages_kept())
    if missing:
        raise BackupError(f"This archive holds files of a storage this site has not: {', '.join(missing)}.")
    say("Comparing every checksum …")
    progress = Progress("Checked", say)
    archive.verify(progress.add)
    progress.end()
    result = Restored(manifest)
    if not is_one_of([settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS], manifest.key):
        result.notes.append(
            "SECRET_KEY is not the one this backup was made with: links in letters stop working. Put the old "
            "one into SECRET_KEY, or into SECRET_KEY_FALLBACKS."
        )
    return result


def _refuse_what_does_not_fit(manifest: Manifest, database) -> None:
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    if manifest.vendor != database.vendor:
        there, here = (names.get(vendor, vendor) for vendor in (manifest.vendor, database.vendor))
        raise BackupError(
            f"This backup is of a {there} database, and DATABASE_URL names {here}. Restore it into {there}; "
            "docs/deploy.md tells how to move a site from one to the other afterwards."
        )
    if database.vendor == "postgresql" and _major(manifest.server) > _major(database.server()):
        raise BackupError(
            f"This backup was made on PostgreSQL {manifest.server}, and the server here is "
            f"{database.server()}. Restore it on a server at least as new."
        )


def _major(version: str) -> int:
    return int(version.partition(".")[0])


def restore_backup(*, source: Path, replace: bool, say: Say, other_keys: bool = False) -> Restored:
    """Put the database and the files of a backup in the place of what is here.

    Everything is checked first and made ready beside what is there; then the database changes places in one
    step, migrations that came since are applied, and `restored` is sent. Whatever fails on the way, the site
    is put back as it was and BackupError says why. The site has to be stopped meanwhile.
    """
    with opened(source) as archive:
        if Mark.found():
            raise BackupError(CUT_SHORT)
        result = check(archive, say, other_keys=other_keys)
        database = engine()
        was_empty = database.is_empty()
        if not was_empty and not replace:
            _refuse_to_replace()
        database.refuse_when_in_use()
        mark = Mark(was_empty)
        mark.begin()
        change = Change()
        with _undone_on_failure(mark, change):
            _refuse_a_full_disk(archive)
            _take_files(archive, change, say, replace=replace)
            say("Making the database ready …")
            rows = archive.manifest.rows
            database.prepare(archive.chunks(archive.database), rows)
            say("Putting the database in its place …")
            database.swap(rows)
            _bring_up_to_date(result, say)
        mark.point_of_no_return()
    _tidy_up(change if replace else None)
    mark.end()
    return result


def _refuse_to_replace() -> None:
    found = data_found()
    if found:
        what = ", ".join(f"{count:,} {name}" for name, count in list(found.items())[:5])
        raise BackupError(
            f"This database holds data ({what}). To put the backup in its place, which loses all of it, take "
            "a backup of it first, then add --replace. Nothing was changed."
        )


@contextmanager
def _undone_on_failure(mark: Mark, change: Change) -> Iterator[None]:
    """Put everything back when the body fails, for whatever reason, Ctrl-C included."""
    try:
        yield
    except BaseException as error:
        try:
            _undo(mark, change)
        except Exception as worse:  # noqa: BLE001 - whatever it is, a person has to hear of both
            raise BackupError(
                f"The restore failed ({error}), and the site could not be put back as it was ({worse}). "
                "See to that, then run: python manage.py restore --undo"
            ) from error
        if isinstance(error, BackupError) or not isinstance(error, Exception):
            raise
        raise BackupError(f"The restore failed, and the site is as it was: {_said(error)}") from error


def _said(error: Exception) -> str:
    first = str(error).strip().partition("\n")[0]
    return f"{first or type(error).__name__} ({type(error).__name__})"


def _undo(mark: Mark, change: Change | None) -> None:
    engine().undo(was_empty=mark.was_empty)
    (change.undo if change else put_back)()
    _clear_caches()
    mark.end()


def undo_cut_short(say: Say) -> bool:
    """Bring a restore that was cut short to an end: put the site back, or tidy up if it was as good as done.

    Returns whether there was one. May be run twice.
    """
    mark = Mark.found()
    if mark is None:
        return False
    engine().refuse_when_in_use()
    if mark.done:
        say("The restore was done but for tidying up, which is done now.")
        _tidy_up(None)
        mark.end()
    else:
        _undo(mark, None)
        say("The site is as it was before the restore.")
    return True


def _refuse_a_full_disk(archive: Archive) -> None:
    """Raise BackupError early when the disk of the data folder has no room for what comes."""
    needed = archive.members[archive.database].size
    for name, alias, _file in archive.files():
        if hasattr(storages[alias], "location") and hasattr(storages[alias], "file_permissions_mode"):
            needed += archive.members[name].size
    free = shutil.disk_usage(settings.DATA_DIR).free
    if needed > free:
        raise BackupError(
            f"The restore needs {in_words(needed)} in {settings.DATA_DIR}, and {in_words(free)} are free. "
            "Make room, then run this again; nothing was changed."
        )


def _take_files(archive: Archive, change: Change, say: Say, *, replace: bool) -> None:
    """Add the files of the archive and the entries of the ledger that are not here yet."""
    progress = Progress("Files", say)
    for member, alias, name in archive.files():
        known = archive.members[member]
        change.take(
            alias,
            name,
            lambda member=member: archive.chunks(member),
            size=known.size,
            sha256=known.sha256,
            replace=replace,
        )
        progress.count += 1
        progress.add(known.size)
    for member, name in archive.entries():
        change.take_entry(name, lambda member=member: archive.chunks(member))
    progress.end()


def _bring_up_to_date(result: Restored, say: Say) -> None:
    """Apply later migrations, hold back what may have been done since, and let other rooms do their part."""
    before = sum(map(len, result.manifest.migrations.values()))
    call_command("migrate", interactive=False, verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM django_migrations")
        result.migrated = cursor.fetchone()[0] > before
    result.held = hold_tasks(now=timezone.now())
    Session.objects.all().delete()
    _clear_caches()
    restored.send(sender=None, made_at=result.manifest.moment, say=say)


def hold_tasks(*, now: dt.datetime) -> int:
    """Mark each task that was waiting or running as failed: nobody knows whether it was done since.

    A letter must not be sent twice; whoever looks at failed tasks decides. Returns how many there were.
    """
    return DBTaskResult.objects.filter(status__in=["READY", "RUNNING"]).update(
        status="FAILED",
        finished_at=now,
        exception_class_path=f"{HeldSinceBackup.__module__}.{HeldSinceBackup.__name__}",
        traceback="It waited when the backup was made that has been put back. It may have been done since.",
    )


def _tidy_up(change: Change | None) -> None:
    """Remove what the restore has replaced: the old database, old files, with `change` files not restored."""
    engine().finish()
    forget_aside()
    if change is not None:
        for alias, name in change.others():
            storages[alias].delete(name)


def _clear_caches() -> None:
    """Forget pages and sessions of the site as it was."""
    for alias in settings.CACHES:
        caches[alias].clear()
