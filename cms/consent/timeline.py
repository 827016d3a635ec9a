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
    found = []
    for event in ConsentEvent.objects.filter(person=person).select_related("wording"):
        purpose = event.get_purpose_display()
        title = (
            _("Said yes: %(purpose)s") if event.act == Act.GIVEN else _("Took back their yes: %(purpose)s")
        ) % {"purpose": purpose}
        found.append(Entry(at=event.at, title=title, detail=event.source, kind="consent"))
    return found
