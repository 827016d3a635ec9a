"""PostgreSQL: read by pg_dump in one moment, and put in place beside what is there, which moves aside."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from django.db import DatabaseError, connection, transaction
from django.db.backends.postgresql.client import DatabaseClient

from . import CHUNK, BackupError

MEMBER = "database.dump"
BEFORE = "before_restore"  # the schema that keeps what was there, until the restore is done
WAIT_FOR_LOCKS = "15s"


@dataclass
class PostgreSQL:
    """The database, and the folder where a dump waits for pg_restore, which wants a file."""

    folder: Path
    dump: Path | None = field(default=None)

    member, vendor = MEMBER, "postgresql"

    def server(self) -> str:
        """The version of the server, such as 15.20."""
        major, minor = divmod(connection.pg_version, 10000)
        return f"{major}.{minor}"

    @contextmanager
    def snapshot(self, folder: Path, say: Callable[[str], None]) -> Iterator["Snapshot"]:
        """Hold one moment of the database, for counting and for pg_dump alike, while others write."""
        program = _program("pg_dump", self.server())
        try:
            with transaction.atomic(durable=True), connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                yield Snapshot(program, cursor.fetchone()[0])
        except DatabaseError as error:
            raise BackupError(f"The database cannot be read: {_first(str(error))}") from error

    def is_empty(self) -> bool:
        """Tell whether there is no table yet."""
        return not connection.introspection.table_names()

    def refuse_when_in_use(self) -> None:
        """Raise BackupError while another process is connected to the database."""
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*), string_agg(DISTINCT coalesce(nullif(application_name, ''), usename), ', ') "
                "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                "AND backend_type = 'client backend'"
            )
            others, names = cursor.fetchone()
        if others:
            raise BackupError(
                f"{others} other connections to the database are open ({names}). Stop the site, web and "
                "worker, and whatever else is connected, then run this again; nothing was changed."
            )

    def prepare(self, chunks: Iterable[bytes], rows: dict[str, int]) -> None:
        """Take the dump out of the archive and look whether pg_restore can read it."""
        program = _program("pg_restore", self.server())
        self.folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(prefix=".restoring-", suffix=".dump", dir=self.folder)
        self.dump = Path(name)
        with os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk)
        _run([program, "--list", name], "The dump in this archive cannot be read")

    def swap(self, rows: dict[str, int]) -> None:
        """Move what is there aside, load the dump, and count its rows."""
        self.refuse_when_in_use()
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute("SELECT set_config('lock_timeout', %s, true)", [WAIT_FOR_LOCKS])
                _move_all(cursor, connection.ops.quote_name(_schema(cursor)), BEFORE, make=True)
        except DatabaseError as error:
            raise BackupError(f"The old tables cannot be moved aside: {_first(str(error))}") from error
        connection.close()
        name = connection.settings_dict["NAME"]
        _run(
            [_program("pg_restore", self.server()), "--single-transaction", "--exit-on-error", "--no-owner",
             "--no-privileges", "--no-comments", f"--dbname={name}", str(self.dump)],
            "The dump cannot be loaded",
        )  # fmt: skip
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
            if count_rows(cursor) != rows:
                raise BackupError("The dump does not hold the rows its manifest counts.")

    def undo(self, *, was_empty: bool) -> None:
        """Drop what was loaded and move back what was there. May be run twice."""
        connection.close()
        with transaction.atomic(), connection.cursor() as cursor:
            aside = _exists(cursor, BEFORE)
            if aside or was_empty:
                here = connection.ops.quote_name(_schema(cursor))
                _drop_all(cursor, here)
                if aside:
                    _move_all(cursor, BEFORE, here)
                    cursor.execute(f"DROP SCHEMA {BEFORE}")
        self._forget_dump()

    def finish(self) -> None:
        """Drop what was there before."""
        with connection.cursor() as cursor:
            cursor.execute("SET client_min_messages = warning")
            cursor.execute(f"DROP SCHEMA IF EXISTS {BEFORE} CASCADE")
        self._forget_dump()

    def _forget_dump(self) -> None:
        for left in self.folder.glob(".restoring-*.dump"):
            left.unlink(missing_ok=True)


@dataclass(frozen=True)
class Snapshot:
    """A database as it stands at one moment, for as long as the transaction that holds it."""

    program: str
    name: str

    def rows(self) -> dict[str, int]:
        """How many rows each table has."""
        with connection.cursor() as cursor:
            return count_rows(cursor)

    def migrations(self) -> dict[str, list[str]]:
        """The names of the migrations applied, by app."""
        applied: dict[str, list[str]] = {}
        with connection.cursor() as cursor:
            cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
            for app, name in cursor.fetchall():
                applied.setdefault(app, []).append(name)
        return applied

    def chunks(self) -> Iterator[bytes]:
        """What pg_dump writes, as it comes."""
        command = [self.program, "--format=custom", "--no-owner", "--no-privileges", "--no-comments",
                   "--no-password", f"--exclude-schema={BEFORE}", f"--snapshot={self.name}"]  # fmt: skip
        with tempfile.TemporaryFile() as said:
            with subprocess.Popen(  # noqa: S603 - the command is our own
                command, env=_environment(), stdout=subprocess.PIPE, stderr=said, stdin=subprocess.DEVNULL
            ) as process:
                try:
                    while chunk := process.stdout.read(CHUNK):
                        yield chunk
                finally:
                    process.stdout.close()
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(30)
                    process.kill()
            if process.returncode:
                said.seek(0)
                words = _first(said.read(CHUNK).decode(errors="replace"))
                raise BackupError(f"pg_dump did not succeed: {words}")


def count_rows(cursor) -> dict[str, int]:
    """How many rows each table of the site has."""
    counted = {}
    for table in sorted(connection.introspection.table_names(cursor)):
        # The name comes from the database itself, and is quoted.
        cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - see above
        counted[table] = cursor.fetchone()[0]
    return counted


# What a dump brings, and what is therefore in its way: tables, views, sequences of their own, functions and
# types, but nothing that belongs to an extension, to a table or to a column.
_RELATIONS = """
SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
       ELSE 'TABLE' END, c.oid::regclass::text
FROM pg_class c
WHERE c.relnamespace = %s::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm', 'S') AND NOT c.relispartition
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('e', 'a', 'i')
                  AND d.classid = 'pg_class'::regclass)
ORDER BY c.relkind = 'S', c.oid"""
_ROUTINES = """
SELECT 'ROUTINE', p.oid::regprocedure::text FROM pg_proc p
WHERE p.pronamespace = %s::regnamespace
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')"""
_TYPES = """
SELECT 'TYPE', t.oid::regtype::text FROM pg_type t
WHERE t.typnamespace = %s::regnamespace AND t.typtype IN ('e', 'd')
  AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e')"""


def _things(cursor, schema: str) -> Iterator[tuple[str, str]]:
    """Each thing in a schema that a dump would bring: its kind, and its name, quoted where it needs to be."""
    # With an empty path every name is told with its schema.
    cursor.execute("SELECT set_config('search_path', '', true)")
    for query in (_RELATIONS, _ROUTINES, _TYPES):
        cursor.execute(query, [schema])
        yield from cursor.fetchall()


def _move_all(cursor, here: str, there: str, *, make: bool = False) -> None:
    """Move all things of one schema into another."""
    if make:
        if _exists(cursor, there):
            raise BackupError("An earlier restore was cut short: run manage.py restore --undo first.")
        cursor.execute(f"CREATE SCHEMA {there}")
    for kind, name in list(_things(cursor, here)):
        cursor.execute(f"ALTER {kind} {name} SET SCHEMA {there}")


def _drop_all(cursor, here: str) -> None:
    for kind, name in list(_things(cursor, here)):
        cursor.execute("SET LOCAL client_min_messages = warning")
        cursor.execute(f"DROP {kind} IF EXISTS {name} CASCADE")


def _exists(cursor, schema: str) -> bool:
    cursor.execute("SELECT count(*) FROM pg_namespace WHERE nspname = %s", [schema])
    return bool(cursor.fetchone()[0])


def _schema(cursor) -> str:
    cursor.execute("SELECT current_schema()")
    return cursor.fetchone()[0]


def _program(name: str, server: str) -> str:
    """Find a pg_dump or pg_restore that is as new as the server. Raises BackupError when there is none."""
    major = int(server.partition(".")[0])
    debian = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: path.parts[-3])
    candidates = [found for found in (shutil.which(name), *map(str, reversed(debian))) if found]
    older = ""
    for candidate in candidates:
        said = subprocess.run([candidate, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - our own
        version = re.search(r"(\d+)[.\d]*", said.stdout)
        if version and int(version[1]) >= major:
            return candidate
        older = older or (version[0] if version else "unknown")
    cure = (
        f"Install the client programs of PostgreSQL {major} or later, on Debian: "
        "apt-get install postgresql-client"
    )
    if older:
        raise BackupError(f"{name} here is version {older}, older than the server ({server}). {cure}")
    raise BackupError(f"{name} is not on this machine. {cure}")


def _environment() -> dict[str, str]:
    """The environment for a client program: whom to ask, and the password, which no command line shows."""
    known = connection.settings_dict
    _arguments, told = DatabaseClient.settings_to_cmd_args_env(known, [])
    told = dict(told or {})
    for name, key in (("PGHOST", "HOST"), ("PGPORT", "PORT"), ("PGUSER", "USER"), ("PGDATABASE", "NAME")):
        if known.get(key):
            told[name] = str(known[key])
    return {**os.environ, **told, "PGAPPNAME": "backup"}


def _run(command: list[str], what: str) -> None:
    """Run a client program. Raises BackupError with the first line of what it said when it fails."""
    done = subprocess.run(  # noqa: S603 - the command is our own
        command, env=_environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise BackupError(f"{what}: {_first(done.stderr)}")


def _first(words: str) -> str:
    """The first line of what a program said."""
    return words.strip().partition("\n")[0] or "it did not say why."
