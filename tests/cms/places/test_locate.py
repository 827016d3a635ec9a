"""Where a postcode is: by sector, district, area, or not known; and that no answer is made up."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.places.choices import Method, Region
from cms.places.data import tables
from cms.places.models import LocalAuthority
from cms.places.reports import authority_name
from cms.places.services import locate

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("postcode", "method", "country", "region", "authority"),
    [
        ("LS1 4AP", Method.OUTCODE, "GB-ENG", Region.YORKSHIRE, "Leeds"),
        ("FY1 1AA", Method.OUTCODE, "GB-ENG", Region.NORTH_WEST, "Blackpool"),
        ("LS1", Method.OUTCODE, "GB-ENG", Region.YORKSHIRE, "Leeds"),
        ("CW3 0AA", Method.SECTOR, "GB-ENG", Region.NORTH_WEST, ""),
        ("CW3 9AA", Method.OUTCODE, "GB-ENG", Region.WEST_MIDLANDS, "Staffordshire"),
        ("CH4 0AA", Method.SECTOR, "GB-WLS", "", ""),
        ("OX17 3AA", Method.SECTOR, "GB-ENG", Region.UNCLEAR, ""),
        ("MK19", Method.OUTCODE, "GB-ENG", Region.UNCLEAR, "West Northamptonshire"),
        ("S30 1AA", Method.AREA, "GB-ENG", Region.YORKSHIRE, ""),
        ("CH99 9AA", Method.OUTCODE, "GB-ENG", Region.NORTH_WEST, "Cheshire West and Chester"),
        ("SY99 9AA", Method.OUTCODE, "GB-ENG", Region.WEST_MIDLANDS, "Shropshire"),
        ("SY98 9AA", Method.AREA, "", Region.UNCLEAR, ""),
        ("GIR 0AA", Method.AREA, "GB-ENG", Region.NORTH_WEST, ""),
        ("CF10 1AA", Method.OUTCODE, "GB-WLS", "", ""),
        ("EH1 1AA", Method.OUTCODE, "GB-SCT", "", ""),
        ("BT1 5GS", Method.OUTCODE, "GB-NIR", "", ""),
        ("JE2 3AB", Method.AREA, "JE", "", ""),
        ("GY1 1AA", Method.AREA, "GG", "", ""),
        ("IM1 1AA", Method.AREA, "IM", "", ""),
        ("BFPO 57", Method.NONE, "", "", ""),
        ("BF1 3AA", Method.NONE, "", "", ""),
        ("nonsense", Method.NONE, "", "", ""),
        ("", Method.NONE, "", "", ""),
    ],
)
def test_tells_the_place_of_a_postcode(postcode, method, country, region, authority):
    place = locate(postcode=postcode)
    assert (place.method, place.country, place.region) == (method, country, region)
    if authority or method != Method.OUTCODE:
        assert authority_name(place.authority) == authority or method == Method.SECTOR


def test_the_authority_of_a_sector_never_lies_in_another_region():
    for sector, row in tables().sectors.items():
        place = locate(postcode=f"{sector}AA")
        if place.authority:
            assert tables().authorities[place.authority].region == row.region


@pytest.mark.parametrize(
    ("country", "code"),
    [
        ("FR", "FR"),
        ("fr", "FR"),
        ("France", "FR"),
        ("Cymru", "GB-WLS"),
        ("England", "GB-ENG"),
        ("gb-eng", "GB-ENG"),
        ("UK", "GB"),
        ("United States", "US"),
        ("Côte d’Ivoire", "CI"),
        ("Northern Ireland", "GB-NIR"),
        ("Narnia", ""),
        ("", ""),
        ("=1+1", ""),
    ],
)
def test_knows_countries_by_code_and_name(country, code):
    place = locate(country=country)
    assert place.country == code
    assert place.method == (Method.COUNTRY if code else Method.NONE)


def test_a_postcode_that_says_something_goes_before_the_country():
    assert locate(postcode="LS1 4AP", country="FR").country == "GB-ENG"
    assert locate(postcode="75001", country="FR").country == "FR"
    assert locate(postcode="BFPO 57", country="DE").country == "DE"


@given(st.text(max_size=20), st.text(max_size=20))
def test_a_place_always_fits_its_columns(postcode, country):
    fields = locate(postcode=postcode, country=country).as_fields()
    assert len(fields["country"]) <= 6
    assert len(fields["outcode"]) <= 4
    assert fields["region"] in {"", *Region.values}
    assert fields["place_method"] in Method.values


@pytest.mark.django_db
def test_the_authorities_are_in_the_database_as_in_the_table():
    stored = {authority.code: authority.name for authority in LocalAuthority.objects.all()}
    assert stored == {code: authority.name for code, authority in tables().authorities.items()}
    assert len(stored) == 153


def test_every_district_names_an_authority_there_is():
    for outcode, row in tables().outcodes.items():
        assert not row.authority or row.authority in tables().authorities, outcode


def test_districts_of_great_britain_have_a_position_for_the_map():
    leeds = tables().outcodes["LS1"]
    assert 53 < leeds.latitude < 54
    assert -2 < leeds.longitude < -1
    assert tables().outcodes["BT1"].latitude is None
