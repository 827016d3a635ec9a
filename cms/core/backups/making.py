"""Make a backup, while the site goes on."""

import datetime as dt
import errno
import os
import re
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.files.storage import storages

from ..failures import missing_file
from . import BackupError, storages_kept
from .archive import FILES, LEDGER, Manifest, Writer
from .marks import CUT_SHORT, LastBackup, Mark
from .state import engine, fingerprint, version
from .stored import chunks_of, kept_names, ledger_names

EVERY_SECONDS = 5
NAMED = re.compile(r"site-\d{8}T\d{6}Z\.zip(\.part)?")
Say = Callable[[str], None]


@dataclass(frozen=True)
class Made:
    """A backup: where it is, its length in bytes, how many files it holds, how many had gone."""

    path: Path
    size: int
    files: int
    vanished: int


def usual_place(now: dt.datetime) -> Path:
    """Where a backup goes when no place is named: a folder of the data folder, under the moment in UTC."""
    return Path(settings.DATA_DIR) / "backups" / f"site-{now.astimezone(dt.UTC):%Y%m%dT%H%M%SZ}.zip"


def make_backup(*, target: Path, now: dt.datetime, say: Say) -> Made:
    """Write the database and the files of the site into one new file that its owner alone may read.

    The database is read in one moment, then the files, so that every file a row names is there unless
    somebody deleted it in between. Nothing is overwritten. Raises BackupError, and leaves no half archive.
    """
    if missing := missing_file():
        raise BackupError(f"There is no database {missing} to take a backup of.")
    if Mark.found():
        raise BackupError(CUT_SHORT)
    if target.is_dir():
        target = target / usual_place(now).name
    if target.exists():
        raise BackupError(f"{target} is there already. Nothing is overwritten: choose another name.")
    part = target.with_name(target.name + ".part")
    try:
        if not target.parent.exists():
            target.parent.mkdir(parents=True, mode=0o700)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise BackupError(
            f"{part} is there: another backup is being made, or was cut short. Delete it."
        ) from None
    except OSError as error:
        raise BackupError(f"Nothing can be written to {target.parent}: {error.strerror}.") from error
    try:
        with os.fdopen(descriptor, "wb") as file:
            files, vanished = _write(Writer(file), target.parent, now, say)
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        cure = " Make room there, or name another place." if full else ""
        raise BackupError(f"The backup could not be written: {error.strerror or error}.{cure}") from error
    finally:
        part.unlink(missing_ok=True)
    made = Made(target, target.stat().st_size, files, vanished)
    LastBackup(now.astimezone(dt.UTC).isoformat(), str(target), made.size).remember()
    return made


def _write(writer: Writer, folder: Path, now: dt.datetime, say: Say) -> tuple[int, int]:
    """Write every member; return how many files there were, and how many were gone when their turn came."""
    database = engine()
    say("Reading the database …")
    tell = Progress("Database", say)
    with (
        tempfile.TemporaryDirectory(prefix=".backup-", dir=folder) as beside,
        database.snapshot(Path(beside), say) as snapshot,
    ):
        rows, migrations = snapshot.rows(), snapshot.migrations()
        # What pg_dump writes is compressed already.
        writer.add(database.member, tell.through(snapshot.chunks()), squeeze=database.vendor == "sqlite")
    files = vanished = 0
    tell = Progress("Files", say)
    for member, alias, name in _members():
        try:
            first = _opened(chunks_of(storages[alias], name))
        except FileNotFoundError:
            vanished += 1
            continue
        writer.add(member, tell.through(first))
        files += 1
        tell.count = files
    tell.end()
    writer.finish(
        Manifest(
            made_at=now.astimezone(dt.UTC).isoformat(),
            version=version(),
            vendor=database.vendor,
            server=database.server(),
            key=fingerprint(settings.SECRET_KEY),
            suppression_key=fingerprint(settings.SUPPRESSION_KEY),
            migrations=migrations,
            rows=rows,
            members=writer.members,
        )
    )
    return files, vanished


def _members() -> Iterator[tuple[str, str, str]]:
    """Each file to be kept: its name in the archive, its storage, its name there."""
    for alias in storages_kept():
        yield from ((f"{FILES}{alias}/{name}", alias, name) for name in kept_names(alias))
    yield from (
        (f"{LEDGER}{name}", "private", f"{settings.ERASURE_LEDGER}/{name}") for name in ledger_names()
    )


def _opened(chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Read the first chunk now, so that a file that has gone is missed before its member is begun."""
    first = next(chunks, b"")

    def all_of_it() -> Iterator[bytes]:
        yield first
        yield from chunks

    return all_of_it()


class Progress:
    """Tells every few seconds how much has gone by."""

    def __init__(self, what: str, say: Say) -> None:
        self.what, self.say = what, say
        self.bytes = self.count = 0
        self.told = time.monotonic()

    def through(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """Hand on each chunk, counting."""
        for chunk in chunks:
            yield chunk
            self.add(len(chunk))

    def add(self, size: int) -> None:
        """Count, and tell if it is time to."""
        self.bytes += size
        if time.monotonic() - self.told >= EVERY_SECONDS:
            self.told = time.monotonic()
            self.say(f"{self} …")

    def end(self) -> None:
        """Tell the whole."""
        self.say(f"{self}.")

    def __str__(self) -> str:
        return f"{self.what}: {f'{self.count:,}, ' if self.count else ''}{in_words(self.bytes)}"


def in_words(size: int) -> str:
    """A number of bytes as a person says it."""
    for unit, least in (("GB", 10**9), ("MB", 10**6), ("kB", 10**3)):
        if size >= least:
            return f"{size / least:.1f} {unit}"
    return f"{size} bytes"


def expire(*, folder: Path, keep_days: int, now: dt.datetime) -> int:
    """Delete backups named by `usual_place`, and what is left of cut-short ones, once they are older.

    Returns:
        How many were deleted.
    """
    oldest = now - dt.timedelta(days=keep_days)
    gone = 0
    for path in folder.iterdir():
        old = NAMED.fullmatch(path.name) and dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC) < oldest
        if old and path.is_file():
            path.unlink()
            gone += 1
    return gone
