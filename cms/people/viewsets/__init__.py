"""People and organisations as records in Wagtail's admin."""

from .organisations import matching_viewset, organisation_chooser, organisations_viewset
from .people import people_viewset

__all__ = ["matching_viewset", "organisation_chooser", "organisations_viewset", "people_viewset"]
