"""What a person has agreed to, for their page in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from cms.people.models import Person

from .models import ConsentEvent
from .reports import standing


class ConsentPanel(Component):
    """How each purpose stands now, with the words that were shown, and every act before."""

    name = "consents"
    order = 200
    template_name = "consent/admin/person_panel.html"

    def __init__(self, person: Person):
        self.person = person

    def get_context_data(self, parent_context=None):
        """Two queries, however many acts there are."""
        return {
            "heading": _("Consents"),
            "standing": standing(self.person),
            "history": ConsentEvent.objects.filter(person=self.person).select_related("wording"),
        }
