"""What may be sent to a person and why, for their page in the admin."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from cms.people.models import Person

from .models import ConsentEvent
from .permissions import may_record
from .reports import verdicts


class ConsentPanel(Component):
    """Each purpose with the answer and its reason, the words that were shown, and every act before."""

    name = "consents"
    order = 200
    template_name = "consent/admin/person_panel.html"
    # Nobody reads further back on one screen; the list of consents has all of it.
    at_most = 50

    def __init__(self, person: Person, user=None):
        self.person = person
        self.user = user

    def get_context_data(self, parent_context=None):
        """As many queries however many acts there are."""
        may = self.user is not None and may_record(self.user) and self.person.merged_into_id is None
        events = ConsentEvent.objects.filter(person=self.person).select_related("wording")
        return {
            "heading": _("What may be sent, and why"),
            "answers": verdicts(self.person, now=timezone.now()),
            "history": events[: self.at_most],
            "record": reverse("consents:record", args=[self.person.pk]) if may else "",
        }
