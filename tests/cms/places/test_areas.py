"""Which areas a place lies in, on a day, and how sure that is; and areas from a table."""

import csv
import os
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.places.choices import AreaPart, Certainty, Method
from cms.places.data import tables
from cms.places.models import Area, AreaMembership, AreaScheme, DataLoad
from cms.places.rules import Place, became, read_day, standing_of
from cms.places.services import Areas, areas_of, locate
from cms.places.services.areas import overlap, read_part

SHARED = Path(os.environ.get("SHARED_DATA", Path(__file__).parents[4] / "shared" / "data"))
THEN = date(2018, 1, 15)


def full(outcode: str, region: str, authority: str, district: str) -> Place:
    return Place("", outcode, Method.FULL, "GB-ENG", region, authority, district)


def oa(place: Place, on: date = THEN) -> list[tuple[str, str]]:
    return [(one.name, str(one.certainty)) for one in areas_of(place, on, scheme="opportunity-areas")]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("place", "found"),
    [
        (full("FY1", "E12000002", "890", "E06000009"), [("Blackpool", "sure")]),
        (full("TN34", "E12000008", "845", "E07000062"), [("Hastings", "sure")]),
        (full("BN7", "E12000008", "845", "E07000063"), []),
        # Known from a district of the post alone.
        (Place("", "FY1", Method.OUTCODE, "GB-ENG", "E12000002", "890"), [("Blackpool", "likely")]),
        (Place("", "TN34", Method.OUTCODE, "GB-ENG", "E12000008", "845"), [("Hastings", "unclear")]),
        # Scarborough and West Somerset were joined to others: a new release can no longer tell them apart.
        (full("YO11", "E12000003", "815", "E06000065"), [("North Yorkshire Coast", "unclear")]),
        (full("YO11", "E12000003", "815", "E07000168"), [("North Yorkshire Coast", "sure")]),
        (full("YO12", "E12000003", "815", "E07000165"), []),
        (full("TA24", "E12000009", "933", "E07000246"), [("West Somerset", "unclear")]),
        # Nothing is known but the country, or nothing at all.
        (Place(method=Method.COUNTRY, country="GB-ENG"), []),
        (Place(), []),
        (Place("", "CF10", Method.OUTCODE, "GB-WLS"), []),
    ],
)  # fmt: skip
def test_opportunity_areas(place, found):
    assert oa(place) == found


@pytest.mark.django_db
def test_a_region_alone_leaves_open_each_area_of_that_region():
    place = Place("", "CW98", Method.AREA, "GB-ENG", "E12000002")
    assert oa(place) == [("Blackpool", "unclear"), ("Oldham", "unclear")]


@pytest.mark.django_db
def test_an_area_holds_from_its_first_day_to_its_last():
    place = full("FY1", "E12000002", "890", "E06000009")
    assert oa(place, date(2016, 9, 30)) == []
    assert oa(place, date(2016, 10, 1)) == [("Blackpool", "sure")]
    assert oa(place, date(2022, 9, 30)) == [("Blackpool", "sure")]
    assert oa(place, date(2022, 10, 1)) == []


@pytest.mark.django_db
def test_several_schemes_answer_at_once_with_one_query(django_assert_num_queries):
    place = locate(postcode="FY1 1AA")
    with django_assert_num_queries(1):
        found = areas_of(place, THEN)
    assert [(one.scheme, one.area, one.certainty) for one in found] == [
        ("opportunity-areas", "blackpool", Certainty.LIKELY),
        ("regions", "north-west", Certainty.SURE),
    ]
    with django_assert_num_queries(1):
        day = Areas(THEN)
        for _ in range(3):
            assert day.of(place) == found
    with translation.override("cy"):
        assert {one.name for one in areas_of(place, THEN)} == {"Blackpool", "Gogledd-orllewin Lloegr"}


@pytest.mark.django_db
def test_what_came_with_the_site():
    assert {one.code: one.areas.count() for one in AreaScheme.objects.all()} == {
        "regions": 9,
        "opportunity-areas": 12,
        "rsc-regions": 8,
        "priority-areas": 0,
    }
    assert not AreaMembership.objects.filter(area__scheme__code="rsc-regions").exists()
    whole = AreaMembership.objects.filter(area__scheme__code="opportunity-areas", part=AreaPart.AUTHORITY)
    assert whole.count() == 6


@given(
    district=st.sampled_from(["", *tables().districts]),
    part=st.sampled_from(["region", "authority", "district", "outcode"]),
    code=st.sampled_from([*tables().districts, *tables().authorities, "E12000001", "LS1"]),
    method=st.sampled_from(Method.values),
)
def test_sure_is_said_only_of_what_is_known(district, part, code, method):
    known = tables().districts.get(district)
    place = Place(
        outcode="LS1",
        method=method,
        region=known.region if known else "",
        authority=known.authority if known else "",
        district=district,
    )
    said = standing_of(place, part, code, districts=tables().districts)
    if said == Certainty.SURE:
        line = {district, *became(district, tables().districts)}
        assert code in {place.outcode, place.region, place.authority, *line}
    if part == "authority" and method != Method.FULL:
        assert said != Certainty.SURE


def test_every_district_that_ended_became_one_that_stands():
    for code, district in tables().districts.items():
        line = became(code, tables().districts)
        assert code not in line
        last = tables().districts[line[-1]] if line else district
        assert not last.became
        assert (last.authority, last.region) == (district.authority, district.region)
        assert district.authority in tables().authorities


@pytest.mark.parametrize(
    ("part", "text", "code"),
    [
        ("region", "yorkshire and the humber", "E12000003"),
        ("region", "e12000003", "E12000003"),
        ("authority", "Leeds", "383"),
        ("authority", "E08000035", "383"),
        ("authority", "383", "383"),
        ("district", "hastings", "E07000062"),
        ("district", "Somerset West and Taunton", "E07000246"),
        ("district", "Sheffield", "E08000039"),
        ("outcode", "ls1", "LS1"),
    ],
)
def test_a_part_is_read_by_code_or_by_name(part, text, code):
    assert read_part(part, text) == code


@pytest.mark.parametrize("part", AreaPart.values)
@pytest.mark.parametrize("text", ["", "Narnia", "=1+1", "LS1 4AP", "unclear", "😀"])
def test_what_is_no_part_is_told(part, text):
    with pytest.raises(ValidationError):
        read_part(part, text)


@pytest.mark.parametrize("text", ["2016-10-01", "01/10/2016", "1 Oct 2016", "1  October 2016", "01.10.2016"])
def test_a_day_is_read_as_people_write_it(text):
    assert read_day(text) == date(2016, 10, 1)


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_a_sentence(text):
    try:
        day = read_day(text)
    except ValueError as error:
        said = str(error)
        assert said.endswith(".")
    else:
        assert day is None or isinstance(day, date)


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_database_refuses_what_makes_no_sense():
    area = Area.objects.get(code="blackpool")
    wrong = [
        {"first_day": date(2020, 1, 2), "last_day": date(2020, 1, 1)},
        {"first_day": date(2016, 10, 1), "last_day": None, "part": "authority", "code": "890"},
    ]
    for values in wrong:
        with pytest.raises(IntegrityError), transaction.atomic():
            AreaMembership.objects.create(**{"area": area, "part": "outcode", "code": "FY1", **values})
    AreaMembership.objects.create(area=area, part="outcode", code="FY1")
    with pytest.raises(IntegrityError), transaction.atomic():
        AreaMembership.objects.create(area=area, part="outcode", code="FY1", last_day=date(2020, 1, 1))


spans = st.tuples(
    st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 20)),
    st.none() | st.dates(date(2020, 1, 1), date(2020, 1, 20)),
).filter(lambda span: not (span[0] and span[1]) or span[0] <= span[1])


@given(st.lists(spans, max_size=4))
def test_overlap_is_found_day_by_day(found):
    rows = [AreaMembership(area_id=1, part="outcode", code="LS1", first_day=a, last_day=b) for a, b in found]
    days = [date(2019, 12, 31), *(date(2020, 1, day) for day in range(1, 22))]
    twice = any(
        sum((one.first_day or days[0]) <= day <= (one.last_day or days[-1]) for one in rows) > 1
        for day in days
    )
    assert bool(overlap(rows)) == twice


# ----- from a table -----


def run(file: Path, **options) -> tuple[int, str]:
    import io

    out = io.StringIO()
    try:
        call_command("import_areas", str(file), stdout=out, **options)
    except SystemExit as leaving:
        return leaving.code, out.getvalue()
    return 0, out.getvalue()


def test_rejected_rows_are_written_when_it_is_meant_and_go_when_all_is_well(db, tmp_path):
    header = "scheme,area,part,code\n"
    file = table(tmp_path, f"{header}Six areas,Middle,outcode,nowhere at all\n")
    beside = Path(f"{file}.rejected.csv")
    assert run(file, dry_run=True)[0] == 1
    assert not beside.exists()
    assert run(file)[0] == 1
    assert beside.exists()
    table(tmp_path, f"{header}Six areas,Middle,outcode,B23\n")
    assert run(file)[0] == 0
    assert not beside.exists()


def table(tmp_path, text: str) -> Path:
    file = tmp_path / "areas.csv"
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.django_db
@pytest.mark.both_databases
def test_the_next_idea_is_a_file(tmp_path):
    file = table(
        tmp_path,
        "Scheme,Area,Area_cy,Part,Code,From,To\n"
        "Green zones,Leeds ring,Cylch Leeds,authority,Leeds,01/04/2024,\n"
        "Green zones,Leeds ring,,outcode,bd1,2024-04-01,2025-03-31\n"
        "Green zones,Empty quarter,,,,,\n",
    )
    code, said = run(file, dry_run=True)
    assert (code, AreaScheme.objects.filter(code="green-zones").exists()) == (0, False)
    assert "3 would be added" in said
    code, said = run(file)
    assert code == 0
    assert "3 rows: 3 added" in said
    assert "New schemes: Green zones." in said
    assert DataLoad.objects.get(dataset="areas").rows == 3
    leeds = locate(postcode="LS1 4AP")
    assert [one.area for one in areas_of(leeds, date(2024, 5, 1), scheme="green-zones")] == ["leeds-ring"]
    code, said = run(file)
    assert (code, "3 there already" in said, DataLoad.objects.filter(dataset="areas").count()) == (0, True, 1)
    changed = table(
        tmp_path,
        "scheme,area,part,code,from,to\ngreen-zones,leeds ring,authority,383,2024-04-01,2026-03-31\n",
    )
    code, said = run(changed)
    assert (code, "1 changed" in said) == (0, True)
    assert AreaMembership.objects.get(code="383").last_day == date(2026, 3, 31)


@pytest.mark.django_db
def test_rows_that_cannot_be_read_go_with_the_reason_to_a_file(tmp_path):
    file = table(
        tmp_path,
        "scheme,area,part,code,from,to\n"
        "Z,A,authority,383,2024-01-01,\n"
        "Z,A,authority,383,2025-01-01,\n"
        "Z,,authority,383,,\n"
        "Z,B,planet,Mars,,\n"
        "Z,B,district,Nowhere,,\n"
        "Z,B,outcode,LS1,soon,\n"
        "Z,B,outcode,LS1,2025-01-01,2024-01-01\n"
        "Z,B,outcode,LS1,,,=1+1\n",
    )
    code, said = run(file)
    assert code == 2
    assert "8 rows: 1 added" in said
    assert "1 new areas" in said
    assert Area.objects.filter(scheme__code="z").count() == 1
    with Path(f"{file}.rejected.csv").open(encoding="utf-8-sig") as rejected:
        rows = list(csv.DictReader(rejected))
    assert [row["line"] for row in rows] == ["3", "4", "5", "6", "7", "8", "9"]
    assert "overlapping" in rows[0]["reason"]
    assert rows[-1]["more_cells"] == "'=1+1"


@pytest.mark.django_db
def test_a_file_that_is_no_table_of_areas_changes_nothing(tmp_path):
    with pytest.raises(CommandError, match="columns are missing: scheme, area"):
        run(table(tmp_path, "name,code\nA,383\n"))
    with pytest.raises(CommandError, match="no row"):
        run(table(tmp_path, "scheme,area\n"))
    with pytest.raises(CommandError, match="no file"):
        run(tmp_path / "nowhere.csv")
    assert run(table(tmp_path, "scheme,area,part,code\nZ,A,planet,Mars\n"))[0] == 1
    assert AreaScheme.objects.count() == 4


@pytest.mark.django_db
@pytest.mark.skipif(not SHARED.is_dir(), reason=f"the shared test data is not at {SHARED}")
def test_bad_input_is_answered_in_words_and_changes_nothing(tmp_path):
    for file in sorted((SHARED / "badinput").iterdir()):
        try:
            code, _said = run(file, rejected=str(tmp_path / "rejected.csv"))
        except CommandError as error:
            said = str(error)
            assert said.startswith(file.name)
        else:
            assert code in (1, 2)
    assert AreaScheme.objects.count() == 4
    lines = (SHARED / "badinput" / "blns.txt").read_text(encoding="utf-8").splitlines()
    file = tmp_path / "naughty.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out).writerows(
            [["scheme", "area", "part", "code"], *([one, one, one, one] for one in lines)]
        )
    assert run(file, rejected=str(tmp_path / "rejected.csv"))[0] in (1, 2)
    assert not AreaMembership.objects.filter(area__scheme__pk__gt=4).exists()
