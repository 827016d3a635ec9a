"""Reads about places: names for codes, and schools by what somebody types."""

from django.db.models import Max

from .choices import Region
from .countries import country_name
from .data import tables
from .models import DataLoad
from .register.searching import FoundSchool, school_chosen, school_numbered, search_schools

__all__ = [
    "FoundSchool",
    "authority_name",
    "country_name",
    "region_name",
    "school_chosen",
    "school_numbered",
    "search_schools",
]


def region_name(code: str) -> str:
    """Return the name of a region, empty for none."""
    return str(Region(code).label) if code else ""


def authority_name(code: str) -> str:
    """Return the name of a local authority by its DfE number, empty for none or one that is no more."""
    authority = tables().authorities.get(code)
    return authority.name if authority else ""


def district_name(code: str) -> str:
    """Return the name of a district by its ONS code; the code itself outside England, empty for none."""
    district = tables().districts.get(code)
    return district.name if district else code


def newest_loads() -> dict[str, DataLoad]:
    """Return the newest load of each dataset that was ever loaded, by its name. One query."""
    newest = DataLoad.objects.order_by().values("dataset").annotate(newest=Max("pk")).values("newest")
    return {load.dataset: load for load in DataLoad.objects.filter(pk__in=newest)}
