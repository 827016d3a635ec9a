"""People, once each, where they work, and what the team makes of its lists."""

from .lists import PeopleImport, SavedFilter
from .matching import LeftName, OrganisationStep
from .merges import DuplicateProposal, Merge
from .organisations import Organisation
from .people import Person, Tag

__all__ = [
    "DuplicateProposal",
    "LeftName",
    "Merge",
    "Organisation",
    "OrganisationStep",
    "PeopleImport",
    "Person",
    "SavedFilter",
    "Tag",
]
