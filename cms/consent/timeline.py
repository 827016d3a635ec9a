"""A person's acts of consent, for their timeline."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.people.models import Person
from cms.people.timeline import Entry, name_kind, register

from .choices import Act
from .models import ConsentEvent

name_kind("consent", gettext_lazy("Consents"))


@register
def entries(person: Person) -> list[Entry]:
    """One entry for each act. One query."""
    titles = {
        Act.GIVEN: _("Said yes: %(purpose)s"),
        Act.WITHDRAWN: _("Said no: %(purpose)s"),
        Act.UNKNOWN: _("Came in with a list, without proof of a yes: %(purpose)s"),
    }
    found = []
    for event in ConsentEvent.objects.filter(person=person):
        purpose = event.get_purpose_display() + (f" {event.subject}" if event.subject else "")
        title = titles[Act(event.act)] % {"purpose": purpose}
        found.append(Entry(at=event.at, title=title, detail=event.source, kind="consent"))
    return found
