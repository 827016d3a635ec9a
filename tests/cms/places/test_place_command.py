"""`place` at the command line: its formats, its files, its exit codes."""

import csv
import io
import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.places.choices import Region

COLUMNS = ["postcode", "method", "country", "region", "authority"]
pytestmark = pytest.mark.django_db
LEEDS = {
    "postcode": "LS1 4AP",
    "method": "outcode",
    "country": "England",
    "region": "Yorkshire and The Humber",
    "authority": "Leeds",
}
REGIONS = sorted(str(label) for value, label in Region.choices if value != Region.UNCLEAR)
SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))


def place(*arguments, **options) -> str:
    out = io.StringIO()
    call_command("place", *arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_json_is_a_list_with_null_for_what_is_not_known():
    nothing = dict.fromkeys(COLUMNS[2:])
    assert json.loads(place("ls14ap", "nonsense", "CF10 1AA", "MK19", format="json")) == [
        LEEDS,
        {"postcode": "nonsense", "method": "none"} | nothing,
        {"postcode": "CF10 1AA", "method": "outcode"} | nothing | {"country": "Wales"},
        {"postcode": "MK19", "method": "outcode", "country": "England", "region": "unclear",
         "authority": "West Northamptonshire"},
    ]  # fmt: skip


def test_csv_leaves_cells_empty_for_what_is_not_known():
    rows = list(csv.reader(io.StringIO(place("ls14ap", "ZZ1 1ZZ", format="csv"))))
    assert rows == [COLUMNS, list(LEEDS.values()), ["ZZ1 1ZZ", "none", "", "", ""]]


def test_a_table_is_the_default():
    line = place("ls14ap").splitlines()[1]
    assert line == "LS1 4AP     outcode   England             Yorkshire and The Humber    Leeds"


def test_areas_stand_behind_the_rest_when_they_are_asked_for():
    leeds, border = json.loads(place("ls14ap", "MK19", format="json", areas=True))
    assert leeds == LEEDS | {"district": None, "areas": ["regions: Yorkshire and The Humber (sure)"]}
    assert border["areas"] == [f"regions: {name} (unclear)" for name in REGIONS]
    header, row = csv.reader(io.StringIO(place("ls14ap", format="csv", areas=True)))
    assert header == [*COLUMNS, "district", "areas"]
    assert row == [*LEEDS.values(), "", "regions: Yorkshire and The Humber (sure)"]
    line = place("ls14ap", areas=True).splitlines()[1]
    assert line.endswith("regions: Yorkshire and The Humber (sure)")


def test_areas_are_those_of_the_day():
    (row,) = json.loads(place("FY1 1AA", format="json", on=date(2018, 1, 1)))
    assert row["areas"] == ["opportunity-areas: Blackpool (likely)", "regions: North West (sure)"]
    (row,) = json.loads(place("FY1 1AA", format="json", on=date(2024, 1, 1)))
    assert row["areas"] == ["regions: North West (sure)"]


def test_it_answers_before_there_is_a_database(tmp_path):
    environment = os.environ | {"DATA_DIR": str(tmp_path / "nowhere"), "DATABASE_URL": ""}
    environment |= {"DJANGO_SETTINGS_MODULE": "cms.settings.dev"}
    done = subprocess.run(
        [sys.executable, "manage.py", "place", "LS1 4AP", "--format", "csv"],
        cwd=Path(__file__).parents[3], env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines()[1] == "LS1 4AP,outcode,England,Yorkshire and The Humber,Leeds"


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
