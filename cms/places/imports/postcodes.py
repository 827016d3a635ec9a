"""Loading every postcode: read, checked, put in place, and written down."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import QuerySet

from cms.core import page_cache

from ..choices import Dataset, Region
from ..data import District as Bundled
from ..data import tables
from ..models import DataLoad, District
from ..services import forget_full_table
from .directory import DirectoryError, Reading, Said, Source
from .swapping import replace_table

# A file with fewer rows than this part of those in use has broken off, or is a piece of a release.
LEAST_PART = 0.9
# More rows than this part that cannot be read: the file is not what it seems.
MOST_REJECTED = 0.01


@dataclass
class Loaded:
    """What a load, or a dry run of one, has done."""

    source: Source
    reading: Reading
    unknown: list[str] = field(default_factory=list)
    load: DataLoad | None = None

    def report(self) -> dict:
        """What is written down beside the load."""
        return {
            "ended": self.reading.ended,
            "left_out": dict(self.reading.left_out),
            "rejected": self.reading.rejected,
            "districts_without_authority": self.unknown,
        }


def latest_load() -> DataLoad | None:
    """Return the load of postcodes in use, if there is one."""
    return _loads().first()


def _loads() -> QuerySet[DataLoad]:
    return DataLoad.objects.filter(dataset=Dataset.POSTCODES)


def try_out(source: Source, *, told: Callable[[int], None], force: bool = False) -> Loaded:
    """Read the whole source and check it as a load would; write nothing. Raises `DirectoryError`."""
    reading = Reading(release=source.release)
    for number, _row in enumerate(source.rows(reading), 1):
        if number % 100_000 == 0:
            told(number)
    _check(reading, force=force)
    return Loaded(source, reading, _without_authority(reading.districts))


def load_postcodes(
    source: Source, *, now: datetime, told: Callable[[int], None], force: bool = False
) -> Loaded:
    """Put the postcodes of a source in the place of those in use, whole or not at all.

    Districts that no table of ours knows are added with what the release says of them. Raises
    `DirectoryError` when the source cannot be used; then everything is as it was.
    """
    reading = Reading(release=source.release)
    done = Loaded(source, reading)

    def finish(number: int) -> None:
        _check(reading, force=force)
        _write_districts(reading.districts)
        done.unknown = _without_authority(reading.districts)
        done.load = DataLoad.objects.create(
            dataset=Dataset.POSTCODES,
            release=source.release,
            file_name=source.name[:200],
            checksum=source.checksum,
            rows=number,
            report=done.report() | {"upgraded": None},
            loaded_at=now,
        )
        page_cache.forget()

    replace_table(source.rows(reading), told=told, finish=finish)
    forget_full_table()
    return done


def _check(reading: Reading, *, force: bool) -> None:
    """Raise `DirectoryError` when what was read cannot be a whole release."""
    if not reading.rows:
        raise DirectoryError("There is no postcode of Great Britain in the file.")
    if reading.rejected > max(MOST_REJECTED * reading.rows, 5) and not force:
        raise DirectoryError(
            f"{reading.rejected:,} rows cannot be read, too many for a release of the ONS. "
            + " ".join(f"{one}." for one in reading.first_rejected[:3])
            + " Nothing was changed; --force loads the others all the same."
        )
    latest = latest_load()
    if latest and reading.rows < LEAST_PART * latest.rows and not force:
        raise DirectoryError(
            f"The file has {reading.rows:,} postcodes and {latest.rows:,} are in use: it may have broken off."
            " Nothing was changed; --force loads it all the same."
        )


def district_row(code: str, said: Said, known: Mapping[str, Bundled]) -> District:
    """Return a district as it is stored: from our own table, else from what the release says of it.

    The authority is the one of today. A county's district that is new takes that of its county; a new
    authority is its own district. Else it has none, and the person at the command line is told.
    """
    if one := known.get(code):
        return District(
            code=code, name=one.name, country="GB-ENG", region=one.region, authority=one.authority
        )
    region = said.region if said.region in Region.values else ""
    by_gss = {one.gss_code: one.code for one in tables().authorities.values()}
    authority = by_gss.get(code) or by_gss.get(said.county, "")
    return District(code=code, country=said.country, region=region, authority=authority)


def _write_districts(districts: Mapping[str, Said]) -> None:
    known = tables().districts
    District.objects.bulk_create(
        [district_row(code, said, known) for code, said in sorted(districts.items())],
        update_conflicts=True,
        unique_fields=["code"],
        update_fields=["name", "country", "region", "authority"],
    )


def _without_authority(districts: Mapping[str, Said]) -> list[str]:
    known = tables().districts
    rows = (district_row(code, said, known) for code, said in sorted(districts.items()))
    return [row.code for row in rows if row.country == "GB-ENG" and not row.authority]
