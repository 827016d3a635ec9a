"""The data and work of others that the site is built on, with the words their licences ask for."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from cms.places.choices import Dataset
from cms.places.reports import newest_loads

ROOT = Path(__file__).parents[2]
TEXTS = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Licence:
    """A licence by its name, where its publisher keeps it, and its text, kept here word for word."""

    name: str
    url: str
    file: str

    @property
    def slug(self) -> str:
        """What its place on the page is called."""
        return f"licence-{self.file.removesuffix('.txt').replace('.', '-')}"

    @property
    def paragraphs(self) -> list[str]:
        """The text as its paragraphs."""
        return _paragraphs(self.file)


@cache
def _paragraphs(name: str) -> list[str]:
    text = (TEXTS / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line.strip()]


OGL = Licence(
    "Open Government Licence v3.0",
    "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    "ogl-3.0.txt",
)
MIT_CERN = Licence("MIT Licence (CERN)", "https://opensource.org/license/mit", "mit-counter-robots.txt")
MIT_MOJ = Licence(
    "MIT Licence (Ministry of Justice)", "https://opensource.org/license/mit", "mit-govuk-bank-holidays.txt"
)
UNICODE = Licence("Unicode License v3", "https://www.unicode.org/license.txt", "unicode-3.txt")
OFL = Licence(
    "SIL Open Font License 1.1",
    "https://openfontlicense.org/open-font-license-official-text/",
    "ofl-1.1.txt",
)
ONS = (
    "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
    "Contains OS data © Crown copyright and database right {year}. "
    "Contains Royal Mail data © Royal Mail copyright and database right {year}. "
    "Contains National Statistics data © Crown copyright and database right {year}."
)
PUBLIC_SECTOR = "Contains public sector information licensed under the Open Government Licence v3.0."


@dataclass(frozen=True)
class Source:
    """One thing we use: whose it is, which release, what for, and under which licence.

    `attribution` is quoted as the licensor wrote it, in English, in every language of the site. `files` are
    those that come with the site, below its folder or as `package:file`; `dataset` is what the team loads.
    """

    name: str
    publisher: str
    release: str
    used_for: str
    licence: Licence
    attribution: str = ""
    files: tuple[str, ...] = ()
    dataset: str = ""

    @property
    def publisher_is_a_name(self) -> bool:
        """Whether it is somebody's name, the same in every language, and no words of ours."""
        return isinstance(self.publisher, str)


SOURCES = (
    Source(
        _("Every postcode of Great Britain"),
        "Office for National Statistics; Ordnance Survey",
        "",
        _(
            "Telling the region, the local authority and the district from a whole postcode. Of a postcode "
            "we keep its district, its place to some 100 metres, and whether it has ended."
        ),
        OGL,
        ONS,
        dataset=Dataset.POSTCODES,
    ),
    Source(
        _("Postcode areas, districts and sectors"),
        "Office for National Statistics; Ordnance Survey",
        _("ONS Postcode Directory and OS Code-Point Open, November 2025"),
        _(
            "Telling the region, and roughly the local authority, from a postcode. Northern Ireland is "
            "known by country only, because its detailed data has a licence of its own."
        ),
        OGL,
        ONS.format(year=2025),
        files=(
            "cms/places/data/postcode_areas.csv",
            "cms/places/data/outcodes_min.csv",
            "cms/places/data/sector_region_overrides.csv",
        ),
    ),
    Source(
        _("Local authorities and districts in England"),
        "Department for Education; Office for National Statistics",
        _("153 authorities, and all districts there have been since 2018, assembled in November 2025"),
        _("The names and numbers of the authorities and districts in our reports."),
        OGL,
        PUBLIC_SECTOR,
        files=("cms/places/data/dfe_local_authorities_153.csv", "cms/places/data/districts.csv"),
    ),
    Source(
        _("School register"),
        "Department for Education",
        "",
        _("Names, places, types and trusts of schools. Names of heads are not kept."),
        OGL,
        PUBLIC_SECTOR,
        dataset=Dataset.SCHOOLS,
    ),
    Source(
        _("Trusts and groups"),
        "Department for Education",
        "",
        _("Which school belongs to which trust."),
        OGL,
        PUBLIC_SECTOR,
        dataset=Dataset.GROUPS,
    ),
    Source(
        _("Links between schools"),
        "Department for Education",
        "",
        _("What became of a school that closed."),
        OGL,
        PUBLIC_SECTOR,
        dataset=Dataset.LINKS,
    ),
    Source(
        _("Regions and Opportunity Areas"),
        "Department for Education; Office for National Statistics",
        _("Nine regions; twelve Opportunity Areas, 2016 to 2022"),
        _("Saying which areas a place lies in."),
        OGL,
        PUBLIC_SECTOR,
        files=("cms/places/data/areas.csv",),
    ),
    Source(
        _("Area schemes"),
        _("As the file says"),
        "",
        _("Areas that the team has added."),
        OGL,
        dataset=Dataset.AREAS,
    ),
    Source(
        _("Bank holidays"),
        "GOV.UK; Ministry of Justice",
        _("Package govuk-bank-holidays 0.19"),
        _("Comparing weeks that are alike."),
        MIT_MOJ,
        PUBLIC_SECTOR,
        files=("govuk_bank_holidays:bank-holidays.json",),
    ),
    Source(
        _("School holidays"),
        _("The local authority whose calendar it is"),
        "",
        _(
            "Comparing weeks that are alike. Where we have no calendar we take a typical year, worked out "
            "by rule."
        ),
        OGL,
        PUBLIC_SECTOR,
        dataset=Dataset.HOLIDAYS,
    ),
    Source(
        _("Names of countries in Welsh"),
        "Unicode, Inc.",
        _("Common Locale Data Repository, release 47"),
        _("The list of countries in the form, and in our reports."),
        UNICODE,
        "Copyright © 1991-Present Unicode, Inc.",
        files=("cms/places/data/countries_cy.csv",),
    ),
    Source(
        _("List of robots"),
        "Project COUNTER",
        _("COUNTER-Robots, October 2025"),
        _("Keeping robots out of the count of downloads."),
        MIT_CERN,
        files=("counter_robots:data/machine.txt",),
    ),
    Source(
        _("Atkinson Hyperlegible Next"),
        "Braille Institute of America; The Atkinson Hyperlegible Next Project Authors",
        _("Variable font, Latin"),
        _("The letters of this site and of the guides, drawn to be told apart."),
        OFL,
        files=(
            "theme/static/theme/fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
            "theme/static/theme/fonts/atkinson-hyperlegible-next-latin-ext-wght-normal.woff2",
        ),
    ),
)


@dataclass(frozen=True)
class Held:
    """A source as this site holds it now. `checksums` are pairs of a file's name and its SHA-256, in pieces.

    `loaded_at` is empty for what comes with the site, and for what was never loaded; then `missing` says so.
    """

    source: Source
    release: str
    attribution: str
    checksums: tuple[tuple[list[str], list[str]], ...]
    loaded_at: datetime | None = None
    missing: bool = False


def held_sources() -> Iterator[Held]:
    """Yield each source with its release, when it was loaded, and its checksums. One query.

    What the team has not loaded is left out, but for the postcodes and the register of schools: that
    those are missing tells how to read our figures.
    """
    loads = newest_loads()
    for source in SOURCES:
        load = loads.get(source.dataset)
        if load:
            yield Held(
                source,
                load.release or load.file_name,
                source.attribution.format(year=load.loaded_at.year),
                ((_in_words(load.file_name), _in_eights(load.checksum)),) if load.checksum else (),
                load.loaded_at,
            )
        elif not source.dataset:
            yield Held(source, source.release, source.attribution, _checksums(source.files))
        elif source.dataset in (Dataset.POSTCODES, Dataset.SCHOOLS):
            yield Held(source, "", "", (), missing=True)


def licences() -> tuple[Licence, ...]:
    """Return each licence once, in the order of the sources."""
    return tuple(dict.fromkeys(source.licence for source in SOURCES))


@cache
def _checksums(files: tuple[str, ...]) -> tuple[tuple[list[str], list[str]], ...]:
    return tuple(
        (_in_words(_path(one).name), _in_eights(hashlib.sha256(_path(one).read_bytes()).hexdigest()))
        for one in files
    )


def _in_words(name: str) -> list[str]:
    """A file's name as the pieces between which it may break."""
    return re.split(r"(?<=[_.-])", name)


def _in_eights(checksum: str) -> list[str]:
    """A word of 64 letters fits no telephone: here it may break."""
    return [checksum[begin : begin + 8] for begin in range(0, len(checksum), 8)]


def _path(name: str) -> Path:
    package, _colon, file = name.rpartition(":")
    if not package:
        return ROOT / file
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise LookupError(f"The package {package} is not installed.")
    return Path(spec.origin).parent / file
