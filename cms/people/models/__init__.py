"""People, once each, and where they work."""

from .organisations import Organisation
from .people import Person, Tag

__all__ = ["Organisation", "Person", "Tag"]
