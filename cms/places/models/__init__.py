"""Where things are: snapshots of a place, authorities, and the official register of schools."""

from .loads import DataLoad
from .places import LocalAuthority, PlaceFields
from .register import School, SchoolGroup, SchoolLink, SchoolWord

__all__ = ["DataLoad", "LocalAuthority", "PlaceFields", "School", "SchoolGroup", "SchoolLink", "SchoolWord"]
