"""Tables that leave the site: never a formula, whatever somebody typed into a public form."""

import csv
import datetime
import io
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from django.http import FileResponse
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from cms.core.exports import (
    FORMULA_STARTS,
    UNSEEN,
    csv_lines,
    dated_filename,
    safe_cell,
    stream_csv,
    table_response,
    xlsx_response,
)

NAUGHTY = Path(__file__).parents[4] / "shared" / "data" / "badinput" / "blns.json"


def read_csv(response) -> list[list[str]]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def read_xlsx(response: FileResponse):
    workbook = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content)))
    response.file_to_stream.close()
    return workbook


def would_run(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return text.lstrip().lstrip(UNSEEN).lstrip()[:1] in FORMULA_STARTS if text.strip() else False


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "+44 113 496 0000",
        "-1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "\n=cmd|' /C calc'!A0",
        "   =1+1",
        "\u00a0=1+1",
        "\ufeff=1+1",
        "\u200b=1+1",
        "＝1+1",
        "|calc",
        "%0A=1",
    ],
)
def test_text_that_begins_like_a_formula_is_made_text(typed):
    assert safe_cell(typed).startswith("'")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-3, -3),
        (-2.5, -2.5),
        (Decimal("-1.10"), Decimal("-1.10")),
        (None, ""),
        ("", ""),
        ("Ann = Bob", "Ann = Bob"),
        ("a-b@example.org", "a-b@example.org"),
        (datetime.date(2017, 11, 22), datetime.date(2017, 11, 22)),
        (gettext_lazy("Home"), "Home"),
    ],
)
def test_numbers_dates_and_harmless_text_stay_as_they_are(value, expected):
    assert safe_cell(value) == expected
    assert type(safe_cell(value)) is type(expected)


def test_a_moment_is_told_in_london_without_a_zone():
    cell = safe_cell(datetime.datetime(2017, 7, 1, 12, tzinfo=datetime.UTC))
    assert cell.isoformat() == "2017-07-01T13:00:00"


@given(st.text())
def test_no_text_whatever_comes_out_as_a_formula(typed):
    cell = safe_cell(typed)
    assert isinstance(cell, str)
    assert not would_run(cell)
    assert cell[:1] not in ("\t", "\r", "\n")
    cell.encode("utf-8")


@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2)))
def test_csv_reads_back_as_it_was_written(rows):
    text = "".join(csv_lines(rows, ["a", "b"])).removeprefix("\ufeff")
    assert list(csv.reader(io.StringIO(text, newline=""))) == [
        ["a", "b"],
        *[[safe_cell(c) for c in row] for row in rows],
    ]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_naughty_strings_survive_both_formats(kind):
    if not NAUGHTY.exists():
        pytest.skip(f"{NAUGHTY} is not on this machine")
    strings = json.loads(NAUGHTY.read_text())
    response = table_response(kind, ([text, -1] for text in strings), ["Typed", "Number"], "naughty")
    if kind == "csv":
        rows = read_csv(response)
        assert rows[0] == ["Typed", "Number"]
        assert {row[1] for row in rows[1:]} == {"-1"}
    else:
        rows = list(read_xlsx(response).active.iter_rows())
        assert all(cell.data_type != "f" for row in rows for cell in row)
        assert {row[1].value for row in rows[1:]} == {-1}
        rows = [[cell.value or "" for cell in row] for row in rows]
    assert len(rows) == len(strings) + 1
    assert not [row[0] for row in rows if would_run(str(row[0]))]


def test_csv_has_the_mark_excel_needs_a_dated_name_and_is_never_cached():
    response = stream_csv([["ŵ", 1]], ["Enw", "Nifer"], "tabl")
    assert response["Content-Disposition"] == 'attachment; filename="tabl.csv"'
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content).startswith(b"\xef\xbb\xbf")
    assert dated_filename("Lle clywson nhw", datetime.date(2017, 11, 22)) == "lle-clywson-nhw-2017-11-22"


def test_csv_is_read_from_its_rows_only_while_it_is_sent():
    read = []

    def rows():
        for number in range(3):
            read.append(number)
            yield [number]

    response = stream_csv(rows(), ["n"], "n")
    assert read == []
    stream = iter(response.streaming_content)
    next(stream), next(stream)
    assert read == [0]


def test_a_sheet_that_is_full_is_followed_by_another(monkeypatch):
    monkeypatch.setattr("cms.core.exports.MAX_SHEET_ROWS", 2)
    workbook = read_xlsx(xlsx_response(([number] for number in range(5)), ["n"], "n", sheet="Rows"))
    assert workbook.sheetnames == ["Rows 1", "Rows 2", "Rows 3"]
    assert [row[0] for row in workbook["Rows 3"].values] == ["n", 4]


def test_an_empty_table_still_has_its_heading():
    assert [list(row) for row in read_xlsx(xlsx_response([], ["n"], "n")).active.values] == [["n"]]
