"""The measures of this app for the `figures` command."""

from collections.abc import Mapping
from datetime import date

from django.utils import timezone

from cms.core.measures import Figures, register

from . import reports
from .models import Resource
from .rules import london_day


class Downloads:
    """Counted downloads of the suite."""

    summary = "Counted downloads of the guides, and the people who took them."
    breakdowns = reports.BREAKDOWNS
    filters = ("resource",)

    def read(
        self, *, first: date | None, last: date | None, by: str | None, filters: Mapping[str, str]
    ) -> Figures:
        """Return the figures. Raises `ValueError` when there is no such guide."""
        resource = None
        if (slug := filters.get("resource")) is not None:
            resource = Resource.objects.filter(slug=slug).first()
            if resource is None:
                known = ", ".join(Resource.objects.values_list("slug", flat=True)) or "none at all"
                raise ValueError(f"There is no guide “{slug}”. There are: {known}.")
        return reports.downloads(first=first, last=last, by=by, resource=resource, today=_today())


class Schools:
    """Schools reached by the suite."""

    summary = "Different schools with a counted download, of how many open schools."
    breakdowns = reports.SCHOOL_BREAKDOWNS
    filters: tuple[str, ...] = ()

    def read(
        self, *, first: date | None, last: date | None, by: str | None, filters: Mapping[str, str]
    ) -> Figures:
        """Return the figures."""
        return reports.schools(first=first, last=last, by=by, today=_today())


def _today() -> date:
    return london_day(timezone.now())


register("downloads", Downloads())
register("schools", Schools())
