"""What this room does at night."""

from datetime import datetime, timedelta

from cms.core.nightly import register

from .models import PeopleImport
from .services.merging import gather_late
from .services.proposing import propose_duplicates

KEPT = timedelta(days=1)


@register("likely duplicates looked for")
def duplicates(now: datetime) -> int:
    """New ones are proposed, and those go whose reason has gone."""
    return sum(propose_duplicates(now=now))


@register("what came while people were joined")
def late(now: datetime) -> int:
    """It goes where it belongs."""
    return gather_late(now=now)


@register("uploaded files of people")
def files(now: datetime) -> int:
    """Nobody brought them in within a day, or the rows that were refused are a day old."""
    return PeopleImport.objects.filter(at__lt=now - KEPT).exclude(content=None).update(content=None)
