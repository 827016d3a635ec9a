"""A command that lacks a database, settings or a reader ends with a sentence."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, ProgrammingError, connections

from cms.core.failures import BEHIND, BUSY, NOT_YET, in_words

ROOT = Path(__file__).resolve().parents[3]


def run(folder: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-W", "ignore", "manage.py", *arguments],
        cwd=ROOT,
        env=kept | {"DATA_DIR": str(folder)} | more,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def files(tmp_path):
    """Files that would be brought in, if there were a database."""
    (tmp_path / "downloads.csv").write_text("resource,downloaded_at,email\nx,2016-07-19,a@example.org\n")
    (tmp_path / "people.csv").write_text("email\na@example.org\n")
    (tmp_path / "areas.csv").write_text("scheme,area\nSix,Derby\n")
    return tmp_path


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        "figures downloads",
        "load_demo",
        "import_downloads downloads.csv",
        "import_people people.csv --mode fill",
        "import_areas areas.csv",
        "personal_data export a@example.org",
    ],
)
def test_without_a_database_there_is_a_sentence(files, command):
    name, *rest = command.split()
    done = run(files / "site", name, *[str(files / word) if ".csv" in word else word for word in rest])
    assert "Traceback" not in done.stderr
    assert done.returncode == 1, done.stderr
    assert NOT_YET in done.stderr


@pytest.mark.slow
def test_a_database_that_is_far_away_gets_a_sentence_and_on_request_all(tmp_path):
    nowhere = {"DATABASE_URL": "postgres://somebody:hidden@127.0.0.1:1/x"}
    done = run(tmp_path, "figures", "downloads", **nowhere)
    assert (done.returncode, "Traceback" in done.stderr, "hidden" in done.stderr) == (1, False, False)
    assert "The database does not answer" in done.stderr
    assert "Traceback" in run(tmp_path, "figures", "downloads", "--traceback", **nowhere).stderr


@pytest.mark.parametrize(
    "url", ["nonsense", "mysql://a:hidden@b/c", "postgres://a:hidden@b:port/c", "://hidden"]
)
def test_an_address_of_no_database_is_refused_and_not_repeated(tmp_path, url):
    done = run(tmp_path, "check", DATABASE_URL=url)
    assert done.returncode == 1
    assert "DATABASE_URL names no database" in done.stderr
    assert "Traceback" not in done.stderr
    assert "hidden" not in done.stderr


def test_a_reader_who_has_seen_enough_ends_a_command_in_silence(tmp_path):
    many = tmp_path / "postcodes.txt"
    many.write_text("LS1 4AP\n" * 20_000)
    shell = f"{sys.executable} -W ignore manage.py place --format csv --file {many} | head -n 1"
    done = subprocess.run(
        shell,
        shell=True,
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "cms.settings.dev"},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout == "postcode,method,country,region,authority\n"
    assert done.stderr == ""


class ServerError(Exception):
    """What PostgreSQL said, as its driver passes it on."""

    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


@pytest.mark.django_db
def test_each_failure_has_its_words_and_a_mistake_of_ours_has_none(monkeypatch):
    assert in_words(ImproperlyConfigured("Set X.")) == "The settings are not complete. Set X."
    monkeypatch.setattr(type(connections["default"]), "vendor", "sqlite")
    assert in_words(OperationalError("no such table: x")) == BEHIND, "other tables are there"
    assert in_words(OperationalError("database is locked")) == BUSY
    assert "doctor" in in_words(OperationalError("attempt to write a readonly database"))
    assert in_words(OperationalError('near "x": syntax error')) is None
    monkeypatch.setattr(type(connections["default"]), "vendor", "postgresql")
    for state, words in (("42P01", BEHIND), ("42703", BEHIND), ("42601", None)):
        error = ProgrammingError("…")
        error.__cause__ = ServerError(state)
        assert in_words(error) == words


@pytest.mark.slow
def test_a_backup_of_no_database_ends_with_a_sentence_alone(tmp_path):
    done = run(tmp_path / "site", "backup")
    assert done.returncode == 1
    assert done.stderr.startswith("CommandError: There is no database")
    assert done.stderr.count("\n") == 1
