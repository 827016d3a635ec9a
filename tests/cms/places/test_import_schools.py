"""The register comes in as its files are: what is in them, what happened since, and nothing by halves."""

import csv
import io
import json
import zipfile

import pytest
from django.core.management import CommandError, call_command

from cms.people.services.organisations import organisation_for_school
from cms.places.choices import Dataset, GroupKind, LinkKind, Method, Phase, Region, SchoolStatus
from cms.places.models import DataLoad, School, SchoolGroup, SchoolLink, SchoolWord
from cms.places.register.loading import RegisterImport
from cms.places.reports import search_schools
from cms.places.signals import register_loaded

from .registers import GROUP, LINK, SCHOOL, school, write

pytestmark = pytest.mark.django_db


def load(*arguments, code: int = 0) -> dict:
    """Run the command; its summary. The exit code has to be `code`."""
    out = io.StringIO()
    try:
        call_command(
            "import_schools", *map(str, arguments), "--format", "json", stdout=out, stderr=io.StringIO()
        )
        left = 0
    except SystemExit as stop:
        left = stop.code
    assert left == code
    return json.loads(out.getvalue())


def one(summary: dict, kind: str = "schools") -> dict:
    return next(file for file in summary["files"] if file["kind"] == kind)


@pytest.mark.both_databases
def test_a_school_comes_in_with_what_the_register_says(tmp_path):
    row = school(name="St Aldwyn’s Café Primary", trust="2044", trust_name="OAKLEAF LEARNING TRUST")
    row["TrustSchoolFlag (name)"] = "Supported by a multi-academy trust"
    told = one(load(write(tmp_path / "edubasealldata20250701.csv", row)))
    assert (told["added"], told["rejected"], told["release"]) == (1, 0, "2025-07-01")
    found = School.objects.get(pk=100001)
    assert found.name == "St Aldwyn’s Café Primary"
    assert (found.status, found.phase) == (SchoolStatus.OPEN, Phase.PRIMARY)
    assert (found.country, found.region, found.authority) == ("GB-ENG", Region.YORKSHIRE, "383")
    assert (found.place_method, found.outcode, found.district) == (Method.FULL, "LS1", "E08000035")
    assert (found.postcode, found.pupils, str(found.opened_on)) == ("LS1 4AP", 210, "1999-09-01")
    assert (found.easting, found.northing) == (429000, 433000)
    assert (found.trust_id, found.trust.name, found.trust.kind) == (
        2044,
        "OAKLEAF LEARNING TRUST",
        GroupKind.MULTI_ACADEMY,
    )
    assert found.place.authority == "383"
    assert DataLoad.objects.get(dataset=Dataset.SCHOOLS).rows == 1


def test_no_name_or_number_of_a_head_is_kept_anywhere(tmp_path):
    bad = school(urn="none") | {"EstablishmentName": ""}
    path = write(tmp_path / "register.csv", SCHOOL, bad)
    load(path, "--groups", write(tmp_path / "groups.csv", GROUP), "--report", tmp_path / "report.csv", code=2)
    kept = " ".join(
        str(row) for model in (School, SchoolGroup, SchoolWord, DataLoad) for row in model.objects.values()
    )
    kept += (tmp_path / "register.csv.rejected.csv").read_text() + (tmp_path / "report.csv").read_text()
    assert "100001" in kept
    for secret in ("Quagmire", "Zebedee", "quagmire", "01632960001"):
        assert secret not in kept


def test_a_row_that_has_shifted_takes_no_head_along(tmp_path):
    path = write(tmp_path / "register.csv", SCHOOL)
    shifted = list(SCHOOL.values())
    shifted[8:8] = ["", "Zebedee", "Quagmire"]
    with path.open("a", encoding="cp1252") as file:
        file.write(",".join(["100002", *shifted[1:]]) + "\n")
    load(path, code=2)
    rejected = (tmp_path / "register.csv.rejected.csv").read_text()
    assert "100002" in rejected
    assert "nobody can tell which cell is which" in rejected
    assert "Quagmire" not in rejected


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
@pytest.mark.parametrize("region", ["Yorkshire and the Humber", "Yorkshire and The Humber"])
def test_either_encoding_and_either_spelling_of_a_region(tmp_path, encoding, region):
    row = school(name="Ysgol y Café – St John’s") | {"GOR (code)": "", "GOR (name)": region}
    load(write(tmp_path / "register.csv", row, encoding=encoding))
    found = School.objects.get()
    assert (found.name, found.region) == ("Ysgol y Café – St John’s", Region.YORKSHIRE)


def test_lost_zeros_are_put_back(tmp_path):
    row = school(authority="383.0") | {"EstablishmentNumber": "31", "EstablishmentStatus (code)": "01"}
    group = GROUP | {"Group Type": "", "Group Type (code)": "6"}
    load(write(tmp_path / "r.csv", row), "--groups", write(tmp_path / "g.csv", group))
    found, trust = School.objects.get(), SchoolGroup.objects.get()
    assert (found.establishment_number, found.authority) == ("0031", "383")
    assert (trust.kind, trust.companies_house_number) == (GroupKind.MULTI_ACADEMY, "07318714")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("31-08-2015", "2015-08-31"),
        ("31/08/2015", "2015-08-31"),
        ("2015-08-31", "2015-08-31"),
        ("31-02-2015", "None"),
        ("soon", "None"),
        ("", "None"),
    ],
)
def test_days_in_every_form(tmp_path, text, day):
    load(write(tmp_path / "register.csv", school(status="2", closed=text)))
    assert str(School.objects.get().closed_on) == day


def test_needed_columns_are_asked_for_by_name(tmp_path):
    path = write(tmp_path / "r.csv", SCHOOL, without=("EstablishmentName",))
    with pytest.raises(CommandError, match="needed columns are missing: EstablishmentName"):
        load(path)
    assert not School.objects.exists()


def test_without_status_and_authority_a_school_keeps_what_was_known(tmp_path):
    without = ("LA (code)", "EstablishmentStatus (code)", "EstablishmentStatus (name)")
    load(write(tmp_path / "a.csv", school(status="2", closed="31-08-2015")))
    new = school(urn="100009", postcode="M1 1AE")
    load(write(tmp_path / "b.csv", school(name="New Name"), new, without=without))
    known, added = School.objects.order_by("urn")
    assert (known.name, known.status, known.authority) == ("New Name", SchoolStatus.CLOSED, "383")
    assert (added.status, added.place_method) != (SchoolStatus.CLOSED, Method.FULL)
    assert (added.authority, added.country) == ("352", "GB-ENG")


def test_a_row_too_long_is_taken_when_what_is_read_stands_right(tmp_path):
    path = write(tmp_path / "register.csv", SCHOOL)
    with path.open("a", encoding="cp1252") as file:
        file.write(",".join([*(SCHOOL | {"URN": "100002"}).values(), "", "more"]) + "\n")
        shifted = [*(SCHOOL | {"URN": "100003"}).values()]
        file.write(",".join([*shifted[:5], "a name with a comma", *shifted[5:]]) + "\n")
    told = one(load(path, code=2))
    assert (told["added"], told["rejected"]) == (2, 1)
    taken = School.objects.get(urn=100002)
    assert (taken.name, taken.postcode, taken.easting) == ("Alderwick Primary School", "LS1 4AP", None)


def test_a_vanished_column_wipes_nothing_out(tmp_path):
    load(write(tmp_path / "a.csv", SCHOOL))
    told = one(
        load(write(tmp_path / "b.csv", school(name="New Name"), without=("NumberOfPupils", "Postcode")))
    )
    found = School.objects.get()
    assert (found.name, found.pupils, found.postcode, found.outcode) == ("New Name", 210, "LS1 4AP", "LS1")
    assert told["columns_missing"] == ["Postcode", "NumberOfPupils"]


def test_ragged_and_useless_rows_go_to_a_file_with_reasons(tmp_path):
    path = write(tmp_path / "register.csv", SCHOOL, school(urn="100002", name="Bramley School"))
    with path.open("a", encoding="cp1252") as file:
        file.write("100003,383\n")
        file.write(",".join(["x"] * (len(SCHOOL) + 4)) + "\n")
        file.write("\n,,,\n")
        file.write(",".join(SCHOOL.values()) + "\n")
    told = one(load(path, code=2))
    assert (told["rows"], told["added"], told["rejected"]) == (5, 2, 3)
    with (tmp_path / "register.csv.rejected.csv").open(encoding="utf-8-sig") as file:
        rejected = list(csv.DictReader(file))
    assert [row["line"] for row in rejected] == ["4", "5", "8"]
    assert "The school has no name." in rejected[0]["reason"]
    assert "more cells" in rejected[1]["reason"]
    assert "stands twice" in rejected[2]["reason"]
    assert "line 2" in rejected[2]["reason"]


def test_nothing_but_bad_rows_leaves_with_1_and_is_no_load(tmp_path):
    load(write(tmp_path / "register.csv", school(name="")), code=1)
    assert not School.objects.exists()
    assert not DataLoad.objects.exists()


@pytest.mark.both_databases
def test_what_happened_since_is_told(tmp_path):
    rows = [school(urn=str(100001 + n), name=f"School {n}") for n in range(6)]
    load(write(tmp_path / "a20250101.csv", *rows))
    rows[0] |= {"EstablishmentStatus (code)": "2", "CloseDate": "31-08-2025"}
    rows[1] |= {"LA (code)": "373", "Town": "Sheffield", "Postcode": "S1 2HH"}
    rows[2] |= {"EstablishmentName": "Another Name"}
    rows[3] |= {"Trusts (code)": "2044", "Trusts (name)": "OAKLEAF"}
    del rows[5]
    told = one(load(write(tmp_path / "b20250701.csv", *rows, school(urn="100099", name="Brand New"))))
    counts = {
        name: told.get(name) for name in ("added", "changed", "unchanged", "closed", "moved", "renamed")
    }
    assert counts == {"added": 1, "changed": 4, "unchanged": 1, "closed": 1, "moved": 1, "renamed": 1}
    assert (told["trust"], told["vanished"]) == (1, 1)
    assert told["named"]["closed"] == [{"number": 100001, "name": "School 0", "what": "closed on 2025-08-31"}]
    assert "authority 383 → 373" in told["named"]["moved"][0]["what"]
    assert told["named"]["vanished"] == [{"number": 100006, "name": "School 5"}]
    kept = DataLoad.objects.filter(dataset=Dataset.SCHOOLS).first().report
    assert kept["named"] == told["named"]
    assert School.objects.get(pk=100002).region == Region.YORKSHIRE


@pytest.mark.both_databases
def test_a_school_is_found_by_its_new_words_alone(tmp_path):
    load(write(tmp_path / "a.csv", SCHOOL, school(urn="100002", name="Elm School")))
    kept = set(SchoolWord.objects.filter(school=100002).values_list("pk", flat=True))
    more_pupils = school(urn="100002", name="Elm School") | {"NumberOfPupils": "99"}
    load(write(tmp_path / "b.csv", school(name="Oak School"), more_pupils))
    assert [found.urn for found in search_schools("oak")] == [100001]
    assert search_schools("alderwick") == []
    assert set(SchoolWord.objects.filter(school=100002).values_list("pk", flat=True)) == kept
    for one in School.objects.all():
        assert set(one.words.values_list("word", flat=True)) == set(one.search_words.split())


@pytest.mark.both_databases
def test_a_school_that_a_file_leaves_out_stays(tmp_path):
    load(write(tmp_path / "a.csv", SCHOOL, school(urn="100002")))
    organisation = organisation_for_school(school=School.objects.get(pk=100001))
    load(write(tmp_path / "b.csv", school(urn="100002")))
    organisation.refresh_from_db()
    assert organisation.school_id == 100001
    assert School.objects.count() == 2


@pytest.mark.both_databases
def test_a_second_run_says_so_and_changes_nothing(tmp_path):
    path = write(tmp_path / "register.csv", SCHOOL)
    load(path)
    told = one(load(path))
    assert told["loaded_before"]
    assert DataLoad.objects.count() == 1
    out = io.StringIO()
    call_command("import_schools", str(path), stdout=out)
    assert "this very file was loaded" in out.getvalue()


def test_a_dry_run_tells_the_same_and_writes_nothing(tmp_path):
    path = write(tmp_path / "register.csv", SCHOOL)
    told = one(load(path, "--dry-run"))
    assert told["added"] == 1
    assert not School.objects.exists()
    assert not DataLoad.objects.exists()
    assert one(load(path))["added"] == 1


def test_an_older_file_is_refused_unless_meant(tmp_path):
    load(write(tmp_path / "a20250701.csv", SCHOOL))
    older = write(tmp_path / "b20240701.csv", school(name="As it was"))
    with pytest.raises(CommandError, match=r"2024-07-01.*--older"):
        load(older)
    assert School.objects.get().name == SCHOOL["EstablishmentName"]
    load(older, "--older")
    assert School.objects.get().name == "As it was"


@pytest.mark.both_databases
def test_all_of_it_or_nothing(tmp_path, monkeypatch):
    def fail(self):
        raise OSError("the disk is full")

    monkeypatch.setattr(RegisterImport, "_write_down", fail)
    with pytest.raises(CommandError, match="the disk is full"):
        load(write(tmp_path / "r.csv", SCHOOL), "--groups", write(tmp_path / "g.csv", GROUP))
    assert not School.objects.exists()
    assert not SchoolGroup.objects.exists()
    assert not SchoolWord.objects.exists()


def test_whoever_comes_second_is_told(tmp_path, monkeypatch):
    from cms.places.register import loading

    newest = iter([0, 7])
    monkeypatch.setattr(loading, "_newest_load", lambda: next(newest))
    with pytest.raises(CommandError, match="Somebody else"):
        load(write(tmp_path / "r.csv", SCHOOL))
    assert not School.objects.exists()


@pytest.mark.both_databases
def test_groups_and_links_in_one_zip_are_told_apart(tmp_path):
    academy = school(urn="140001", name="Alderwick Academy", trust="2044", trust_name="OAKLEAF")
    files = [
        write(tmp_path / "links_edubasealldata20250701.csv", LINK, LINK | {"URN": "999", "LinkURN": "5"}),
        write(tmp_path / "edubasealldata20250701.csv", school(status="2"), academy),
        write(tmp_path / "allgroupsdata20250701.csv", GROUP),
    ]
    with zipfile.ZipFile(tmp_path / "extract.zip", "w") as archive:
        for file in files:
            archive.write(file, file.name)
    told = load(tmp_path / "extract.zip", code=2)
    assert [file["kind"] for file in told["files"]] == ["groups", "schools", "links"]
    assert (one(told, "links")["added"], one(told, "links")["rejected"]) == (1, 1)
    link = SchoolLink.objects.get()
    assert (link.school_id, link.urn, link.kind, str(link.since)) == (
        100001,
        140001,
        LinkKind.SUCCESSOR,
        "2013-09-01",
    )
    trust = SchoolGroup.objects.get()
    assert (trust.name, trust.town, str(trust.opened_on)) == ("OAKLEAF LEARNING TRUST", "Leeds", "2010-07-19")
    assert (tmp_path / "links_edubasealldata20250701.csv.rejected.csv").exists()


def test_links_that_are_gone_go(tmp_path):
    load(write(tmp_path / "r.csv", SCHOOL), "--links", write(tmp_path / "a.csv", LINK))
    load("--links", write(tmp_path / "b.csv", LINK | {"LinkURN": "140002", "LinkType": "Merged"}))
    assert list(SchoolLink.objects.values_list("urn", "kind")) == [(140002, LinkKind.OTHER)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("empty.csv", b"", "empty"),
        ("names.csv", b"URN,EstablishmentName\n", "no row"),
        ("other.csv", b"colour,size\nred,3\n", "not the columns of the register"),
        ("book.xlsx", b"PK\x03\x04" + b"\0" * 40, "XLSX"),
        ("noise.csv", bytes(range(256)) * 4, "not a text file"),
    ],
)
def test_what_is_no_register_is_said_in_words(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(CommandError, match=words):
        load(tmp_path / name)


def test_a_zip_without_a_table_and_a_file_given_twice(tmp_path):
    with zipfile.ZipFile(tmp_path / "none.zip", "w") as archive:
        archive.writestr("read.me", "hello")
    with pytest.raises(CommandError, match="no CSV file"):
        load(tmp_path / "none.zip")
    a, b = write(tmp_path / "a.csv", SCHOOL), write(tmp_path / "b.csv", SCHOOL)
    with pytest.raises(CommandError, match="both files of school register"):
        load(a, b)
    with pytest.raises(CommandError, match="There is no file"):
        load(tmp_path / "nowhere.csv")


def test_schools_abroad_and_in_wales_keep_what_is_known(tmp_path):
    none = {"GOR (code)": "", "GOR (name)": "Not Applicable", "LA (code)": "0"}
    abroad = school(urn="150516", postcode="", town="Dubai") | none
    welsh = school(urn="400001", postcode="CF10 1AA", authority="681") | {
        "GOR (code)": "Z",
        "GOR (name)": "Wales (pseudo)",
    }
    load(write(tmp_path / "r.csv", abroad, welsh))
    found = School.objects.in_bulk()
    assert (found[150516].country, found[150516].place_method) == ("", Method.NONE)
    assert (found[400001].country, found[400001].region) == ("GB-WLS", "")


def test_who_listens_hears_which_schools_changed(tmp_path, django_capture_on_commit_callbacks):
    heard = []

    def listen(sender, changed, **kwargs):
        heard.append(changed)

    register_loaded.connect(listen)
    try:
        load(write(tmp_path / "a.csv", SCHOOL, school(urn="100002")))
        with django_capture_on_commit_callbacks(execute=True):
            load(write(tmp_path / "b.csv", school(name="Other"), school(urn="100002")))
    finally:
        register_loaded.disconnect(listen)
    assert heard == [frozenset({100001})]


def test_queries_do_not_grow_with_the_rows(tmp_path, django_assert_max_num_queries):
    for number in (1, 3):
        School.objects.all().delete()
        rows = [school(urn=str(100001 + n), name=f"School {n}") for n in range(number)]
        path = write(tmp_path / f"{number}.csv", *rows)
        with django_assert_max_num_queries(24):
            load(path)


def test_rejected_rows_are_written_when_it_is_meant_and_go_when_all_is_well(tmp_path):
    path = write(tmp_path / "register.csv", SCHOOL, school(urn="none"))
    beside = tmp_path / "register.csv.rejected.csv"
    assert one(load(path, "--dry-run", code=2))["rejected"] == 1
    assert not beside.exists()
    load(path, code=2)
    assert one(load(path))["loaded_before"]
    assert beside.exists(), "a file that is passed over says nothing of its rows"
    load(write(path, SCHOOL, school(urn="100002")))
    assert not beside.exists()
