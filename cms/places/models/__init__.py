"""Where things are: snapshots of a place, postcodes, areas, school holidays, the register of schools."""

from .areas import Area, AreaMembership, AreaScheme
from .holidays import Holiday
from .loads import DataLoad
from .places import LocalAuthority, PlaceFields
from .postcodes import District, FullPostcode
from .register import School, SchoolGroup, SchoolLink, SchoolWord

__all__ = [
    "Area",
    "AreaMembership",
    "AreaScheme",
    "DataLoad",
    "District",
    "FullPostcode",
    "Holiday",
    "LocalAuthority",
    "PlaceFields",
    "School",
    "SchoolGroup",
    "SchoolLink",
    "SchoolWord",
]
