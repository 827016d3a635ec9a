"""SQLite: read while the site goes on writing, and put in place by renaming files."""

import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.db import connection

from . import CHUNK, BackupError

MEMBER = "database.sqlite3"
PAGES = 4096  # read at a time
STILL_OPEN = (
    "Another process has the database open. Stop the site, web and worker, then run this again; "
    "nothing was changed."
)
BESIDE = ("-wal", "-shm", "-journal")


@dataclass(frozen=True)
class SQLite:
    """The file of the database, the one that is put in its place, and the one that was there before."""

    path: Path

    @property
    def new(self) -> Path:
        """The file that is being made ready."""
        return self.path.with_name(self.path.name + ".restoring")

    @property
    def before(self) -> Path:
        """The file that was there before, until the restore is done."""
        return self.path.with_name(self.path.name + ".before-restore")

    member, vendor = MEMBER, "sqlite"

    def server(self) -> str:
        """The version that reads and writes the file."""
        return sqlite3.sqlite_version

    @contextmanager
    def snapshot(self, folder: Path, say: Callable[[str], None]) -> Iterator["Snapshot"]:
        """Copy the database as it is now into `folder`; a write meanwhile is neither stopped nor copied."""
        copy = folder / MEMBER
        if not self.path.is_file():
            raise BackupError(f"There is no database {self.path} to take a backup of.")
        copy.touch(mode=0o600)
        try:
            with (
                closing(sqlite3.connect(self.path, timeout=20)) as source,
                closing(sqlite3.connect(copy)) as to,
            ):
                # One reading transaction around all steps: else each write begins the copy anew.
                source.execute("BEGIN")
                source.execute("SELECT count(*) FROM sqlite_master").fetchone()
                source.backup(to, pages=PAGES, sleep=0)
                source.rollback()
                to.execute("PRAGMA journal_mode=DELETE")
                say("The database is copied; looking whether it is sound …")
                _refuse_unsound(to, "The database is damaged, and so would the backup be")
                yield Snapshot(copy, to)
        except sqlite3.DatabaseError as error:
            raise BackupError(f"The database cannot be read: {error}.") from error

    def is_empty(self) -> bool:
        """Tell whether there is no table yet."""
        if not self.path.is_file():
            return True
        try:
            with closing(sqlite3.connect(self.path)) as here:
                return not here.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        except sqlite3.DatabaseError:
            return False

    def refuse_when_in_use(self) -> None:
        """Raise BackupError while another process has the database open."""
        connection.close()
        if not self.path.is_file():
            return
        try:
            with closing(sqlite3.connect(self.path, timeout=2, isolation_level=None)) as here:
                # Leaving write-ahead logging needs the file for oneself, and brings everything into it.
                here.execute("PRAGMA journal_mode=DELETE")
        except sqlite3.OperationalError as error:
            locked = error.sqlite_errorcode in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
            raise BackupError(STILL_OPEN if locked else f"The database cannot be opened: {error}.") from error
        except sqlite3.DatabaseError:
            return  # damaged: a good reason to restore

    def prepare(self, chunks: Iterable[bytes], rows: dict[str, int]) -> None:
        """Make the new file ready beside the old one, and look whether it is what was backed up."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        _remove(self.new)
        with os.fdopen(os.open(self.new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            for chunk in chunks:
                file.write(chunk)
            _flush(file)
        if self.path.is_file():
            self.new.chmod(self.path.stat().st_mode & 0o777)
        try:
            with closing(sqlite3.connect(self.new)) as here:
                _refuse_unsound(here, "The database in this archive is damaged")
                counted = Snapshot(self.new, here).rows()
        except sqlite3.DatabaseError as error:
            raise BackupError(f"The database in this archive cannot be read: {error}.") from error
        if counted != rows:
            raise BackupError("The database in this archive does not hold the rows its manifest counts.")

    def swap(self, rows: dict[str, int]) -> None:
        """Put the new file in the place of the old one, which is kept beside it."""
        self.refuse_when_in_use()
        if self.path.exists():
            self._move(self.path, self.before)
        self._move(self.new, self.path)

    def _move(self, old: Path, new: Path) -> None:
        """Rename a database with the files that belong to it."""
        for end in BESIDE:
            with suppress(FileNotFoundError):
                Path(f"{old}{end}").rename(f"{new}{end}")
        old.rename(new)

    def undo(self, *, was_empty: bool) -> None:
        """Put the old file back, or none where none was. May be run twice."""
        connection.close()
        if self.before.exists():
            _remove(self.path)
            self._move(self.before, self.path)
        elif was_empty:
            _remove(self.path)
        _remove(self.new)

    def finish(self) -> None:
        """Delete the old file."""
        _remove(self.before)
        _remove(self.new)


@dataclass(frozen=True)
class Snapshot:
    """A database as it stood at one moment."""

    copy: Path
    here: sqlite3.Connection

    def rows(self) -> dict[str, int]:
        """How many rows each table has; the search index keeps its own account."""
        virtual = [name for (name,) in self.here.execute(VIRTUAL)]
        names = [name for (name,) in self.here.execute(TABLES)]
        own = [name for name in names if not any(name == v or name.startswith(f"{v}_") for v in virtual)]
        return {
            # The name comes from the database itself.
            name: self.here.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]  # noqa: S608 - see above
            for name in own
        }

    def migrations(self) -> dict[str, list[str]]:
        """The names of the migrations applied, by app."""
        applied: dict[str, list[str]] = {}
        for app, name in self.here.execute("SELECT app, name FROM django_migrations ORDER BY app, name"):
            applied.setdefault(app, []).append(name)
        return applied

    def chunks(self) -> Iterator[bytes]:
        """The copy, a chunk at a time."""
        with self.copy.open("rb") as file:
            while chunk := file.read(CHUNK):
                yield chunk


TABLES = (
    "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' "
    "ORDER BY name"
)
VIRTUAL = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE VIRTUAL%'"


def _refuse_unsound(here: sqlite3.Connection, what: str) -> None:
    found = here.execute("PRAGMA quick_check(1)").fetchone()[0]
    if found != "ok":
        raise BackupError(f"{what}: {found}.")


def _remove(path: Path) -> None:
    """Delete a database with the files that belong to it."""
    for name in (str(path), *(f"{path}{end}" for end in BESIDE)):
        Path(name).unlink(missing_ok=True)


def _flush(file: IO[bytes]) -> None:
    """See that what was written is on the disk."""
    file.flush()
    os.fsync(file.fileno())
