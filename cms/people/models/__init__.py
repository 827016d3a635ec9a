"""People, once each, and where they work."""

from .matching import LeftName, OrganisationStep
from .organisations import Organisation
from .people import Person, Tag

__all__ = ["LeftName", "Organisation", "OrganisationStep", "Person", "Tag"]
