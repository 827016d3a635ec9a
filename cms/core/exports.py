"""Tables that leave the site as CSV or XLSX: safe to open, streamed, with headings people can read.

A spreadsheet runs a cell that begins like a formula, and anybody can type such a thing into a public form.
Every text therefore passes through `safe_cell` (OWASP, "CSV Injection").
"""

import csv
import datetime
import re
import tempfile
from collections.abc import Iterable, Iterator
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.http import FileResponse, StreamingHttpResponse
from django.utils import timezone
from django.utils.encoding import force_str
from django.utils.functional import Promise
from django.utils.text import slugify

LONDON = ZoneInfo("Europe/London")
# The full-width forms are read as formulas too where the system's language is Chinese, Japanese or Korean.
FORMULA_STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
# Not seen, and skipped by a spreadsheet before it looks for a formula.
UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\u00ad\u200e\u200f"
BOM = "\ufeff"
# As openpyxl has them, which would refuse the whole table.
ILLEGAL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
MAX_CELL = 32_767
MAX_SHEET_ROWS = 1_048_575
CSV_TYPE = "text/csv; charset=utf-8"
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def safe_cell(value: object) -> object:
    """The value as a spreadsheet may hold it: numbers and dates as they are, text never a formula.

    Text that begins with a formula's sign, a tab or a line break, also after spaces, gets an apostrophe
    before it. A moment becomes London's wall clock without a zone, because spreadsheets know no zones.
    Control characters that no XLSX file may hold are dropped; None is an empty cell.
    """
    if value is None:
        return ""
    if isinstance(value, bool | int | float | Decimal):
        return value
    if isinstance(value, datetime.datetime):
        return timezone.make_naive(value, LONDON) if timezone.is_aware(value) else value
    if isinstance(value, datetime.date | datetime.time):
        return value
    text = force_str(value) if isinstance(value, Promise) else str(value)
    text = text.encode("utf-8", "replace").decode("utf-8")
    text = ILLEGAL_CHARACTERS.sub("", text)[: MAX_CELL - 1]
    begins_apart = text[:1] in ("\t", "\r", "\n")
    first = text.lstrip().lstrip(UNSEEN).lstrip()[:1]
    if begins_apart or (first and first in FORMULA_STARTS):
        return f"'{text}"
    return text


def dated_filename(name: str, today: datetime.date | None = None) -> str:
    """A file name that says what it is and from which day, such as `downloads-2017-11-22`."""
    day = today or timezone.now().astimezone(LONDON).date()
    return f"{slugify(name) or 'export'}-{day.isoformat()}"


class _Echo:
    """Gives back what the CSV writer writes, so that no row is held in memory."""

    def write(self, value: str) -> str:
        return value


def _csv_value(value: object) -> object:
    value = safe_cell(value)
    if isinstance(value, datetime.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return value.isoformat() if isinstance(value, datetime.date | datetime.time) else value


def csv_lines(rows: Iterable[Iterable], header: Iterable) -> Iterator[str]:
    """The lines of a CSV file. The first carries a byte-order mark, without which Excel garbles ŵ and é."""
    writer = csv.writer(_Echo(), quoting=csv.QUOTE_NONNUMERIC)
    yield BOM + writer.writerow([_csv_value(cell) for cell in header])
    for row in rows:
        yield writer.writerow([_csv_value(cell) for cell in row])


def stream_csv(rows: Iterable[Iterable], header: Iterable, filename: str) -> StreamingHttpResponse:
    """Send rows as CSV while they are read. `filename` comes without an ending."""
    headings = [force_str(cell) for cell in header]  # in the language of this request, not of the stream
    response = StreamingHttpResponse(csv_lines(rows, headings), content_type=CSV_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{filename}.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def xlsx_response(
    rows: Iterable[Iterable], header: Iterable, filename: str, sheet: str = "Sheet"
) -> FileResponse:
    """Send rows as XLSX, built on disk in constant memory; past a sheet's last row another sheet begins."""
    # Here and not above: with what it brings along it weighs 16 MB in every web process, and is rarely used.
    from openpyxl import Workbook

    headings = [safe_cell(force_str(cell)) for cell in header]
    workbook = Workbook(write_only=True)
    number = 0
    worksheet = None
    for index, row in enumerate(rows):
        if index % MAX_SHEET_ROWS == 0:
            number += 1
            worksheet = workbook.create_sheet(f"{sheet} {number}")
            worksheet.append(headings)
        worksheet.append([safe_cell(cell) for cell in row])
    if worksheet is None:
        workbook.create_sheet(f"{sheet} 1").append(headings)
    output = tempfile.TemporaryFile()  # noqa: SIM115 - FileResponse closes it when it has been sent
    workbook.save(output)
    output.seek(0)
    response = FileResponse(output, as_attachment=True, filename=f"{filename}.xlsx", content_type=XLSX_TYPE)
    response["Cache-Control"] = "private, no-store"
    return response


def table_response(format: str, rows: Iterable[Iterable], header: Iterable, name: str):  # noqa: A002 - the word of the query
    """Send a table in the format asked for, `csv` or `xlsx`, under a dated file name."""
    respond = xlsx_response if format == "xlsx" else stream_csv
    return respond(rows, header, dated_filename(name))


class SafeExportMixin:
    """Makes the CSV and XLSX exports of Wagtail's report and index views safe, streamed and dated.

    Put it before the view class. A view may narrow who exports by `may_export()`.
    """

    export_chunk = 2000

    def may_export(self) -> bool:
        """Whether this person may take the table away. The policy's answer, asked by the view."""
        return True

    def dispatch(self, request, *args, **kwargs):
        """Refuse an export to those who may only look."""
        from django.core.exceptions import PermissionDenied

        if self.is_export and not self.may_export():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @property
    def show_export_buttons(self) -> bool:
        """Offer no button that would be refused."""
        return bool(self.list_export) and self.may_export()

    def export_rows(self, queryset) -> Iterator[list]:
        """One list for each record, in the order of `list_export`."""
        records = (
            queryset.iterator(chunk_size=self.export_chunk) if hasattr(queryset, "iterator") else queryset
        )
        for record in records:
            yield list(self.to_row_dict(record).values())

    def as_spreadsheet(self, queryset, spreadsheet_format: str):
        """The response with the whole table, whatever page was shown."""
        header = [self.get_heading(queryset, field) for field in self.list_export]
        return table_response(spreadsheet_format, self.export_rows(queryset), header, self.get_filename())
