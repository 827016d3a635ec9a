"""Machines of their own for the backups: each has a folder and a database nobody else knows."""

import hashlib
import os
import secrets
import shutil
import sqlite3
import subprocess
import sys
import textwrap
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

ROOT = Path(__file__).resolve().parents[3]
KEY = "only-for-tests-" + "k3y" * 20
# What a machine holds at first: somebody, a queue, a session, files in both storages, an entry of the ledger.
FILL = """
from uuid import uuid4
from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from tests.cms.core.test_services import task
get_user_model().objects.create_user("first@example.org")
storages["private"].save("guides/Adolygiad ysgol é.pdf", ContentFile(b"%PDF-" + b"guide" * 500_000))
storages["private"].save("guides/empty.txt", ContentFile(b""))
storages["default"].save("images/a.png", ContentFile(b"picture"))
storages["private"].save(f"{settings.ERASURE_LEDGER}/one.entry", ContentFile(b"{}"))
task("READY", workers=())
SessionStore().create()
"""

# Come and go by themselves.
PASSING = {"db.sqlite3-wal", "db.sqlite3-shm", "last-backup.json", "pages-version"}


class Machine:
    """One installation: what its commands say, what its database and its storages hold."""

    def __init__(self, folder: Path, database_url: str = "", **environment: str) -> None:
        self.folder, self.database_url = folder, database_url
        unwanted = {"DATABASE_URL", "REDIS_URL", "DJANGO_SETTINGS_MODULE", "DATA_DIR", "SITE_URL", "PORT"}
        self.environment = {name: value for name, value in os.environ.items() if name not in unwanted} | {
            "DATA_DIR": str(folder),
            "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
            "DEBUG": "false",
            "SECRET_KEY": KEY,
            **({"DATABASE_URL": database_url} if database_url else {}),
            **environment,
        }

    def run(self, *arguments: object) -> subprocess.CompletedProcess:
        """Run a management command."""
        return subprocess.run(
            [sys.executable, "manage.py", *map(str, arguments)],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def manage(self, *arguments: object) -> str:
        """Run a command that has to succeed; what it printed."""
        done = self.run(*arguments)
        assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def shell(self, code: str) -> subprocess.CompletedProcess:
        """Run Python on this machine."""
        return self.run("shell", "--no-imports", "-c", textwrap.dedent(code))

    def look(self) -> dict:
        """Everything that may not change when a restore fails: rows, files, and what is in the data folder.

        Read without Django, which would take seconds to start.
        """
        rows = {
            table: self.ask(f'SELECT count(*) FROM "{table}"')[0][0] for (table,) in self.ask(self._tables())
        }
        people = self.ask("SELECT email FROM accounts_user ORDER BY email") if "accounts_user" in rows else []
        files = {
            f"{alias}/{path.relative_to(root).as_posix()}": hashlib.sha256(path.read_bytes()).hexdigest()
            for alias, root in (("default", self.folder / "media"), ("private", self.folder / "private"))
            for path in sorted(root.rglob("*"))
            if path.is_file()
        }
        return {
            "rows": rows,
            "people": [email for (email,) in people],
            "files": files,
            "left": {path.name for path in self.folder.iterdir()} - PASSING
            if self.folder.exists()
            else set(),
        }

    def _tables(self) -> str:
        if self.database_url:
            return "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        return "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%_fts%'"

    def ask(self, sql: str) -> list[tuple]:
        """Read rows of the database of this machine; none where there is no database."""
        if self.database_url:
            with psycopg.connect(self.database_url) as connection:
                return connection.execute(sql).fetchall()
        path = self.folder / "db.sqlite3"
        if not path.exists():
            return []
        with closing(sqlite3.connect(path)) as connection:
            return connection.execute(sql).fetchall()


def _server() -> str:
    """The address of PostgreSQL when this run is on PostgreSQL, or nothing."""
    url = os.environ.get("DATABASE_URL", "")
    return url if url.startswith("postgres") else ""


def _execute(sql: str) -> None:
    with psycopg.connect(_server(), autocommit=True) as connection:
        connection.execute(sql)


class Builder:
    """Makes machines, and removes their databases at the end."""

    def __init__(self) -> None:
        self.databases: list[str] = []

    def new(self, folder: Path, like: Machine | None = None, **environment: str) -> Machine:
        """A machine with nothing on it, or one like another."""
        if like is not None:
            shutil.copytree(like.folder, folder, dirs_exist_ok=True)
        if not _server():
            return Machine(folder, **environment)
        name = f"backup_{os.getpid()}_{secrets.token_hex(4)}"
        template = urllib.parse.urlsplit(like.database_url).path.strip("/") if like else "template1"
        _execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        self.databases.append(name)
        return Machine(
            folder, urllib.parse.urlsplit(_server())._replace(path=f"/{name}").geturl(), **environment
        )

    def end(self) -> None:
        for name in self.databases:
            _execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session")
def prepared(tmp_path_factory) -> Iterator[Machine]:
    """A migrated machine with a little of everything."""
    builder = Builder()
    machine = builder.new(tmp_path_factory.mktemp("prepared"))
    machine.manage("migrate", "--verbosity", "0")
    filled = machine.shell(FILL)
    assert filled.returncode == 0, filled.stderr
    yield machine
    builder.end()


@pytest.fixture
def new_machine(tmp_path) -> Iterator[Callable[..., Machine]]:
    """A function that makes a machine: clean, or like another."""
    builder = Builder()

    def make(name: str, like: Machine | None = None, **environment: str) -> Machine:
        return builder.new(tmp_path / name, like, **environment)

    yield make
    builder.end()


@pytest.fixture
def site(new_machine, prepared) -> Machine:
    """A machine with a site."""
    return new_machine("site", like=prepared)


@pytest.fixture
def clean(new_machine) -> Machine:
    """A machine with the code and nothing else: no folder, no table."""
    return new_machine("clean")


@pytest.fixture(scope="session")
def backup(prepared, tmp_path_factory) -> Path:
    """A backup of the prepared site."""
    path = tmp_path_factory.mktemp("backups") / "site.zip"
    prepared.manage("backup", path)
    return path
