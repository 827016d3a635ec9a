"""What the suite shows elsewhere in the admin: on a person's page and on a guide's page."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.admin.ui.components import Component

from cms.people.models import Person

from .models import Download
from .permissions import may_see_figures


class PersonDownloadsPanel(Component):
    """What somebody took, newest first, with what became of each."""

    name = "downloads"
    order = 100
    at_most = 100
    template_name = "resources/admin/person_panel.html"

    def __init__(self, person: Person):
        self.person = person

    def get_context_data(self, parent_context=None):
        """One query, and one more row than is shown to know whether there are more."""
        rows = list(
            Download.objects.filter(person=self.person).select_related(
                "resource", "edition", "heard_source", "heard_phrase__source"
            )[: self.at_most + 1]
        )
        return {"rows": rows[: self.at_most], "has_more": len(rows) > self.at_most, "at_most": self.at_most}


class EditionsPanel(Panel):
    """On a guide's page in the editor: where its editions and files are looked after."""

    class BoundPanel(Panel.BoundPanel):
        """Shown once the page is about a guide."""

        template_name = "resources/admin/editions_panel.html"

        def is_shown(self) -> bool:
            """Only on a saved page about a guide, to those who may see it."""
            return bool(getattr(self.instance, "resource_id", None)) and may_see_figures(self.request.user)

        def get_context_data(self, parent_context=None):
            """The editions people can take now, with their files, and the way to all of them."""
            context = super().get_context_data(parent_context)
            resource = self.instance.resource
            context["editions"] = resource.editions.filter(status="current").prefetch_related("files")
            context["manage_url"] = reverse("guides:inspect", args=[resource.pk])
            return context

    def __init__(self, **kwargs):
        kwargs.setdefault("heading", _("Editions and files"))
        super().__init__(**kwargs)
