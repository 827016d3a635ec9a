"""An archive is read only when every name and every byte is what it should be."""

import io
import json
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.backups import BackupError
from cms.core.backups.archive import Archive, Manifest, Member, Writer, opened

MADE = {
    "made_at": "2017-11-22T03:00:00+00:00",
    "version": "1.0",
    "vendor": "sqlite",
    "server": "3.40",
    "key": "0" * 16,
    "suppression_key": "0" * 16,
    "migrations": {"pages": ["0001_initial"]},
    "rows": {"pages_story": 3},
}


def written(members: dict[str, bytes], **changes) -> bytes:
    target = io.BytesIO()
    writer = Writer(target)
    for name, content in members.items():
        writer.add(name, [content[:3], content[3:]], squeeze=name.startswith("database"))
    writer.finish(Manifest(**(MADE | changes), members=writer.members))
    return target.getvalue()


def read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        archive = Archive(packed)
        return {name: b"".join(archive.chunks(name)) for name in archive.members}


GOOD = {
    "database.sqlite3": b"SQLite" * 1000,
    "files/private/guides/a b.pdf": b"%PDF-1.7",
    "ledger/1.json": b"",
}


@given(
    st.dictionaries(
        st.from_regex(r"files/[a-z]{1,8}(/[\w .-]{0,20}\w){1,3}", fullmatch=True), st.binary(), max_size=5
    )
)
def test_what_goes_in_comes_out(files):
    members = {"database.sqlite3": b"x"} | files
    assert read(written(members)) == members


def test_files_and_entries_are_told_apart():
    with zipfile.ZipFile(io.BytesIO(written(GOOD))) as packed:
        archive = Archive(packed)
        assert list(archive.files()) == [("files/private/guides/a b.pdf", "private", "guides/a b.pdf")]
        assert list(archive.entries()) == [("ledger/1.json", "1.json")]
        assert archive.database == "database.sqlite3"


@pytest.mark.parametrize(
    "name",
    [
        "files/private/../../../etc/passwd",
        "files/private//etc/passwd",
        "/etc/passwd",
        "../db.sqlite3",
        "files/private/a\\..\\b",
        "files/private/.",
        "files/private",
        "files/C:/a/../b",
        "ledger/../db",
        "secret-key",
        "files/private/a\nb",
        "database.d/../../x",
    ],
)
def test_a_name_that_leads_elsewhere_is_refused(name):
    with pytest.raises(BackupError):
        read(written(GOOD | {name: b"harm"}))


@given(st.integers(min_value=0), st.integers(min_value=1, max_value=255))
def test_no_changed_byte_goes_unnoticed(place, change):
    """Wherever a byte is changed, either the archive is refused or all that comes out is what went in."""
    content = bytearray(written(GOOD))
    content[place % len(content)] ^= change
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            archive = Archive(packed)
            got = {name: b"".join(archive.chunks(name)) for name in archive.members}
    except (BackupError, zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError):
        return
    assert got == GOOD


@given(st.integers(min_value=1, max_value=200))
def test_no_shortened_archive_is_opened(tmp_path_factory, missing):
    path = tmp_path_factory.getbasetemp() / "short.zip"
    path.write_bytes(written(GOOD)[:-missing])
    with pytest.raises(BackupError), opened(path):
        pass


def test_the_manifest_and_the_members_have_to_agree():
    for more in ([Member("files/private/ghost", 1, "0" * 64)], [Member("database.dump", 1, "0" * 64)]):
        target = io.BytesIO()
        writer = Writer(target)
        writer.add("database.sqlite3", [b"x"])
        writer.finish(Manifest(**MADE, members=[*writer.members, *more]))
        with pytest.raises(BackupError):
            read(target.getvalue())
    target = io.BytesIO(written(GOOD))
    with zipfile.ZipFile(target, "a") as packed:
        packed.writestr("files/private/stowaway.exe", b"x")
    with pytest.raises(BackupError):
        read(target.getvalue())


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"project": "something-else"},
        {"made_at": "yesterday"},
        {"made_at": "2017-11-22T03:00:00"},
        {"rows": None},
        {"rows": {"a": "many"}},
        {"migrations": []},
        {"members": [{"name": "database.sqlite3"}]},
        {"surprise": 1},
    ],
)
def test_a_strange_manifest_is_refused(change):
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(written(GOOD))) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "manifest.json":
                content = json.dumps(json.loads(content) | change).encode()
            new.writestr(entry.filename, content)
    with pytest.raises(BackupError):
        read(target.getvalue())


def test_what_is_no_archive_at_all(tmp_path):
    for name, content in (("empty", b""), ("text", b"hello"), ("other", None)):
        path = tmp_path / name
        if content is None:
            with zipfile.ZipFile(path, "w") as packed:
                packed.writestr("a.txt", "a")
        else:
            path.write_bytes(content)
        with pytest.raises(BackupError), opened(path):
            pass
    with pytest.raises(BackupError, match="There is no file"), opened(tmp_path / "missing"):
        pass
    with pytest.raises(BackupError, match="is a folder"), opened(tmp_path):
        pass
