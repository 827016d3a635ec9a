"""`place` at the command line: its formats, its files, its exit codes."""

import csv
import io
import json
import os
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

COLUMNS = ["postcode", "method", "country", "region", "authority"]
LEEDS = {
    "postcode": "LS1 4AP",
    "method": "outcode",
    "country": "England",
    "region": "Yorkshire and The Humber",
    "authority": "Leeds",
}
SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))


def place(*arguments, **options) -> str:
    out = io.StringIO()
    call_command("place", *arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_json_is_a_list_with_null_for_what_is_not_known():
    assert json.loads(place("ls14ap", "nonsense", "CF10 1AA", "MK19", format="json")) == [
        LEEDS,
        {"postcode": "nonsense", "method": "none", "country": None, "region": None, "authority": None},
        {"postcode": "CF10 1AA", "method": "outcode", "country": "Wales", "region": None, "authority": None},
        {"postcode": "MK19", "method": "outcode", "country": "England", "region": "unclear",
         "authority": "West Northamptonshire"},
    ]  # fmt: skip


def test_csv_leaves_cells_empty_for_what_is_not_known():
    rows = list(csv.reader(io.StringIO(place("ls14ap", "ZZ1 1ZZ", format="csv"))))
    assert rows == [COLUMNS, list(LEEDS.values()), ["ZZ1 1ZZ", "none", "", "", ""]]


def test_a_table_is_the_default():
    assert place("ls14ap").splitlines()[1].split() == [
        "LS1",
        "4AP",
        "outcode",
        "England",
        "Yorkshire",
        "and",
        "The",
        "Humber",
        "Leeds",
    ]


@pytest.mark.parametrize(
    "content",
    [
        b"ls14ap\r\n\r\nM1 1AE\r\n",
        b"\xef\xbb\xbfls14ap\nM1 1AE",
        "ls14ap\nM1 1AE\n".encode("utf-16"),
        b"\n\n ls1 4ap \n\t\nM1\xa01AE\n",
    ],
)
def test_reads_a_file_in_any_encoding(tmp_path, content):
    file = tmp_path / "postcodes.txt"
    file.write_bytes(content)
    rows = json.loads(place(file=str(file), format="json"))
    assert [row["postcode"] for row in rows] == ["LS1 4AP", "M1 1AE"]


def test_arguments_come_before_the_file(tmp_path):
    file = tmp_path / "postcodes.txt"
    file.write_text("M1 1AE\n")
    rows = json.loads(place("ls14ap", file=str(file), format="json"))
    assert [row["postcode"] for row in rows] == ["LS1 4AP", "M1 1AE"]


def test_says_when_nothing_was_found():
    with pytest.raises(SystemExit) as leaving:
        place("nonsense", format="json")
    assert leaving.value.code == 3


def test_says_what_is_missing(tmp_path):
    with pytest.raises(CommandError, match="Name a postcode"):
        place()
    with pytest.raises(CommandError, match="no file"):
        place(file=str(tmp_path / "nowhere.txt"))


def test_an_empty_file_gives_an_empty_list(tmp_path):
    file = tmp_path / "postcodes.txt"
    file.write_text("\n \n")
    assert json.loads(place(file=str(file), format="json")) == []


@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
def test_bad_input_gives_rows_or_a_sentence():
    for file in sorted((SHARED / "badinput").iterdir()):
        try:
            rows = json.loads(place("LS1 4AP", file=str(file), format="json"))
        except CommandError:
            continue
        assert rows[0] == LEEDS
        assert all(list(row) == COLUMNS for row in rows)
