"""Reading: the register of what is kept, and what waits."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.people.owners import Kept, owners

from .choices import State
from .models import Package, RightsRequest
from .rules import OPEN


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the register in words, in the language of the moment."""

    what: str
    whose: str
    why: str
    ground: str
    how_long: str


def length_of_time(days: int) -> str:
    """A number of days as people say it: whole years and months of 30 days where it is those."""
    if days % 365 == 0:
        return ngettext("%(count)d year", "%(count)d years", days // 365) % {"count": days // 365}
    if days % 30 == 0 and days > 30:
        return ngettext("%(count)d month", "%(count)d months", days // 30) % {"count": days // 30}
    return ngettext("%(count)d day", "%(count)d days", days) % {"count": days}


def how_long(kept: Kept) -> str:
    """For how long, with the number that the setting has."""
    if not kept.days:
        return kept.how_long
    return _("%(time)s. %(words)s") % {
        "time": length_of_time(kept.days),
        "words": kept.how_long,
    }


def register_of_what_is_kept() -> list[Line]:
    """Every app's lines, the lowest app first: what, of whom, why, on which ground, how long."""
    return [
        Line(kept.what, kept.whose, kept.why, kept.ground, how_long(kept))
        for owner in reversed(owners())
        for kept in owner.kept()
    ]


def open_requests():
    """What is not closed, the most urgent first; those whose clock stands last."""
    return RightsRequest.objects.filter(state__in=OPEN).order_by(F("due_on").asc(nulls_last=True), "pk")


def overdue(today: date):
    """What should have been answered."""
    return RightsRequest.objects.filter(state__in=OPEN, due_on__lt=today)


def due_soon(today: date, until: date):
    """What has to be answered in the next days."""
    return RightsRequest.objects.filter(state__in=OPEN, due_on__gte=today, due_on__lte=until)


def ready_package(request: RightsRequest) -> Package | None:
    """The newest copy that can be sent with an answer."""
    if request.person_id is None:
        return None
    return Package.objects.filter(person=request.person_id, state="ready").first()


def answerable(request: RightsRequest) -> bool:
    """Whether anything is left to be done about a request."""
    return State(request.state) in OPEN
