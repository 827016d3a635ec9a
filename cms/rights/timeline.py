"""What a person asked about their data, for their timeline."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.people.models import Person
from cms.people.timeline import Entry, name_kind, register

from .models import RightsRequest

name_kind("rights", gettext_lazy("Requests about data"))


@register
def entries(person: Person) -> list[Entry]:
    """One entry for each request, and one for its end. One query."""
    found = []
    for asked in RightsRequest.objects.filter(person=person):
        url = reverse("rights_admin:request", args=[asked.pk])
        title = _("Asked about their data: %(asks)s") % {"asks": asked.get_kind_display()}
        found.append(Entry(at=asked.received_at, title=title, url=url, kind="rights"))
        if asked.closed_at:
            found.append(
                Entry(
                    at=asked.closed_at, title=f"{asked}: {asked.get_state_display()}", url=url, kind="rights"
                )
            )
    return found
