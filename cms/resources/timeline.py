"""A person's downloads, for their timeline."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.people.models import Person
from cms.people.timeline import Entry, name_kind, register

from .choices import Outcome
from .models import Download

# Nobody reads further back on one screen, and a test account may have thousands.
AT_MOST = 2000

name_kind("download", gettext_lazy("Downloads"))


@register
def entries(person: Person) -> list[Entry]:
    """One entry for each download, taken or only asked for. One query."""
    found = []
    for download in Download.objects.filter(person=person).select_related("resource")[:AT_MOST]:
        guide = {"guide": download.resource.title}
        waiting = download.outcome == Outcome.WAITING
        title = (
            _("Asked for “%(guide)s”, and has not taken it") if waiting else _("Took “%(guide)s”")
        ) % guide
        detail = (
            [] if download.outcome in (Outcome.COUNTED, Outcome.WAITING) else [download.get_outcome_display()]
        )
        if download.first_ever:
            detail.append(_("their first"))
        found.append(
            Entry(
                at=download.completed_at or download.asked_at,
                title=title,
                detail=", ".join(str(part) for part in detail),
                kind="download",
            )
        )
    return found
