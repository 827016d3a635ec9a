"""The table of postcodes, filled beside the one in use and put in its place whole.

On PostgreSQL everything is one transaction. SQLite has one writer at a time, so the new table is filled in
short transactions, between which a form can be sent in, and only the exchange is one: a run that is killed
leaves the old table in use and the new one half filled, which the next run throws away.
"""

import fcntl
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from ..models import FullPostcode
from .directory import DirectoryError, Row

TABLE = FullPostcode._meta.db_table
NEXT = f"{TABLE}_next"
COLUMNS = ("number", "district_id", "latitude", "longitude", "ended")
BATCH = 25_000
_LOCK = 0x706C_6163_6573  # any number that nobody else locks: "places"


class Busy(Exception):  # noqa: N818 - reads as a sentence
    """Somebody else is loading postcodes at this moment."""


@contextmanager
def alone() -> Iterator[None]:
    """Hold off a second import until this one is done; a killed one holds nothing. Raises `Busy`."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                raise Busy
            try:
                yield
            finally:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
        return
    folder = Path(settings.DATA_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "import-postcodes.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise Busy from error
        yield


def replace_table(rows: Iterable[Row], *, told: Callable[[int], None], finish: Callable[[int], None]) -> None:
    """Fill a new table with these rows and put it in the place of the old one.

    `told` is called now and then with how many rows are in. `finish` is called with their number in the
    transaction of the exchange, once the new table stands: what it raises leaves the old table in use.
    """
    fill = _fill_postgresql if connection.vendor == "postgresql" else _fill_sqlite
    try:
        fill(iter(rows), told, finish)
    except BaseException as error:
        if connection.vendor == "sqlite":
            _run(f'DROP TABLE IF EXISTS "{NEXT}"')
        if isinstance(error, IntegrityError):
            raise DirectoryError(
                "A postcode stands twice in the file, so it is no release of the ONS. Nothing was changed."
            ) from error
        raise


def _fill_sqlite(rows: Iterator[Row], told: Callable[[int], None], finish: Callable[[int], None]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = %s", [TABLE])
        made = cursor.fetchone()[0]
    with transaction.atomic():
        _run(f'DROP TABLE IF EXISTS "{NEXT}"', made.replace(TABLE, NEXT, 1))
    statement = f'INSERT INTO "{NEXT}" ({", ".join(COLUMNS)}) VALUES (%s, %s, %s, %s, %s)'  # noqa: S608 - names of our own tables
    number = 0
    # In the order of their numbers within a batch, which is the order of the table.
    while batch := sorted(islice(rows, BATCH)):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(statement, batch)
        number += len(batch)
        told(number)
    with transaction.atomic():
        _run(f'DROP TABLE "{TABLE}"', f'ALTER TABLE "{NEXT}" RENAME TO "{TABLE}"')
        finish(number)


def _fill_postgresql(rows: Iterator[Row], told: Callable[[int], None], finish: Callable[[int], None]) -> None:
    number = 0
    with transaction.atomic():
        _run(
            f'DROP TABLE IF EXISTS "{NEXT}"',
            f'CREATE TABLE "{NEXT}" (LIKE "{TABLE}" INCLUDING DEFAULTS)',
        )
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(f'COPY "{NEXT}" ({", ".join(COLUMNS)}) FROM STDIN') as copy,
        ):
            while batch := list(islice(rows, BATCH)):
                copy.write("".join(map(_line, batch)))
                number += len(batch)
                told(number)
        key = f"{TABLE}_pkey"
        _run(
            f'ALTER TABLE "{NEXT}" ADD CONSTRAINT "{NEXT}_pkey" PRIMARY KEY (number)',
            f'DROP TABLE "{TABLE}"',
            f'ALTER TABLE "{NEXT}" RENAME TO "{TABLE}"',
            f'ALTER INDEX "{NEXT}_pkey" RENAME TO "{key}"',
            f'ANALYZE "{TABLE}"',
        )
        finish(number)


def _line(row: Row) -> str:
    number, district, latitude, longitude, ended = row
    if latitude is None:
        return f"{number}\t{district}\t\\N\t\\N\t{ended:d}\n"
    return f"{number}\t{district}\t{latitude}\t{longitude}\t{ended:d}\n"


def _run(*statements: str) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
