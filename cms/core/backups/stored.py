"""The files of the site, on disk or in S3 alike: read, added, put in the place of others, and put back."""

import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.core.files import File
from django.core.files.storage import Storage, storages

from . import BEFORE, CHUNK, BackupError, storages_kept

# A file put aside counts once its mark is there too: who is cut short while writing it leaves none.
ASIDE, WHOLE = f"{BEFORE}/files", f"{BEFORE}/whole"
SPOOL = 8 * CHUNK  # a file up to this many bytes waits in memory, a larger one on disk


def names_in(storage: Storage, folder: str = "", *, but: Iterable[str] = ()) -> Iterator[str]:
    """The name of each file at and below `folder`, leaving out the folders of the root named in `but`."""
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            folders, files = storage.listdir(here)
        except (FileNotFoundError, NotADirectoryError):
            continue
        start = f"{here}/" if here else ""
        yield from (start + name for name in sorted(files) if name)
        waiting += [start + name for name in folders if name and start + name not in but]


def kept_names(alias: str) -> Iterator[str]:
    """The name of each file of a storage that belongs to the site itself: no ledger, nothing put aside."""
    ledger = [settings.ERASURE_LEDGER] if alias == "private" else []
    return names_in(storages[alias], but=[BEFORE, *ledger])


def ledger_names() -> Iterator[str]:
    """The name of each entry of the ledger of erasures, below its folder."""
    start = settings.ERASURE_LEDGER
    return (name.removeprefix(f"{start}/") for name in names_in(storages["private"], start))


def chunks_of(storage: Storage, name: str) -> Iterator[bytes]:
    """Read a stored file, a chunk at a time."""
    with storage.open(name, "rb") as stored:
        while chunk := stored.read(CHUNK):
            yield chunk


def is_same(storage: Storage, name: str, *, size: int, sha256: str) -> bool:
    """Tell whether a stored file is this one, to the byte."""
    if storage.size(name) != size:
        return False
    digest = hashlib.sha256()
    for chunk in chunks_of(storage, name):
        digest.update(chunk)
    return digest.hexdigest() == sha256


def put(storage: Storage, name: str, chunks: Iterable[bytes]) -> None:
    """Store a file under exactly this name, once all of it has been read without an error."""
    with tempfile.SpooledTemporaryFile(max_size=SPOOL) as spool:
        for chunk in chunks:
            spool.write(chunk)
        spool.seek(0)
        try:
            got = storage.save(name, File(spool, name=name))
        except SuspiciousOperation as error:
            raise BackupError("This archive holds a name that leads elsewhere.") from error
    if got != name:
        storage.delete(got)
        raise BackupError(f"The storage keeps no file under the name {name}; it would be called {got}.")


@dataclass
class Change:
    """What a restore does to the storages, so that it can be undone: files added, files put aside."""

    added: list[tuple[str, str]] = field(default_factory=list)
    wanted: dict[str, set[str]] = field(default_factory=dict)

    def take(
        self,
        alias: str,
        name: str,
        chunks: Callable[[], Iterable[bytes]],
        *,
        size: int,
        sha256: str,
        replace: bool,
    ) -> None:
        """See that a storage holds this file. Another of the same name is put aside first, if it may be."""
        storage = storages[alias]
        self.wanted.setdefault(alias, set()).add(name)
        if storage.exists(name):
            if is_same(storage, name, size=size, sha256=sha256):
                return
            if not replace:
                raise BackupError(
                    f"There is another file {name} in the place where this backup puts one. If it may be "
                    "lost, add --replace. The site is as it was."
                )
            put(storage, f"{ASIDE}/{name}", chunks_of(storage, name))
            put(storage, f"{WHOLE}/{name}", [])
            storage.delete(name)
        else:
            self.added.append((alias, name))
        put(storage, name, chunks())

    def take_entry(self, name: str, chunks: Callable[[], Iterable[bytes]]) -> None:
        """See that the ledger of erasures holds this entry; one that is there stays as it is."""
        full = f"{settings.ERASURE_LEDGER}/{name}"
        if not storages["private"].exists(full):
            self.added.append(("private", full))
            put(storages["private"], full, chunks())

    def undo(self) -> None:
        """Put the storages back as they were."""
        put_back()
        for alias, name in self.added:
            storages[alias].delete(name)

    def others(self) -> Iterator[tuple[str, str]]:
        """Each file of the site that the archive does not hold."""
        for alias in storages_kept():
            wanted = self.wanted.get(alias, set())
            yield from ((alias, name) for name in list(kept_names(alias)) if name not in wanted)


def put_back() -> None:
    """Put every file that a restore has put aside in its place again. May be run twice."""
    for alias in storages_kept():
        storage = storages[alias]
        for mark in list(names_in(storage, WHOLE)):
            name = mark.removeprefix(f"{WHOLE}/")
            storage.delete(name)
            put(storage, name, chunks_of(storage, f"{ASIDE}/{name}"))
            storage.delete(mark)
    forget_aside()


def forget_aside() -> None:
    """Delete every file that a restore has put aside."""
    for alias in storages_kept():
        storage = storages[alias]
        for aside in list(names_in(storage, BEFORE)):
            storage.delete(aside)
        _remove_folder(storage)


def _remove_folder(storage: Storage) -> None:
    """Remove the empty folders of what was put aside, where a storage has folders at all."""
    if not storage.exists(BEFORE):
        return
    found, waiting = [], [BEFORE]
    while waiting:
        here = waiting.pop()
        found.append(here)
        waiting += [f"{here}/{name}" for name in storage.listdir(here)[0]]
    for folder in reversed(found):
        storage.delete(folder)
