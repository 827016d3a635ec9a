"""Reads about places: names for codes, positions, and where the tables come from."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .choices import Region
from .countries import country_name
from .data import tables

__all__ = ["DataSource", "authority_name", "country_name", "data_sources", "position", "region_name"]


def region_name(code: str) -> str:
    """Return the name of a region, empty for none."""
    return str(Region(code).label) if code else ""


def authority_name(code: str) -> str:
    """Return the name of a local authority by its DfE number, empty for none or one that is no more."""
    authority = tables().authorities.get(code)
    return authority.name if authority else ""


def position(outcode: str) -> tuple[float, float] | None:
    """Return latitude and longitude of the middle of a postcode district, or nothing."""
    row = tables().outcodes.get(outcode)
    return (row.latitude, row.longitude) if row and row.latitude is not None else None


@dataclass(frozen=True)
class DataSource:
    """Something made by others that the site stands on, and the words its licence asks for."""

    name: str
    used_for: str
    release: str
    licence: str
    attribution: str


def data_sources() -> list[DataSource]:
    """Return what the *Data sources* page has to name."""
    licence = _("Open Government Licence v3.0")
    return [
        DataSource(
            name=_("Postcode areas, districts and sectors"),
            used_for=_(
                "The country, region and, roughly, the local authority of a postcode. We computed the "
                "tables from the ONS Postcode Directory and OS Code-Point Open."
            ),
            release=_("November 2025"),
            licence=licence,
            attribution=(
                "Source: Office for National Statistics licensed under the Open Government Licence v.3.0. "
                "Contains OS data © Crown copyright and database right 2025. "
                "Contains Royal Mail data © Royal Mail copyright and database right 2025. "
                "Contains National Statistics data © Crown copyright and database right 2025."
            ),
        ),
        DataSource(
            name=_("Local authorities in England"),
            used_for=_("The names, numbers and regions of the 153 authorities with duties for education."),
            release=_("Authorities since April 2023"),
            licence=licence,
            attribution=(
                "Contains public sector information licensed under the Open Government Licence v3.0 "
                "(Department for Education; Office for National Statistics)."
            ),
        ),
    ]
