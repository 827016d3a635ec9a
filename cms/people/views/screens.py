"""What our own screens about people have in common."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..models import Person


class PeopleScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen of its own below the list of people."""

    model = Person
    permission_required = "change"
    header_icon = "group"

    def get(self, request, *args, **kwargs):
        """The screen; what its address names is read from `self.kwargs`."""
        return self.render_to_response(self.get_context_data())

    def get_breadcrumbs_items(self):
        """People, the person where it is about one, then this."""
        items = [*self.breadcrumbs_items, {"url": reverse("people:index"), "label": _now("People")}]
        if "pk" in self.kwargs and isinstance(getattr(self, "person", None), Person):
            url = reverse("people:inspect", args=[self.person.pk])
            items.append({"url": url, "label": str(self.person)})
        return [*items, {"url": "", "label": self.get_page_title()}]


class PersonScreen(PeopleScreen):
    """A screen about one person, who stands for themselves."""

    @cached_property
    def person(self) -> Person:
        """Whom it is about. An address that leads to somebody else is not found."""
        return get_object_or_404(Person.objects.current(), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        """Their name."""
        return str(self.person)

    def back(self) -> str:
        """The address of their page."""
        return reverse("people:inspect", args=[self.person.pk])
