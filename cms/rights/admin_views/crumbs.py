"""The way back from a screen of this room."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class LeadsBack(WagtailAdminTemplateMixin):
    """A screen below a list: `below` names the list and says what it is called."""

    below = ("rights_admin:requests", _("Requests about data"))

    def get_breadcrumbs_items(self):
        """The list, then this screen by its title."""
        name, label = self.below
        return [
            *self.breadcrumbs_items,
            {"url": reverse(name), "label": label},
            {"url": "", "label": self.get_page_title()},
        ]
