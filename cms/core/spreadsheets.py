"""Reading tables as people save them: the encoding and the delimiter are found out, errors are in words."""

import codecs
import csv
import io
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _

# Enough to know an encoding or a delimiter by, little enough to read twice.
SAMPLE = 256 * 1024
DELIMITERS = ",;\t|"
LONGEST_CELL = 1_000_000
# In a narrower table a sentence with commas may look like a row; in a wide one none does.
FEW_COLUMNS, MANY_COLUMNS = 4, 6
_SEP = re.compile(rf'"?sep=([{DELIMITERS}])"?[{DELIMITERS}]*[\r\n]*$', re.IGNORECASE)
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
    A line `sep=;` before the names, as spreadsheets write it, names the delimiter.

    Raises `SpreadsheetError` before the first row is yielded when the file is no table from its beginning
    to its end: so nobody has begun to write what breaks off later. See `_records` for what that means.
    """
    encoding, errors = find_encoding(path)
    with path.open(encoding=encoding, errors=errors, newline="") as file:
        try:
            delimiter, says_so = _find_delimiter(file.read(SAMPLE))
        except UnicodeDecodeError as error:
            raise _unreadable() from error
    names: list[str] = []
    for line, cells in _records(path, encoding, errors, delimiter):
        if not names and not (says_so and line == says_so):
            names = _names(cells)
    if not names:
        raise SpreadsheetError(_("The file is empty."))
    before = True
    for line, cells in _records(path, encoding, errors, delimiter):
        if before:
            # What stands so far are the names, and perhaps the delimiter.
            before = line == says_so
            continue
        row = dict.fromkeys(names, "")
        row.update(zip(names, (cell.strip() for cell in cells), strict=False))
        if len(cells) > len(names) and any(cell.strip() for cell in cells[len(names) :]):
            row[""] = delimiter.join(cells[len(names) :])
        yield line, row


def _records(path: Path, encoding: str, errors: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Yield `(line number, cells)` for each record that is not blank.

    Raises `SpreadsheetError`, with the line, where the file ends inside quotation marks, where a cell goes
    on as if they were never closed, and where a record has swallowed the rows below it (`_swallows`).
    """
    previous = csv.field_size_limit(LONGEST_CELL)
    line, width = 1, 0
    try:
        with path.open(encoding=encoding, errors=errors, newline="") as file:
            lines = _Lines(file)
            reader = csv.reader(lines, delimiter=delimiter)
            for cells in reader:
                here, line = line, reader.line_num + 1
                if lines.ended:
                    raise _breaks_off(here)
                if line - here > 1 and _swallows(cells, lines.since, delimiter, width):
                    raise SpreadsheetError(
                        _(
                            "The row of line %(first)s goes on to line %(last)s, and there are rows inside "
                            "one of its cells. Look there for a quotation mark that is never closed."
                        )
                        % {"first": here, "last": line - 1}
                    )
                lines.since.clear()
                if any(cell.strip() for cell in cells):
                    width = width or len(cells)
                    yield here, cells
    except UnicodeDecodeError as error:
        raise _unreadable() from error
    except csv.Error as error:
        raise _breaks_off(line) from error
    finally:
        csv.field_size_limit(previous)


def _unreadable() -> SpreadsheetError:
    return SpreadsheetError(_("Some characters cannot be read. Save the file as “CSV UTF-8” and try again."))


def _breaks_off(line: int) -> SpreadsheetError:
    return SpreadsheetError(
        _("The table breaks off at line %(line)s. Look there for a quotation mark that is never closed.")
        % {"line": line}
    )


class _Lines:
    """The lines of a file without NUL, which no database keeps; knows those since `since` was cleared."""

    def __init__(self, file: Iterable[str]):
        self.ended = False
        self.since: list[str] = []
        self._file = iter(file)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        # A reader that asks for more and then gives a record was inside quotation marks.
        line = next(self._file, None)
        if line is None:
            self.ended = True
            raise StopIteration
        line = line.replace("\0", "")
        self.since.append(line)
        return line


def _swallows(cells: list[str], lines: list[str], delimiter: str, width: int) -> bool:
    """Whether a record over several lines is rows that a quotation mark has run together.

    Cells may hold line breaks, and delimiters too, as a postal address does. It is no cell that somebody
    wrote when it does not end where its quotation mark closes; or when a whole line of it is divided like a
    row of the table, in a table so wide or a record so out of step that it cannot be by chance.
    """
    pieces = [cell.splitlines() for cell in cells if "\n" in cell or "\r" in cell]
    if not any(delimiter in piece for cell in pieces for piece in cell[1:]):
        return False
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return True
    if width < FEW_COLUMNS or (width < MANY_COLUMNS and len(cells) == width):
        return False
    return any(piece.count(delimiter) >= width - 1 for cell in pieces for piece in cell[1:-1])


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
                if kind == "PDF":
                    words = _("This is a %(kind)s file. Open it and save it as “CSV UTF-8”.")
                else:
                    words = _("This is an %(kind)s file. Open it and save it as “CSV UTF-8”.")
                raise SpreadsheetError(words % {"kind": kind})
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


def _find_delimiter(sample: str) -> tuple[str, int]:
    """Return the delimiter, and the line that names it (`sep=;`) or 0.

    Where none does it is what stands most often in the first line that is not blank, outside quotes.
    """
    lines = enumerate(io.StringIO(sample.lstrip("\ufeff"), newline=""), 1)
    number, first = next(((number, line) for number, line in lines if line.strip()), (0, ""))
    if named := _SEP.match(first):
        return named[1], number
    outside = "".join(first.split('"')[::2])
    return max(DELIMITERS, key=outside.count), 0


def _names(cells: list[str]) -> list[str]:
    """Fold the names of columns. Raises `SpreadsheetError` when one stands twice."""
    names = ["_".join(cell.replace("\ufeff", "").strip().casefold().split()) for cell in cells]
    while names and not names[-1]:
        names.pop()
    doubles = sorted({name for name in names if name and names.count(name) > 1})
    if doubles:
        raise SpreadsheetError(_("The column “%(name)s” stands twice.") % {"name": doubles[0]})
    return names
