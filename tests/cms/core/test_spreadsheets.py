"""Tables as people save them."""

import csv
import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.core.spreadsheets import SpreadsheetError, find_encoding, read_lines, read_rows

SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))


@pytest.fixture
def table(tmp_path):
    def write(content: bytes) -> Path:
        path = tmp_path / "table.csv"
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    "content",
    [
        b"a,b c\n1,2\n",
        b"\xef\xbb\xbfA,B C\r\n1,2\r\n",
        b"a;b c\n1;2",
        b"a\tb  c\n1\t2\n",
        b'"a"|"B c"\n1|2\n',
        b"\n\n a , b c \n\n , \n 1 , 2 \n",
        "a,b c\n1,2\n".encode("utf-16"),
        "a,b c\n1,2\n".encode("utf-16-le"),
        "a,b c\n1,2\n".encode("utf-16-be"),
        b"a,b c,,\n1,2,,\n",
        b"a,b c\r1,2\r",
        b"a,b c\n1,2\0\n",
    ],
)
def test_finds_out_encoding_and_delimiter(table, content):
    assert [row for _, row in read_rows(table(content))] == [{"a": "1", "b_c": "2"}]


def test_tells_the_line_a_row_begins_at(table):
    rows = list(read_rows(table(b'a,b\n\n"x\ny",1\n2\n')))
    assert rows == [(3, {"a": "x\ny", "b": "1"}), (5, {"a": "2", "b": ""})]


def test_cells_beyond_the_names_are_not_lost(table):
    assert list(read_rows(table(b"a,b\n1,2,3,4\n"))) == [(2, {"a": "1", "b": "2", "": "3,4"})]


def test_commas_inside_quotes_do_not_decide_the_delimiter(table):
    assert list(read_rows(table(b'"a,1,2,3";b\nx;y\n'))) == [(2, {"a,1,2,3": "x", "b": "y"})]


@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-16"])
def test_reads_letters_of_western_europe(table, encoding):
    path = table("name\nZoë Siân – “Café”\n".encode(encoding))
    assert [row["name"] for _, row in read_rows(path)] == ["Zoë Siân – “Café”"]


def test_letters_far_from_the_beginning_count_too(table):
    path = table(b"name\n" + b"plain\n" * 200_000 + "Zoë\n".encode("cp1252"))
    assert find_encoding(path) == ("cp1252", "strict")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"a,A\n", "twice"),
        (b"PK\x03\x04", "an XLSX"),
        (b"\xd0\xcf\x11\xe0", "an XLS"),
        (b"%PDF-1.7", "a PDF"),
        (bytes(range(256)), "not a text file"),
        (b"a,b\n" + b"x" * 1_500_000, "line 2"),
        (b'a,b\n1,2\n"Ann,x\n', "line 3.*never closed"),
        (b'a,b\n1,2\n3,"', "line 3.*never closed"),
        (b'a,"b\n1,2\n3,4\n', "line 1.*never closed"),
    ],
)
def test_says_what_is_wrong(table, content, said):
    with pytest.raises(SpreadsheetError, match=said):
        list(read_rows(table(content)))


WIDE = "resource,downloaded_at,email,name,role,organisation,postcode,country,heard_from"
GOOD = "guide,2016-07-19,bea@example.org,Bea,SENCO,,,,Twitter"
OPEN = 'guide,2016-07-19,ann@example.org,"Ann,SENCO,,,,Twitter'


@pytest.mark.parametrize(
    "last",
    [
        "",
        # The next quotation mark of the file closes it: before a word, before a delimiter, at an end.
        'guide,2016-07-19,dee@example.org,"Dee, Dr",SENCO,,,,Twitter',
        'guide,2016-07-19,dee@example.org,Dee",SENCO,,,,Twitter',
        'guide,2016-07-19,dee@example.org,Dee,SENCO,,,,Twitter"',
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_rows_that_a_quotation_mark_ran_together_are_never_lost(table, last, end):
    path = table(end.join([WIDE, GOOD, OPEN, *[GOOD] * 8, last, ""]).encode())
    rows = read_rows(path)
    with pytest.raises(SpreadsheetError, match=r"line 3.*quotation mark that is never closed"):
        next(rows)  # before the first row: nobody has written anything yet


def test_two_rows_run_together_are_seen_too(table):
    path = table(b'email,name\nann@example.org,"Ann\nbea@example.org,"Bea, Dr"\n')
    with pytest.raises(SpreadsheetError, match="line 2 goes on to line 3"):
        list(read_rows(path))


@pytest.mark.parametrize(
    "cell",
    [
        "1 High Street\nLeeds",
        "1 High Street, Leeds,\nWest Yorkshire,\nLS1 4AP, England",
        "Dear all,\nthanks, as ever, for the guide, it is good\nAnn",
        "\n,\n",
        "She said “no”\r\nand “yes, please”",
        'She said "no"\nand "yes, please"',
    ],
)
@pytest.mark.parametrize("names", [["email"], ["email", "name"], ["email", "name", "role"], WIDE.split(",")])
def test_a_cell_of_several_lines_is_read_as_it_was_written(tmp_path, names, cell):
    path = tmp_path / "table.csv"
    cells = ["x" for _ in names]
    with path.open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([names, [*cells[:-1], cell], cells])
    assert [row[names[-1]] for _, row in read_rows(path)] == [cell.strip(), "x"]


@pytest.mark.parametrize(
    "sep", [b"sep=;\r\n", b"SEP=;\n", b"\xef\xbb\xbfsep=;\n", b'\n"sep=;"\n', b"sep=;;\n"]
)
def test_a_line_that_names_the_delimiter_is_obeyed(table, sep):
    line = 2 + sep.count(b"\n")
    assert list(read_rows(table(sep + b"a,1;b\nx,y;2\n"))) == [(line, {"a,1": "x,y", "b": "2"})]
    with pytest.raises(SpreadsheetError, match="empty"):
        list(read_rows(table(sep)))


def test_a_tab_may_be_named_and_a_column_called_sep_is_a_column(table):
    assert [row for _, row in read_rows(table(b"sep=\t\na,b\tc\n1\t2\n"))] == [{"a,b": "1", "c": "2"}]
    assert [row for _, row in read_rows(table(b"sep,b\n1,2\n"))] == [{"sep": "1", "b": "2"}]


def test_lines_of_a_text_in_any_encoding(table):
    assert list(read_lines(table("Zoë\r\nx".encode("cp1252")))) == ["Zoë", "x"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(st.binary(max_size=400))
def test_any_file_is_a_table_or_a_spreadsheet_error(table, content):
    try:
        rows = list(read_rows(table(content)))
    except SpreadsheetError:
        return
    assert all("\0" not in cell for _, row in rows for cell in row.values())


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
def test_bad_files_are_tables_or_sentences():
    for path in sorted((SHARED / "badinput").iterdir()):
        try:
            rows = list(read_rows(path))
        except SpreadsheetError:
            continue
        json.dumps(rows)


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
def test_known_files_are_read_right():
    [(line, row), (_, second)] = read_rows(SHARED / "badinput" / "cp1252_gias_style_synthetic.csv")
    assert (line, row["establishmentname"]) == (2, "St John’s School")
    assert second["establishmentname"] == "Café – Académie"
    [(_, row)] = read_rows(SHARED / "badinput" / "utf8_bom_crlf_synthetic.csv")
    assert row == {"urn": "112543", "school_name": "Birk Hill, Infant", "region": "East Midlands"}
