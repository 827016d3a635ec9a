"""Reads about places: names for codes."""

from .choices import Region
from .countries import country_name
from .data import tables

__all__ = ["authority_name", "country_name", "region_name"]


def region_name(code: str) -> str:
    """Return the name of a region, empty for none."""
    return str(Region(code).label) if code else ""


def authority_name(code: str) -> str:
    """Return the name of a local authority by its DfE number, empty for none or one that is no more."""
    authority = tables().authorities.get(code)
    return authority.name if authority else ""
