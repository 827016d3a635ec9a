"""What this room lets go at night."""

from datetime import datetime

from cms.core.nightly import register

from .services import retention
from .services.letters import drop_old_goodbyes
from .services.packaging import remove_left_behind


@register("copies of people's data")
def packages(now: datetime) -> int:
    """Copies whose days are over, and files that a worker left behind."""
    return retention.remove_old_packages(now=now) + remove_left_behind(now=now)


@register("old requests about data")
def requests(now: datetime) -> int:
    """Requests nobody confirmed, and closed ones after their time."""
    return retention.remove_old_requests(now=now)


@register("addresses kept for a last letter")
def goodbyes(now: datetime) -> int:
    """A last letter that could not be sent for days is not sent any more."""
    return drop_old_goodbyes(now=now)


@register("people whose time was up")
def farewells(now: datetime) -> int:
    """Strike who is back, list who is due, tell the team, and erase whose day has come."""
    retention.strike_farewells(now=now)
    retention.list_farewells(now=now)
    retention.tell_team(now=now)
    return retention.erase_due(now=now)
