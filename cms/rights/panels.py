"""A person's rights on their page in the admin."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from cms.people.models import Person

from .models import Farewell, Package, RightsRequest
from .permissions import may_answer, may_erase, may_package


class RightsPanel(Component):
    """What they asked, copies of their data, and the buttons to make one or to erase them."""

    name = "rights"
    order = 300
    template_name = "rights/admin/person_panel.html"

    def __init__(self, person: Person, user):
        self.person, self.user = person, user

    def get_context_data(self, parent_context=None):
        """Three queries, however much there is."""
        return {
            "request": parent_context.get("request") if parent_context else None,
            "csrf_token": parent_context.get("csrf_token") if parent_context else "",
            "heading": _("Their rights"),
            "person": self.person,
            "requests": RightsRequest.objects.filter(person=self.person),
            "packages": Package.objects.filter(person=self.person, expires_at__gt=timezone.now()),
            "farewell": Farewell.objects.filter(person=self.person).first(),
            "may_answer": may_answer(self.user),
            "may_package": may_package(self.user),
            "may_erase": may_erase(self.user),
        }
