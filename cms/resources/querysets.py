"""Chainable reads of downloads."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models.functions import Coalesce

from .choices import Outcome

if TYPE_CHECKING:
    from datetime import date


class DownloadQuerySet(models.QuerySet):
    """Downloads by what became of them and when."""

    def counted(self) -> Self:
        """Only those in the figures."""
        return self.filter(outcome=Outcome.COUNTED)

    def completed(self) -> Self:
        """Those whose file was served, counted or not."""
        return self.exclude(outcome=Outcome.WAITING)

    def excluded(self) -> Self:
        """Those whose file was served and that do not count: repeats, robots, staff."""
        return self.filter(outcome__in=[Outcome.REPEAT, Outcome.ROBOT, Outcome.STAFF])

    def waiting(self) -> Self:
        """Those asked for and not yet taken."""
        return self.filter(outcome=Outcome.WAITING)

    def in_period(self, first_day: date | None, last_day: date | None) -> Self:
        """From one London day to another, both included; None leaves that end open."""
        found = self
        if first_day is not None:
            found = found.filter(day__gte=first_day)
        if last_day is not None:
            found = found.filter(day__lte=last_day)
        return found

    def of(self, resource) -> Self:
        """Of one guide."""
        return self.filter(resource=resource)

    def with_heard(self) -> Self:
        """Annotates `heard_id`: the source their words were sorted into, else the one they chose.

        A source that was merged into another still stands here; reports resolve that.
        """
        return self.annotate(heard_id=Coalesce("heard_phrase__source", "heard_source"))
