"""A made-up register of schools of any size, as wide as the official one: nobody in it is real."""

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path

# Every column of the full file, as released in April 2024.
COLUMNS = (Path(__file__).parent / "register_columns.txt").read_text(encoding="utf-8").splitlines()
FIRST_URN = 100_000
_SAINTS = [
    "Aldwyn",
    "Berta",
    "Cuthman",
    "Dunstan",
    "Edith",
    "Frideswide",
    "Gildas",
    "Hilda",
    "Ives",
    "Jude",
    "Kentigern",
    "Lucy",
    "Mary",
    "Ninian",
]
_PLACES = [
    "Ashby",
    "Bramley",
    "Carlow",
    "Denby",
    "Eastwick",
    "Farleigh",
    "Grafton",
    "Hartwell",
    "Ilkley",
    "Kenton",
    "Langford",
    "Marston",
    "Newland",
    "Oakley",
    "Pendle",
    "Quarrington",
    "Ramsey",
    "Stoke",
    "Thornton",
    "Upton",
    "Ventnor",
    "Westbury",
    "Yarm",
    "Alder",
    "Birch",
    "Cedar",
    "Elm",
    "Fern",
    "Hazel",
    "Holly",
]
_ENDS = [
    "bridge",
    "bourne",
    "combe",
    "dale",
    "field",
    "ford",
    "ham",
    "hurst",
    "ley",
    "mere",
    "stead",
    "stone",
    "ton",
    "well",
    "wick",
    "wood",
    "worth",
]
_TOWNS = [
    "Leeds",
    "York",
    "Bath",
    "Truro",
    "Dover",
    "Luton",
    "Derby",
    "Crewe",
    "Poole",
    "Lincoln",
    "Oldham",
    "Preston",
    "Exeter",
    "Norwich",
    "Durham",
]
_KINDS = (
    ("Primary School", "2", "Primary", "1", "Community school"),
    ("Church of England Primary School", "2", "Primary", "2", "Voluntary aided school"),
    ("CofE Academy", "2", "Primary", "34", "Academy converter"),
    ("Catholic Primary School", "2", "Primary", "2", "Voluntary aided school"),
    ("Infant and Nursery School", "2", "Primary", "1", "Community school"),
    ("Junior School", "2", "Primary", "5", "Foundation school"),
    ("High School", "4", "Secondary", "34", "Academy converter"),
    ("Academy", "4", "Secondary", "28", "Academy sponsor led"),
    ("Special School", "0", "Not applicable", "7", "Community special school"),
    ("Nursery School", "1", "Nursery", "15", "Local authority nursery school"),
)
_AUTHORITIES = (
    ("383", "Leeds", "D", "Yorkshire and the Humber", "E08000035", "LS", 18),
    ("373", "Sheffield", "D", "Yorkshire and The Humber", "E08000019", "S", 36),
    ("908", "Cornwall", "K", "South West", "E06000052", "TR", 27),
    ("202", "Camden", "H", "London", "E09000007", "NW", 8),
    ("330", "Birmingham", "F", "West Midlands", "E08000025", "B", 48),
    ("841", "Darlington", "A", "North East", "E06000005", "DL", 3),
    ("306", "Croydon", "H", "London", "E09000008", "CR", 9),
    ("926", "Norfolk", "G", "East of England", "E07000148", "NR", 35),
)
_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"


def rows(number: int, *, status: str = "1") -> Iterator[dict[str, str]]:
    """Yield `number` schools, the same in every run; every fifth one closed, every third in a trust."""
    names = itertools.cycle(itertools.product(_PLACES, _ENDS))
    for i, (start, end) in zip(range(number), names, strict=False):
        kind, phase, phase_name, type_code, type_name = _KINDS[(i // 7) % len(_KINDS)]
        code, authority, region, region_name, district, area, last = _AUTHORITIES[
            (i // 11) % len(_AUTHORITIES)
        ]
        saint = _SAINTS[(i // 3) % len(_SAINTS)]
        place = f"{start}{end}"
        name = f"St {saint}’s {place} {kind}" if i % 3 == 0 else f"{place} {kind}"
        closed = i % 5 == 4
        in_trust = i % 3 == 1
        row = dict.fromkeys(COLUMNS, "")
        row |= {
            "URN": str(FIRST_URN + i),
            "LA (code)": code,
            "LA (name)": authority,
            "EstablishmentNumber": str(i % 7000),
            "EstablishmentName": name,
            "TypeOfEstablishment (code)": type_code,
            "TypeOfEstablishment (name)": type_name,
            "EstablishmentStatus (code)": "2" if closed else status,
            "EstablishmentStatus (name)": "Closed" if closed else "Open",
            "OpenDate": f"{1 + i % 28:02}-09-{1950 + i % 70}",
            "CloseDate": f"{1 + i % 28:02}-08-2015" if closed else "",
            "PhaseOfEducation (code)": phase,
            "PhaseOfEducation (name)": phase_name,
            "Gender (name)": "Mixed",
            "NumberOfPupils": "" if closed else str(60 + i % 1400),
            "TrustSchoolFlag (code)": "3" if in_trust else "0",
            "TrustSchoolFlag (name)": "Supported by a multi-academy trust" if in_trust else "Not applicable",
            "Trusts (code)": str(1000 + i % 900) if in_trust else "",
            "Trusts (name)": f"THE {_PLACES[i % len(_PLACES)].upper()} LEARNING TRUST {i % 900}"
            if in_trust
            else "",
            "Street": f"{i % 90 + 1} School Lane",
            "Town": _TOWNS[(i // 5) % len(_TOWNS)],
            "Postcode": f"{area}{1 + i % last} {i % 10}{_LETTERS[i % 20]}{_LETTERS[(i // 20) % 20]}",
            "TelephoneNum": "01632960000",
            "HeadTitle (name)": "Ms",
            "HeadFirstName": "Invented",
            "HeadLastName": f"Headperson{i % 1000}",
            "HeadPreferredJobTitle": "Headteacher",
            "GOR (code)": region,
            "GOR (name)": region_name,
            "DistrictAdministrative (code)": district,
            "DistrictAdministrative (name)": authority,
            "UrbanRural (name)": "(England/Wales) Urban major conurbation",
            "Easting": str(400000 + i % 90000),
            "Northing": str(200000 + i % 90000),
        }
        yield row


def write_register(path: Path, number: int, *, encoding: str = "cp1252") -> Path:
    """Write a register of `number` schools as the official file is written."""
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows(number))
    return path
