"""The register's files as they are downloaded, plain or in the zip it publishes; their columns tell which."""

import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cms.core.spreadsheets import SpreadsheetError, read_rows

from ..choices import Dataset
from .columns import kind_of, missing, read_from, vanished

# The whole register is some 60 MB. What unfolds to more than this is no register.
LARGEST = 1_000_000_000
BLOCK = 1024 * 1024
# Groups before the schools that belong to them, schools before the links between them.
ORDER = (Dataset.GROUPS, Dataset.SCHOOLS, Dataset.LINKS)
_DATE = re.compile(r"(20\d\d)[-_]?([01]\d)[-_]?([0-3]\d)")


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """One table of the register. `release` is the day in its name, empty where there is none."""

    path: Path
    name: str
    kind: Dataset
    checksum: str
    release: str
    vanished: dict[str, tuple[str, ...]]
    beside: Path

    def rows(self) -> Iterator[tuple[int, dict[str, str]]]:
        """Yield `(line, cells)`, with only the columns that are read. A cell too many stands under `""`."""
        wanted = read_from(self.kind)
        for line, cells in read_rows(self.path):
            row = {name: cell for name, cell in cells.items() if name in wanted}
            if "" in cells:
                row[""] = "…"
            yield line, row


def find_files(given: list[tuple[Path, str]], stack: ExitStack) -> list[RegisterFile]:
    """Return the tables in files given with the kind they are said to be (or empty text), in loading order.

    Raises `SpreadsheetError` for a file that is none of the register's, that lacks a needed column, or
    that is of a kind given already; `OSError` for one that cannot be read.
    """
    found: dict[str, RegisterFile] = {}
    for path, said in given:
        for table in _tables(path, said, stack):
            if table.kind in found:
                raise SpreadsheetError(
                    f"{found[table.kind].name} and {table.name} are both files of "
                    f"{table.kind.label.lower()}. Give one of them."
                )
            found[table.kind] = table
    return [found[kind] for kind in ORDER if kind in found]


def _tables(path: Path, said: str, stack: ExitStack) -> Iterator[RegisterFile]:
    if not zipfile.is_zipfile(path):
        yield _table(path, path.name, said, path)
        return
    with zipfile.ZipFile(path) as archive:
        names = [name for name in archive.namelist() if name.lower().endswith(".csv")]
        if not names or "[Content_Types].xml" in archive.namelist():
            raise SpreadsheetError(f"{path.name}: there is no CSV file in it.")
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="register-")))
        for number, name in enumerate(sorted(names)):
            unpacked = folder / f"{number}.csv"
            _unpack(archive, name, unpacked)
            short = Path(name).name
            yield _table(unpacked, short, said if len(names) == 1 else "", path.with_name(short))


def _unpack(archive: zipfile.ZipFile, name: str, to: Path) -> None:
    """Unpack one table, no further than a register is long."""
    left = LARGEST
    try:
        with archive.open(name) as packed, to.open("wb") as file:
            while block := packed.read(BLOCK):
                left -= len(block)
                if left < 0:
                    raise SpreadsheetError(f"{name}: it unfolds to more than {LARGEST // 10**6} MB.")
                file.write(block)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError) as error:
        raise SpreadsheetError(f"{name}: it cannot be unpacked. Download it again.") from error


def _table(path: Path, name: str, said: str, beside: Path) -> RegisterFile:
    try:
        first = next(read_rows(path), None)
    except SpreadsheetError as error:
        raise SpreadsheetError(f"{name}: {error}") from error
    if first is None:
        raise SpreadsheetError(f"{name}: there is no row below the names of the columns.")
    names = set(first[1])
    kind = said or kind_of(names)
    if not kind:
        raise SpreadsheetError(
            f"{name}: these are not the columns of the register's schools (URN, EstablishmentName …), "
            "groups (Group UID …) or links (URN, LinkURN …)."
        )
    if lacking := missing(kind, names):
        raise SpreadsheetError(
            f"{name}: needed columns are missing: {', '.join(lacking)}. "
            "Download the file again with these columns."
        )
    return RegisterFile(
        path, name, Dataset(kind), _checksum(path), release_of(name), vanished(kind, names), beside
    )


def _checksum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def release_of(name: str) -> str:
    """Return the day in a file's name, as in `edubasealldata20250701.csv`: `2025-07-01`, or empty text."""
    if found := _DATE.search(name):
        try:
            return date(*map(int, found.groups())).isoformat()
        except ValueError:
            return ""
    return ""
