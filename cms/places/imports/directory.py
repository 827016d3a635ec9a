"""Reading the ONS Postcode Directory (ONSPD) and the National Statistics Postcode Lookup (NSPL).

Their columns change names with almost every release (`oslaua`, `lad23cd`, `lad25cd`), their meaning does not:
a column is found by the pattern of its name. A release comes as CSV or as the zip the ONS publishes; what a
package carries of one is read in `package.py`.
"""

import csv
import hashlib
import io
import re
import zipfile
from calendar import month_name
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

COLUMNS = {
    "postcode": (r"pcds", r"pcd", r"pcd7", r"pcd8", r"pcd2", r"postcode"),
    "district": (r"(os)?laua", r"lad(\d\d)?cd", r"laua\d\d"),
    "country": (r"ctry(\d\d)?(cd)?",),
    "region": (r"rgn(\d\d)?(cd)?", r"gor"),
    "ended": (r"doterm",),
    "latitude": (r"lat", r"latitude"),
    "longitude": (r"long", r"lon", r"longitude"),
}
# Says to which county a district belongs that no table of ours knows.
COUNTY = (r"(os)?cty(\d\d)?(cd)?",)
EXPECTED = {
    "postcode": "the postcode (pcds, pcd or pcd7)",
    "district": "the district (oslaua, laua or lad25cd)",
    "country": "the country (ctry or ctry25cd)",
    "region": "the region (rgn or rgn25cd)",
    "ended": "the month it ended (doterm)",
    "latitude": "the latitude (lat)",
    "longitude": "the longitude (long)",
}
COUNTRIES = {"E92000001": "GB-ENG", "S92000003": "GB-SCT", "W92000004": "GB-WLS"}
# Northern Ireland's postcodes have a licence of their own, and of the Crown dependencies nothing is known
# that their areas (JE, GY, IM) do not tell. Both are known by their country alone, without the full table.
LEFT_OUT = {
    "N92000002": "Northern Ireland",
    "L93000001": "the Channel Islands",
    "M83000003": "the Isle of Man",
}
SAMPLE = 64 * 1024
# To three places, some 100 metres: enough for a map of a country, too rough for a front door.
PLACES = 3
NOWHERE = 99.0
POSTCODE = re.compile(r"[A-Z]{1,2}[0-9][0-9A-Z]?[0-9][A-Z]{2}")
_RELEASE = re.compile(
    r"(ONSPD|NSPL)[0-9]{0,2}[ _-]*(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*[ _-]*(20\d\d)",
    re.IGNORECASE,
)
_MONTHS = {name[:3].upper(): name for name in month_name[1:]}


class DirectoryError(ValueError):
    """The file is no postcode directory we can read. The message says what to do."""


@dataclass(frozen=True, slots=True)
class Said:
    """What a release says of one district: the county it counts it to, its country and region."""

    country: str
    region: str
    county: str


Row = tuple[int, str, float | None, float | None, bool]


@dataclass
class Reading:
    """What was met while reading; filled as the rows go by."""

    release: str = ""
    rows: int = 0
    ended: int = 0
    left_out: Counter = field(default_factory=Counter)
    rejected: int = 0
    first_rejected: list[str] = field(default_factory=list)
    districts: dict[str, Said] = field(default_factory=dict)

    def reject(self, line: int, why: str) -> None:
        """Remember a row that says nothing we can use."""
        self.rejected += 1
        if len(self.first_rejected) < 20:
            self.first_rejected.append(f"line {line}: {why}")


@dataclass(frozen=True)
class Source:
    """A release that can be read: where it is, what it calls itself, and a checksum of all that it holds."""

    name: str
    release: str
    checksum: str
    rows: Callable[[Reading], Iterator[Row]]


def open_file(path: Path, release: str = "") -> Source:
    """Return the source in a CSV file or in the zip the ONS publishes. Raises `DirectoryError`."""
    with path.open("rb") as file:
        start = file.read(4)
        is_zip = start == b"PK\x03\x04"
        file.seek(0)
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
    member = _member(path) if is_zip else ""
    # Nothing is read twice for it: a wrong file is refused before anything is written.
    with _text(path, member) as lines:
        find_columns(_header(lines))
    name = release or release_of(member) or release_of(path.name)

    def rows(reading: Reading) -> Iterator[Row]:
        with _text(path, member) as lines:
            yield from _read(lines, reading)

    return Source(path.name, name, checksum, rows)


def release_of(name: str) -> str:
    """Return the release a file's name tells: `ONSPD_NOV_2025_UK.csv` is `ONSPD November 2025`."""
    found = _RELEASE.search(Path(name).name)
    return f"{found[1].upper()} {_MONTHS[found[2].upper()]} {found[3]}" if found else ""


def _member(path: Path) -> str:
    """Return the whole table in a zip: the largest CSV of `Data`, not one of the pieces beside it."""
    try:
        with zipfile.ZipFile(path) as archive:
            tables = [
                one
                for one in archive.infolist()
                if one.filename.casefold().endswith(".csv") and one.file_size
            ]
    except zipfile.BadZipFile as error:
        raise DirectoryError("The zip cannot be opened. Fetch it again; it may have broken off.") from error
    whole = [one for one in tables if "multi" not in one.filename.casefold()]
    in_data = [one for one in whole if "data" in (part.casefold() for part in Path(one.filename).parts[:-1])]
    best = max(in_data or whole or tables, key=lambda one: one.file_size, default=None)
    if best is None:
        raise DirectoryError("There is no CSV file in the zip. Take the zip as the ONS publishes it.")
    return best.filename


@contextmanager
def _text(path: Path, member: str) -> Iterator[io.TextIOBase]:
    try:
        if member:
            with zipfile.ZipFile(path) as archive, archive.open(member) as raw:
                yield io.TextIOWrapper(raw, encoding="utf-8-sig", errors="replace", newline="")
        else:
            with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
                yield file
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError) as error:
        raise DirectoryError(f"The zip cannot be read: {error}") from error
    except csv.Error as error:
        raise DirectoryError(f"The table breaks off: {error}. Fetch the file again.") from error


def _header(lines: io.TextIOBase) -> list[str]:
    first = lines.read(SAMPLE)
    if "\0" in first:
        raise DirectoryError("This is not a text file. Take the CSV or the zip as the ONS publishes it.")
    if not first.strip():
        raise DirectoryError("The file is empty.")
    return next(csv.reader(io.StringIO(first)), [])


def find_columns(names: list[str]) -> dict[str, int]:
    """Return the number of each column we need, and of `county` where there is one.

    Raises `DirectoryError` with a list of what is missing.
    """
    folded = [name.strip().strip("\ufeff").casefold() for name in names]
    found = {what: _find(folded, patterns) for what, patterns in {**COLUMNS, "county": COUNTY}.items()}
    if missing := [EXPECTED[what] for what in COLUMNS if found[what] is None]:
        raise DirectoryError(
            f"This is no ONS Postcode Directory and no NSPL: it has no column for {'; '.join(missing)}."
        )
    return {what: place for what, place in found.items() if place is not None}


def _find(names: list[str], patterns: tuple[str, ...]) -> int | None:
    for pattern in patterns:
        for place, name in enumerate(names):
            if re.fullmatch(pattern, name):
                return place
    return None


def _read(lines: io.TextIOBase, reading: Reading) -> Iterator[Row]:
    """Yield the rows of a table that are kept. Each of 2.7 million passes here: nothing is done twice."""
    reader = csv.reader(lines)
    columns = find_columns(next(reader, []))
    where = (columns["postcode"], columns["district"], columns["country"], columns["ended"])
    latitude_at, longitude_at = columns["latitude"], columns["longitude"]
    longest = max(columns.values())
    is_postcode = POSTCODE.fullmatch
    districts = reading.districts
    postcode_at, district_at, country_at, ended_at = where
    for cells in reader:
        if len(cells) <= longest:
            if cells:
                reading.reject(reader.line_num, "it has too few cells")
            continue
        country = cells[country_at]
        if country not in COUNTRIES:
            if country in LEFT_OUT:
                reading.left_out[LEFT_OUT[country]] += 1
            else:
                reading.reject(reader.line_num, f"“{country[:20]}” is no country the ONS knows")
            continue
        postcode = cells[postcode_at].replace(" ", "")
        if not is_postcode(postcode) and postcode != "GIR0AA":
            if postcode.startswith("NPT"):
                # Newport, before it was NP and a figure. Nobody can type one, so nobody asks for it.
                reading.left_out["the old district NPT"] += 1
                continue
            reading.reject(reader.line_num, f"“{postcode[:20]}” is no postcode")
            continue
        district = cells[district_at]
        if district not in districts:
            if not is_code(district):
                reading.reject(reader.line_num, f"“{district[:20]}” is no code of a district")
                continue
            county = cells[columns["county"]] if "county" in columns else ""
            districts[district] = Said(COUNTRIES[country], cells[columns["region"]], county)
        ended = cells[ended_at] != ""
        reading.rows += 1
        reading.ended += ended
        yield int(postcode, 36), district, *_position(cells[latitude_at], cells[longitude_at]), ended


def _position(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    """Degrees as they are kept; nothing for the 99.999999 that stands where no position is known."""
    try:
        north, east = float(latitude), float(longitude)
    except ValueError:
        return None, None
    return (None, None) if north > NOWHERE else (round(north, PLACES), round(east, PLACES))


def is_code(text: str) -> bool:
    """Whether this is the code of a district of Great Britain."""
    return len(text) == 9 and text[0] in "ESW" and text[1:].isdecimal()
