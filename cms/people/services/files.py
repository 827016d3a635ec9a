"""Files of people that wait to be brought in: kept as long as somebody looks at them, and no longer."""

from __future__ import annotations

import csv
import io
import tempfile
import zlib
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cms.core.spreadsheets import SpreadsheetError, read_rows

from ..models import PeopleImport
from .importing import COLUMNS, Fate, Judged, PeopleImporter

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

LARGEST = 5 * 1024 * 1024
MOST_ROWS = 20_000
MOST_COLUMNS = 200
_XLSX = b"PK\x03\x04"


def as_csv(content: bytes) -> bytes:
    """A spreadsheet's first sheet as CSV; anything else as it came. Raises `SpreadsheetError`."""
    if not content.startswith(_XLSX):
        return content
    # Heavy, and wanted on the rare day on which somebody brings people in.
    from openpyxl import load_workbook

    output = io.StringIO()
    writer = csv.writer(output)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)):
            if number > MOST_ROWS + 1:
                break  # one more than may be: `checked` says so
            writer.writerow(["" if cell is None else str(cell) for cell in cells])
    except Exception as error:
        raise SpreadsheetError(
            _("The file cannot be opened. Save it as “CSV UTF-8” and try again.")
        ) from error
    return output.getvalue().encode()


def rows_in(content: bytes) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows of a CSV file, checked for its columns and its length. Raises `SpreadsheetError`."""
    with tempfile.NamedTemporaryFile(suffix=".csv") as file:
        file.write(content)
        file.flush()
        yield from checked(read_rows(Path(file.name)), most=MOST_ROWS)


def checked(rows: Iterator[tuple[int, dict[str, str]]], *, most: int | None = None) -> Iterator:
    """Rows, after a look at the names of the columns. Raises `SpreadsheetError`."""
    number = 0
    for number, (line, cells) in enumerate(rows, 1):
        if number == 1 and "email" not in cells:
            raise SpreadsheetError(
                _("The column “email” is missing. The first row has to name these columns: %(names)s.")
                % {"names": ", ".join(COLUMNS)}
            )
        if most and number > most:
            raise _too_long()
        yield line, cells
    if not number:
        raise SpreadsheetError(_("There is no row below the names of the columns."))


def _too_long() -> SpreadsheetError:
    return SpreadsheetError(
        _("The file has more than %(most)s rows. Cut it in parts, or ask for it to be brought in by command.")
        % {"most": f"{MOST_ROWS:,}"}
    )


def keep_file(*, content: bytes, mode: str, user, now: datetime) -> PeopleImport:
    """Keep a file to be looked through. Raises `SpreadsheetError` when it is no table of people."""
    content = as_csv(content)
    for _row in islice(rows_in(content), MOST_ROWS + 1):
        pass
    return PeopleImport.objects.create(content=zlib.compress(content), mode=mode, by=user, at=now)


def look_through(
    file: PeopleImport, *, now: datetime, dry_run: bool = True
) -> tuple[list[Judged], dict[str, int]]:
    """What becomes of each row, and how many of which. Raises `SpreadsheetError`, or `LookupError` when the
    file is no longer kept."""
    if file.content is None:
        raise LookupError(file.pk)
    importer = PeopleImporter(mode=file.mode, now=now, dry_run=dry_run)
    rows = list(importer.run(rows_in(zlib.decompress(bytes(file.content)))))
    return rows, {fate.value: importer.counts[fate.value] for fate in Fate}


def bring_in(file: PeopleImport, *, user, now: datetime) -> dict[str, int] | None:
    """Bring a file in, once; None when somebody has done so. Keeps the rows that were refused, for a day."""
    claimed = PeopleImport.objects.filter(pk=file.pk, done_at=None, content__isnull=False).update(done_at=now)
    if not claimed:
        return None
    try:
        rows, counts = look_through(file, now=now, dry_run=False)
    except BaseException:
        PeopleImport.objects.filter(pk=file.pk).update(done_at=None)
        raise
    refused = [row for row in rows if row.fate == Fate.REFUSED]
    file.done_at, file.counts = now, counts
    file.content = zlib.compress(refused_table(refused)) if refused else None
    with transaction.atomic():
        file.save(update_fields=["done_at", "counts", "content"])
        log(instance=file, action="people.import", user=user, data={"mode": file.mode, **counts})
    return counts


def refused_table(rows: list[Judged]) -> bytes:
    """The refused rows as they came, with the line and the reason before them, as CSV."""
    output = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row.cells if name))
    writer = csv.writer(output)
    writer.writerow(["line", "reason", *names, "more_cells"])
    for row in rows:
        writer.writerow(
            [row.line, row.words, *(row.cells.get(name, "") for name in names), row.cells.get("", "")]
        )
    return output.getvalue().encode()
