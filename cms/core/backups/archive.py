"""The file of a backup: a zip with the database, the files, and a manifest that says what they are.

    manifest.json            what is below
    database.sqlite3         or database.dump, as pg_dump writes it
    files/STORAGE/NAME       each file of each storage
    ledger/NAME              each entry of the ledger of erasures (cms/core/signals.py)

The manifest is written last, so a file that was cut short has none.
"""

import datetime as dt
import hashlib
import json
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Self

from . import CHUNK, BackupError

FORMAT = 1
PROJECT = "whole-school-send"
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 256 * 1024 * 1024
DATABASE, FILES, LEDGER = "database.", "files/", "ledger/"
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, KeyError)


@dataclass(frozen=True)
class Member:
    """One file of the archive: its name, its length in bytes, and its checksum (SHA-256, hexadecimal)."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What an archive says of itself. `made_at` is the moment the database was read (ISO 8601, UTC).

    `migrations` names those applied, by app; `rows` counts each table; `key` and `suppression_key` recognise
    the site's keys without telling them; `server` is the version of the database server.
    """

    made_at: str
    version: str
    vendor: str
    server: str
    key: str
    suppression_key: str
    migrations: dict[str, list[str]]
    rows: dict[str, int]
    members: list[Member] = field(default_factory=list)
    format: int = FORMAT
    project: str = PROJECT

    @property
    def moment(self) -> dt.datetime:
        """When the database was read, as an aware moment."""
        return dt.datetime.fromisoformat(self.made_at)

    def write(self) -> bytes:
        """The manifest as JSON."""
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode()

    def refuse_nonsense(self) -> None:
        """Raise ValueError or TypeError when a value is not of its kind."""
        sound = all(isinstance(count, int) for count in self.rows.values())
        sound &= all(isinstance(name, str) for names in self.migrations.values() for name in names)
        sound &= all(isinstance(member.size, int) for member in self.members)
        sound &= all(isinstance(text, str) for text in (self.server, self.key, self.suppression_key))
        if not sound or self.moment.tzinfo is None:
            raise ValueError(self.made_at)

    @classmethod
    def read(cls, source: bytes) -> Self:
        """Read a manifest. Raises BackupError when it is none, or of a format we do not know."""
        try:
            known = json.loads(source)
            if known["project"] != PROJECT:
                raise BackupError("This archive is no backup of such a site; nothing was changed.")
            if known["format"] != FORMAT:
                raise BackupError(
                    f"This archive has format {known['format']}, and this version of the site reads format "
                    f"{FORMAT}. Use the version it was made with, which was: {known.get('version')}."
                )
            members = [Member(**member) for member in known.pop("members")]
            manifest = cls(members=members, **known)
            manifest.refuse_nonsense()
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            raise BackupError("The manifest of this archive cannot be read: it is damaged.") from error
        return manifest


class Writer:
    """Writes an archive to an open file, a member at a time, holding no more than a chunk in memory."""

    def __init__(self, target: IO[bytes]) -> None:
        self.zip = zipfile.ZipFile(target, "w", allowZip64=True)
        self.members: list[Member] = []
        self.bytes = 0

    def add(self, name: str, chunks: Iterable[bytes], *, squeeze: bool = False) -> None:
        """Add a member; `squeeze` compresses it, which pays for a database and not for a PDF."""
        digest, size = hashlib.sha256(), 0
        with self.zip.open(_entry(name, squeeze=squeeze), "w", force_zip64=True) as member:
            for chunk in chunks:
                member.write(chunk)
                digest.update(chunk)
                size += len(chunk)
        self.members.append(Member(name, size, digest.hexdigest()))
        self.bytes += size

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest and close."""
        self.zip.writestr(_entry(MANIFEST, squeeze=True), manifest.write())
        self.zip.close()


def _entry(name: str, *, squeeze: bool) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, dt.datetime.now(dt.UTC).timetuple()[:6])
    entry.external_attr = 0o600 << 16
    entry.compress_type = zipfile.ZIP_DEFLATED if squeeze else zipfile.ZIP_STORED
    return entry


class Archive:
    """An archive that is read: whole names, whole checksums, or a BackupError that says what is amiss."""

    def __init__(self, packed: zipfile.ZipFile) -> None:
        self.zip = packed
        names = [entry.filename for entry in packed.infolist()]
        if names.count(MANIFEST) != 1:
            raise BackupError("This is no backup of such a site: it has no manifest.")
        if packed.getinfo(MANIFEST).file_size > LARGEST_MANIFEST:
            raise BackupError("The manifest of this archive is too large to be one.")
        try:
            self.manifest = Manifest.read(packed.read(MANIFEST))
        except _DAMAGED as error:
            raise BackupError("The manifest of this archive cannot be read: it is damaged.") from error
        self.members = {member.name: member for member in self.manifest.members}
        for name in self.members:
            _refuse_unsafe(name)
        if sorted(names) != sorted([MANIFEST, *self.members]) or len(self.members) != len(
            self.manifest.members
        ):
            raise BackupError("This archive does not hold what its manifest says; nothing was changed.")
        if sum(name.startswith(DATABASE) for name in self.members) != 1:
            raise BackupError("This archive does not hold one database; nothing was changed.")

    @property
    def database(self) -> str:
        """The name of the member that is the database."""
        return next(name for name in self.members if name.startswith(DATABASE))

    def files(self) -> Iterator[tuple[str, str, str]]:
        """Each file: the name of its member, its storage, and its name there."""
        for name in self.members:
            if name.startswith(FILES):
                yield name, *name.removeprefix(FILES).split("/", 1)

    def entries(self) -> Iterator[tuple[str, str]]:
        """Each entry of the ledger of erasures: the name of its member, and its own."""
        for name in self.members:
            if name.startswith(LEDGER):
                yield name, name.removeprefix(LEDGER)

    def chunks(self, name: str) -> Iterator[bytes]:
        """Read a member. Raises BackupError at its end unless it is what the manifest says, to the byte."""
        wanted, digest, size = self.members[name], hashlib.sha256(), 0
        try:
            with self.zip.open(name) as member:
                while chunk := member.read(CHUNK):
                    digest.update(chunk)
                    size += len(chunk)
                    if size > wanted.size:
                        break
                    yield chunk
        except (*_DAMAGED, OSError) as error:
            raise BackupError(f"{name} in this archive cannot be read: it is damaged.") from error
        if size != wanted.size or digest.hexdigest() != wanted.sha256:
            raise BackupError(f"{name} in this archive is not what was put in: it is damaged.")

    def verify(self, tell: Callable[[int], None]) -> None:
        """Read every member and compare its checksum, calling `tell` with the bytes of each chunk."""
        for name in self.members:
            for chunk in self.chunks(name):
                tell(len(chunk))


def _refuse_unsafe(name: str) -> None:
    """Refuse a name that would lead out of its folder, or that no backup of ours has."""
    parts = name.split("/")
    inside = name.startswith(DATABASE) and len(parts) == 1
    inside |= name.startswith(FILES) and len(parts) > 2
    inside |= name.startswith(LEDGER) and len(parts) > 1
    strange = "\\" in name or ":" in parts[0] or any(ord(letter) < 32 for letter in name)
    if not inside or strange or any(part in ("", ".", "..") for part in parts):
        raise BackupError("This archive holds a name that leads elsewhere; nothing was taken out of it.")


@contextmanager
def opened(path: Path) -> Iterator[Archive]:
    """Open an archive to read. Raises BackupError in plain words when it is none."""
    try:
        packed = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise BackupError(f"There is no file {path}.") from None
    except IsADirectoryError:
        raise BackupError(f"{path} is a folder; name the archive itself.") from None
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror}.") from error
    except _DAMAGED:
        raise BackupError(
            f"{path} is no archive, or is damaged or cut short. Take another backup; nothing was changed."
        ) from None
    with packed:
        yield Archive(packed)
