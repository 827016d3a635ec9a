"""People and organisations as records in Wagtail's admin."""

from .people import people_viewset

__all__ = ["people_viewset"]
