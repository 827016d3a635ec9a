"""The bundled tables of places, read once into memory. Licences: `LICENCE.md` beside this file."""

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent
_NATIONS = {"E": "GB-ENG", "S": "GB-SCT", "W": "GB-WLS", "N": "GB-NIR"}
_NATION_NAMES = {
    "England": "GB-ENG",
    "Scotland": "GB-SCT",
    "Wales": "GB-WLS",
    "Northern Ireland": "GB-NIR",
    "Guernsey": "GG",
    "Isle of Man": "IM",
    "Jersey": "JE",
}


@dataclass(frozen=True, slots=True)
class Row:
    """What a table says of one area, district or sector.

    `share` is the part of its live postcodes (0 to 1) that lie in the region (outside England: in
    the country) named here. Position in degrees, `None` where none is published.
    """

    country: str
    region: str = ""
    authority: str = ""
    share: float = 1.0
    crosses_nations: bool = False
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Authority:
    """One of the authorities with duties for education in England."""

    code: str
    gss_code: str
    name: str
    region: str


@dataclass(frozen=True, slots=True)
class District:
    """A local authority district of England, now or since 2018, by its ONS code.

    `authority` is the DfE's number of the one that looks after education there today. One that was joined
    to others or only got another code names what it `became`.
    """

    code: str
    name: str
    authority: str
    region: str
    became: str = ""


@dataclass(frozen=True, slots=True)
class Tables:
    """Everything that is known without a full postcode directory."""

    areas: dict[str, Row]
    outcodes: dict[str, Row]
    sectors: dict[str, Row]
    authorities: dict[str, Authority]
    districts: dict[str, District]
    with_odd_sectors: frozenset[str]


def _rows(name: str):
    with (_FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def _number(text: str) -> float | None:
    return float(text) if text else None


@cache
def welsh_countries() -> dict[str, str]:
    """Return the Welsh names of countries by ISO code; English names come with django-countries."""
    return {row["code"]: row["name"] for row in _rows("countries_cy.csv")}


@cache
def tables() -> Tables:
    """Read the tables; the second call costs nothing."""
    return Tables(
        areas={
            row["area"]: Row(
                country=_NATION_NAMES[row["country"]],
                region=row["region_code"],
                share=float(row["region_share"] or 1),
                crosses_nations="crosses national border" in row["note"],
                latitude=_number(row["lat"]),
                longitude=_number(row["lon"]),
            )
            for row in _rows("postcode_areas.csv")
        },
        outcodes={
            row["outcode"]: Row(
                country=_NATIONS[row["country"]],
                region=f"E1200000{row['region_code']}" if row["region_code"] else "",
                authority=row["dfe_la_code"],
                share=float(row["region_share"]),
                latitude=_number(row["lat"]),
                longitude=_number(row["lon"]),
            )
            for row in _rows("outcodes_min.csv")
        },
        sectors={
            row["sector"]: Row(
                country=_NATION_NAMES[row["country"]],
                region=row["region_code"],
                share=float(row["region_share"]),
            )
            for row in _rows("sector_region_overrides.csv")
        },
        authorities={
            row["dfe_code"]: Authority(row["dfe_code"], row["gss_code"], row["name"], row["region_code"])
            for row in _rows("dfe_local_authorities_153.csv")
        },
        districts={
            row["code"]: District(row["code"], row["name"], row["authority"], row["region"], row["became"])
            for row in _rows("districts.csv")
        },
        with_odd_sectors=frozenset(row["outcode"] for row in _rows("sector_region_overrides.csv")),
    )
