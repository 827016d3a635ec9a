"""Reading tables as people save them: the encoding and the delimiter are found out, errors are in words."""

import codecs
import csv
import io
from collections.abc import Iterator
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

# Enough to know an encoding or a delimiter by, little enough to read twice.
SAMPLE = 256 * 1024
DELIMITERS = ",;\t|"
LONGEST_CELL = 1_000_000
_ARCHIVES = {b"PK\x03\x04": "XLSX", b"\xd0\xcf\x11\xe0": "XLS", b"%PDF": "PDF"}
_MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


class SpreadsheetError(ValueError):
    """The file cannot be read as a table. The message says what to do, in the language of the moment."""


def read_rows(path: Path) -> Iterator[tuple[int, dict[str, str]]]:
    """Yield `(line number, row)` for each row that is not blank, in constant memory.

    The first row that is not blank holds the names, which are folded to small letters with `_` for
    spaces. A row's cells stand under those names with the space around them gone; cells beyond the
    last name stand, joined by the delimiter, under the empty name `""`. Missing cells are empty.

    Raises `SpreadsheetError` when the file is no table, at the first row or wherever it breaks off.
    """
    encoding, errors = find_encoding(path)
    previous = csv.field_size_limit(LONGEST_CELL)
    line = 1
    try:
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            delimiter = _find_delimiter(file.read(SAMPLE))
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            reader = csv.reader(_without_nul(file), delimiter=delimiter)
            names: list[str] = []
            for cells in reader:
                here, line = line, reader.line_num + 1
                if not any(cell.strip() for cell in cells):
                    continue
                if not names:
                    names = _names(cells)
                    continue
                row = dict.fromkeys(names, "")
                row.update(zip(names, (cell.strip() for cell in cells), strict=False))
                if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
                    row[""] = delimiter.join(cells[len(names) :])
                yield here, row
            if not names:
                raise SpreadsheetError(_("The file is empty."))
    except UnicodeDecodeError as error:
        raise SpreadsheetError(
            _("Some characters cannot be read. Save the file as “CSV UTF-8” and try again.")
        ) from error
    except csv.Error as error:
        raise SpreadsheetError(
            _("The table breaks off at line %(line)s. Look there for a quotation mark that is never closed.")
            % {"line": line}
        ) from error
    finally:
        csv.field_size_limit(previous)


def read_lines(path: Path) -> Iterator[str]:
    """Yield the lines of a text file, without their ends, in constant memory. Raises `SpreadsheetError`."""
    encoding, errors = find_encoding(path)
    try:
        with path.open(encoding=encoding, errors=errors) as file:
            for line in file:
                yield line.rstrip("\n")
    except UnicodeDecodeError as error:
        raise SpreadsheetError(_("Some characters cannot be read. Save the file as UTF-8 text.")) from error


def find_encoding(path: Path) -> tuple[str, str]:
    """Return the encoding of a text file and how to treat bytes that do not fit it, as for `open`.

    A byte order mark decides; else UTF-8 if the whole file is valid, or if most of it is and a few
    rows were pasted from Windows; else what the letters look like, with the Windows encoding of western
    Europe preferred, as spreadsheets here save it.

    Raises `SpreadsheetError` for a file that is none of text.
    """
    with path.open("rb") as file:
        start = file.read(SAMPLE)
        for magic, kind in _ARCHIVES.items():
            if start.startswith(magic):
                raise SpreadsheetError(
                    _("This is a %(kind)s file. Open it and save it as “CSV UTF-8”.") % {"kind": kind}
                )
        for mark, encoding in _MARKS.items():
            if start.startswith(mark):
                return encoding, "strict"
        decoder = codecs.getincrementaldecoder("utf-8")()
        block = start
        letters = False
        try:
            while block:
                letters = not decoder.decode(block).isascii() or letters
                block = file.read(SAMPLE)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError as error:
            letters = letters or not error.object[: error.start].decode().isascii()
            return ("utf-8", FROM_WINDOWS) if letters else (_guess(block), "strict")
    if b"\0" in start and _looks_wide(start):
        return ("utf-16-le" if start[1:2] == b"\0" else "utf-16-be"), "strict"
    return "utf-8", "strict"


def _read_as_windows(error: UnicodeError) -> tuple[str, int]:
    """Read bytes that are no UTF-8 as Windows 1252: one row was pasted from somewhere else."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    stray = error.object[error.start : error.end]
    return stray.decode("cp1252", "replace"), error.end


FROM_WINDOWS = "from-windows"
codecs.register_error(FROM_WINDOWS, _read_as_windows)


def _looks_wide(start: bytes) -> bool:
    """Every second byte of UTF-16 in a western language is NUL."""
    return start[:200].count(0) > len(start[:200]) // 3


def _guess(sample: bytes) -> str:
    if sum(byte < 9 for byte in sample) == 0:
        try:
            sample.decode("cp1252")
        except UnicodeDecodeError:
            if best := from_bytes(sample).best():
                return best.encoding
        else:
            return "cp1252"
    raise SpreadsheetError(_("This is not a text file. Open it in a spreadsheet and save it as “CSV UTF-8”."))


def _find_delimiter(sample: str) -> str:
    """Return the delimiter that stands most often in the first line that is not blank, outside quotes."""
    lines = (line for line in io.StringIO(sample.lstrip("\ufeff")) if line.strip())
    first = next(lines, "")
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    """Drop NUL, which no database keeps."""
    return (line.replace("\0", "") for line in lines)


def _names(cells: list[str]) -> list[str]:
    """Fold the names of columns. Raises `SpreadsheetError` when one stands twice."""
    names = ["_".join(cell.replace("\ufeff", "").strip().casefold().split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    doubles = sorted({name for name in names if name and names.count(name) > 1})
    if doubles:
        raise SpreadsheetError(_("The column “%(name)s” stands twice.") % {"name": doubles[0]})
    return names
