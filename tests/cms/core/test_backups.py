"""A backup comes back whole or not at all: onto a clean machine, over an old site, after being cut short."""

import json
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import zipfile
from contextlib import closing, contextmanager

import psycopg
import pytest

from tests.cms.core.conftest import KEY, ROOT

pytestmark = [pytest.mark.both_databases, pytest.mark.slow, pytest.mark.xdist_group("backups")]

LATER = """
from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import storages
get_user_model().objects.create_user("later@example.org")
storages["private"].save("guides/later.pdf", ContentFile(b"later"))
storages["private"].delete("guides/empty.txt")
storages["default"].delete("images/a.png")
storages["default"].save("images/a.png", ContentFile(b"another picture under the same name"))
storages["private"].save("erasures/two.entry", ContentFile(b'{"erased": "since"}'))
"""


def said(done) -> str:
    """What a command that failed told the person who typed it."""
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert KEY not in done.stdout + done.stderr
    return done.stderr.strip().splitlines()[-1]


def test_onto_a_clean_machine(site, clean, tmp_path):
    before = site.look()
    told = site.manage("backup")
    archive = next((site.folder / "backups").iterdir())
    assert str(archive) in told
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert stat.S_IMODE(archive.parent.stat().st_mode) == 0o700
    elsewhere = tmp_path / "elsewhere.zip"
    shutil.move(archive, elsewhere)
    shutil.rmtree(site.folder)

    told = clean.manage("restore", elsewhere)
    assert "The backup is back" in told
    assert "1 tasks were waiting in it and are held back" in told
    after = clean.look()
    assert after["people"] == ["first@example.org"]
    assert after["files"] == before["files"]
    assert len(after["files"]) == 4
    assert before["rows"].pop("django_session") == 1
    assert after["rows"].pop("django_session") == 0, "a session that has ended since must not come back"
    assert after["rows"] == before["rows"]
    assert {name for name in after["left"] if name.startswith(("restore", ".rest", "db.sqlite3."))} == set()
    found = json.loads(clean.run("doctor", "--format", "json").stdout)["findings"]
    assert [finding["found"] for finding in found if finding["what"] == "backup"] == [
        "None was made on this machine."
    ]
    assert not [
        finding
        for finding in found
        if finding["what"] in ("database", "migrations") and finding["state"] == "wrong"
    ]


def test_a_second_restore_is_refused_and_loses_nothing(site, backup):
    site.shell(LATER)
    before = site.look()
    words = said(site.run("restore", backup))
    assert "2 users" in words or "users" in words
    assert "--replace" in words
    assert site.look() == before


def test_replacing_brings_back_what_was_and_keeps_the_ledger(site, backup, prepared):
    there = prepared.look()
    assert site.shell(LATER).returncode == 0
    site.manage("restore", backup, "--replace")
    after = site.look()
    assert after["people"] == ["first@example.org"]
    assert after["files"].pop("private/erasures/two.entry"), "what was erased since is remembered"
    assert after["files"] == there["files"]


def test_a_migrated_site_that_holds_nothing_may_be_replaced(clean, backup):
    clean.folder.mkdir()
    clean.manage("migrate", "--verbosity", "0")
    clean.manage("restore", backup)
    assert clean.look()["people"] == ["first@example.org"]


def test_rooms_hear_of_it_and_what_they_do_stays(site, backup):
    """As the room of erasures does: it repeats on the restored rows what its ledger remembers."""
    done = site.shell(f"""
        from django.core.management import call_command
        from django.contrib.auth import get_user_model
        from cms.core.signals import restored
        def repeat(sender, made_at, say, **more):
            assert made_at.tzinfo is not None
            say("Repeating one erasure")
            get_user_model().objects.filter(email="first@example.org").delete()
        restored.connect(repeat)
        call_command("restore", {str(backup)!r}, "--replace")
    """)
    assert done.returncode == 0, done.stderr
    assert "Repeating one erasure" in done.stderr
    assert site.look()["people"] == []


def test_a_failure_at_the_last_step_leaves_the_old_site(site, backup):
    assert site.shell(LATER).returncode == 0
    before = site.look()
    done = site.shell(f"""
        from django.core.management import call_command
        from cms.core.signals import restored
        def stumble(sender, **more):
            raise RuntimeError("the ledger cannot be read")
        restored.connect(stumble)
        call_command("restore", {str(backup)!r}, "--replace")
    """)
    assert "the site is as it was: the ledger cannot be read" in done.stderr
    assert site.look() == before


def test_a_failure_on_a_clean_machine_leaves_it_clean(clean, backup):
    done = clean.shell(f"""
        from django.core.management import call_command
        from cms.core.signals import restored
        def stumble(sender, **more):
            raise RuntimeError("no")
        restored.connect(stumble)
        call_command("restore", {str(backup)!r})
    """)
    assert done.returncode == 1
    after = clean.look()
    assert (after["rows"], after["files"]) == ({}, {})


@pytest.mark.parametrize("moment", ["files", "swap", "signal", "tidy"])
def test_killed_outright_it_is_brought_to_an_end(site, backup, moment, prepared):
    """The machine loses power: nothing of ours runs any more, and the next command finds what was left."""
    assert site.shell(LATER).returncode == 0
    before = site.look()
    where = {
        "files": "restoring.Change.take_entry",
        "swap": "type(restoring.engine()).swap",
        "signal": "restoring.hold_tasks",
        "tidy": "restoring.forget_aside",
    }[moment]
    done = site.shell(f"""
        import os
        from django.core.management import call_command
        from cms.core.backups import restoring
        def killed(*more, **named):
            os.kill(os.getpid(), 9)
        {where} = killed
        call_command("restore", {str(backup)!r}, "--replace")
    """)
    assert done.returncode == -9, done.stderr
    if moment == "signal":
        assert "--undo" in said(site.run("restore", backup, "--replace"))
        assert "--undo" in said(site.run("backup"))
        assert "cut short" in site.run("doctor").stdout
    site.manage("restore", "--undo")
    after = site.look()
    if moment == "tidy":
        assert after["people"] == ["first@example.org"]
        assert after["files"]["default/images/a.png"] == prepared.look()["files"]["default/images/a.png"]
    else:
        assert after["people"] == before["people"]
        assert after["rows"] == before["rows"]
        # A file that had been added already may stay; no file of the old site is lost or changed.
        assert before["files"].items() <= after["files"].items()
    assert not [name for name in after["left"] if "restor" in name]
    if moment == "signal":
        assert "No restore was cut short" in site.manage("restore", "--undo")


def test_a_dry_run_changes_nothing(site, backup):
    assert site.shell(LATER).returncode == 0
    before = site.look()
    assert "whole and fits" in site.manage("restore", backup, "--dry-run")
    assert site.look() == before


def test_a_damaged_archive_changes_nothing(site, backup, tmp_path):
    assert site.shell(LATER).returncode == 0
    before = site.look()
    damaged = tmp_path / "damaged.zip"
    content = bytearray(backup.read_bytes())
    middle = content.index(b"guideguide") + 1_000_000
    content[middle] ^= 1
    damaged.write_bytes(content)
    assert "damaged" in said(site.run("restore", damaged, "--replace"))
    damaged.write_bytes(content[: len(content) // 2])
    assert "cut short" in said(site.run("restore", damaged, "--replace"))
    assert site.look() == before


def rewritten(backup, target, **changes):
    """The same archive with another manifest."""
    with zipfile.ZipFile(backup) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "manifest.json":
                content = json.dumps(json.loads(content) | changes).encode()
            new.writestr(entry, content)
    return target


def test_what_does_not_fit_is_refused_with_a_reason(site, backup, tmp_path):
    manifest = json.loads(zipfile.ZipFile(backup).read("manifest.json"))
    newer = manifest["migrations"] | {"pages": [*manifest["migrations"]["pages"], "0999_from_the_future"]}
    words = said(site.run("restore", rewritten(backup, tmp_path / "a", migrations=newer), "--replace"))
    assert "pages.0999_from_the_future" in words
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[manifest["vendor"]]
    words = said(site.run("restore", rewritten(backup, tmp_path / "b", vendor=other), "--replace"))
    assert "SQLite" in words
    assert "PostgreSQL" in words
    words = said(site.run("restore", rewritten(backup, tmp_path / "c", format=99), "--replace"))
    assert "format 99" in words
    rows = manifest["rows"] | {"accounts_user": 7}
    words = said(site.run("restore", rewritten(backup, tmp_path / "d", rows=rows), "--replace"))
    assert "rows" in words
    assert site.look()["people"] == ["first@example.org"]


def test_an_older_backup_is_brought_up_to_date(site, clean, tmp_path):
    applied = site.look()["rows"]["django_migrations"]
    site.manage("migrate", "taggit", "0005", "--verbosity", "0")
    site.manage("backup", tmp_path / "old.zip")
    told = clean.manage("restore", tmp_path / "old.zip")
    assert "Migrations that came since are applied" in told
    assert clean.look()["rows"]["django_migrations"] == applied


def test_another_key_is_told_and_never_shown(clean, backup):
    clean.environment["SECRET_KEY"] = "another-" + "x1y2z3" * 12
    done = clean.run("restore", backup)
    assert done.returncode == 0
    assert "SECRET_KEY is not the one" in done.stdout
    assert clean.environment["SECRET_KEY"] not in done.stdout + done.stderr
    assert KEY.encode() not in backup.read_bytes()


def test_with_another_suppression_key_nobody_would_be_recognised(clean, backup):
    clean.environment["SUPPRESSION_KEY"] = "another-" + "s1u2p3" * 12
    words = said(clean.run("restore", backup))
    assert "SUPPRESSION_KEY is not the one" in words
    assert clean.environment["SUPPRESSION_KEY"] not in words
    assert clean.look()["rows"] == {}
    clean.manage("restore", backup, "--other-keys")


WRITER = """
import sys, django
django.setup()
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction
number = 0
while True:
    with transaction.atomic():
        Group.objects.create(name=f"busy {number}")
        get_user_model().objects.create(email=f"busy{number}@example.org")
    number += 1
    print(number, flush=True)
"""


def test_while_others_write(site, clean, tmp_path):
    """Each write is two rows in one transaction; the backup holds both or neither, and no write fails."""
    command = [sys.executable, "-c", WRITER]
    with subprocess.Popen(
        command, cwd=ROOT, env=site.environment, stdout=subprocess.PIPE, text=True
    ) as writer:
        try:
            for _line in range(50):
                assert writer.stdout.readline()
            site.manage("backup", tmp_path / "busy.zip")
            assert writer.poll() is None, "the backup stopped somebody's write"
        finally:
            writer.kill()
            rest = writer.stdout.read().split()
    clean.manage("restore", tmp_path / "busy.zip")
    rows = clean.look()["rows"]
    busy = rows["accounts_user"] - 1
    assert busy == rows["auth_group"] - 5
    assert 50 <= busy < int(rest[-1]), "somebody did write during the backup"


@contextmanager
def connected(machine):
    """Somebody is connected to the database of this machine."""
    if machine.database_url:
        with psycopg.connect(machine.database_url, application_name="gunicorn") as connection:
            yield connection.execute("SELECT 1")
    else:
        with closing(sqlite3.connect(machine.folder / "db.sqlite3")) as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            yield connection.execute("SELECT count(*) FROM django_migrations").fetchone()


def test_a_running_site_is_not_restored_over(site, backup):
    before = site.look()
    with connected(site):
        assert "Stop the site" in said(site.run("restore", backup, "--replace"))
    assert site.look() == before


def test_nothing_is_overwritten_and_half_archives_do_not_stay(site, tmp_path):
    there = tmp_path / "there.zip"
    there.write_text("precious")
    assert "there already" in said(site.run("backup", there))
    assert there.read_text() == "precious"
    assert "Nothing can be written" in said(site.run("backup", "/proc/nowhere/a.zip"))
    done = site.shell(f"""
        from django.core.management import call_command
        from cms.core.backups import making
        def full(*more):
            raise OSError(28, "No space left on device")
        making.chunks_of = full
        call_command("backup", {str(tmp_path / "full.zip")!r})
    """)
    assert "Make room there" in done.stderr
    assert sorted(path.name for path in tmp_path.glob("*.zip*")) == ["there.zip"]


def test_old_backups_are_deleted_when_asked(site, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    for name in ("site-20200101T000000Z.zip", "site-20200102T000000Z.zip.part", "mine.zip"):
        (folder / name).touch()
        os.utime(folder / name, (0, 0))
    told = site.manage("backup", folder, "--keep", "30")
    assert "2 older than 30 days deleted" in told
    names = sorted(path.name for path in folder.iterdir())
    assert len(names) == 2
    assert names[0] == "mine.zip"


@pytest.mark.postgresql
def test_without_a_fitting_pg_dump(site, tmp_path):
    if not site.database_url:
        pytest.skip("shown only on PostgreSQL")
    old = tmp_path / "bin"
    old.mkdir()
    (old / "pg_dump").write_text("#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.24'\n")
    (old / "pg_dump").chmod(0o755)
    code = """
        from pathlib import Path
        from django.core.management import call_command
        Path.glob = lambda self, pattern: iter(())
        call_command("backup", "TARGET")
    """.replace("TARGET", str(tmp_path / "a.zip"))
    site.environment["PATH"] = str(old)
    assert "9.6.24, older than the server" in site.shell(code).stderr
    site.environment["PATH"] = str(tmp_path)
    assert "pg_dump is not on this machine" in site.shell(code).stderr
    assert not (tmp_path / "a.zip").exists()
