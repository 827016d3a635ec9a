"""How a command ends when something it needs is not there: with a sentence and exit code 1, no traceback."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import DatabaseError, OperationalError, connection

NOT_YET = "There is no database here yet. Run `manage.py migrate`, or `make run`."
BEHIND = "The database is older than the program. Run `manage.py migrate`."
BUSY = "The database is busy with something else. Wait until that is done, then try again."
# What PostgreSQL calls a table, a schema and a column that are not there.
_UNDEFINED = {"42P01", "3F000", "42703"}
# Whatever answers so is there, and says no.
_SQLITE_SAYS_NO = (
    "unable to open",
    "readonly database",
    "disk I/O",
    "is full",
    "malformed",
    "not a database",
)


def run_command(arguments: list[str]) -> None:
    """Run a management command as `manage.py` does. With `--traceback` every failure shows whole."""
    try:
        try:
            execute_from_command_line(arguments)
        finally:
            # What is still unsaid is said here, where a reader who has gone can be told.
            sys.stdout.flush()
    except BrokenPipeError:
        # `… | head` has seen enough. Python would complain once more when it closes the pipe.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)
    except (ImproperlyConfigured, DatabaseError) as error:
        words = in_words(error)
        if words is None or "--traceback" in arguments:
            raise
        sys.exit(words)


def in_words(error: Exception) -> str | None:
    """What to do about settings or a database that do not work; None for a mistake of ours."""
    if isinstance(error, ImproperlyConfigured):
        return f"The settings are not complete. {error}"
    first = str(error).strip().partition("\n")[0]
    if connection.vendor == "sqlite":
        if missing_file() or "no such table" in first or "no such column" in first:
            return _without_tables()
        if "locked" in first:
            return BUSY
        if any(words in first for words in _SQLITE_SAYS_NO):
            return f"The database does not work: {first}. Run `manage.py doctor`."
        return None
    code = getattr(error.__cause__, "sqlstate", None)
    if code in _UNDEFINED:
        return _without_tables()
    if code is None and isinstance(error, OperationalError):
        return f"The database does not answer: {first}. Start it, or set DATABASE_URL to where it is."
    return None


def _without_tables() -> str:
    """Whether nothing is there, or only the newest is missing."""
    try:
        return BEHIND if not missing_file() and connection.introspection.table_names() else NOT_YET
    except DatabaseError:
        return NOT_YET


def missing_file() -> Path | None:
    """The file of an SQLite database that is not there yet; to connect would make it."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor != "sqlite" or ":memory:" in name or "mode=memory" in name:
        return None
    path = Path(unquote(urlsplit(name).path) if name.startswith("file:") else name)
    return None if path.exists() else path
