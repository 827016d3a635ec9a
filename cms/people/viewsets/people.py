"""People as records in Wagtail's admin."""

from typing import ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.viewsets.model import ModelViewSet

from cms.core.widgets import DayRangeInput

from ..choices import OrganisationType, Role
from ..models import Person
from ..views.people import PeopleIndex, PersonEdit, PersonView


class PersonFilterSet(WagtailFilterSet):
    """What the list of people can be narrowed by."""

    created_at = django_filters.DateFromToRangeFilter(label=_("First known"), widget=DayRangeInput)
    role = django_filters.ChoiceFilter(label=_("Role"), choices=Role.choices, empty_label=_("All roles"))
    organisation_type = django_filters.ChoiceFilter(
        label=_("Type of organisation"), choices=OrganisationType.choices, empty_label=_("All types")
    )

    class Meta:
        model = Person
        fields: tuple = ()


class PersonViewSet(ModelViewSet):
    """The list, one person's page, and a form that corrects them."""

    model = Person
    name = "people"
    icon = "group"
    menu_label = _("Everybody")
    menu_order = 100
    menu_hook = "register_people_menu_item"
    index_view_class = PeopleIndex
    inspect_view_class = PersonView
    edit_view_class = PersonEdit
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    ordering = "-created_at"
    filterset_class = PersonFilterSet
    search_fields: ClassVar = ["email", "name", "organisation_name"]
    search_backend_name = None
    form_fields: ClassVar = [
        "name",
        "role",
        "organisation_type",
        "organisation_name",
        "is_shared_mailbox",
        "language",
    ]


people_viewset = PersonViewSet()
