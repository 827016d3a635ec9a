"""The register of schools as records in Wagtail's admin, only to look at."""

from typing import ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.viewsets.model import ModelViewSet

from ..choices import GroupKind, Phase, SchoolStatus
from ..data import tables
from ..models import School, SchoolGroup
from ..views.register import GroupsIndex, GroupView, SchoolsIndex, SchoolView


def _authorities() -> list[tuple[str, str]]:
    found = tables().authorities.values()
    return sorted(((one.code, one.name) for one in found), key=lambda pair: pair[1])


class SchoolFilterSet(WagtailFilterSet):
    """What the list of schools can be narrowed by."""

    authority = django_filters.ChoiceFilter(
        label=_("Local authority"), choices=_authorities, empty_label=_("All authorities")
    )
    phase = django_filters.ChoiceFilter(label=_("Phase"), choices=Phase.choices, empty_label=_("All phases"))
    status = django_filters.ChoiceFilter(
        label=_("Status"), choices=SchoolStatus.choices, empty_label=_("Open and closed")
    )
    trust = django_filters.NumberFilter(
        field_name="trust_id", label=_("Trust, by its group UID"), min_value=1, max_value=2_000_000_000
    )

    class Meta:
        model = School
        fields: tuple = ()


class GroupFilterSet(WagtailFilterSet):
    """What the list of groups can be narrowed by."""

    kind = django_filters.ChoiceFilter(label=_("Type"), choices=GroupKind.choices, empty_label=_("All types"))

    class Meta:
        model = SchoolGroup
        fields: tuple = ()


class RegisterViewSet(ModelViewSet):
    """What schools and groups have in common."""

    menu_hook = "register_places_menu_item"
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    search_backend_name = None
    form_fields: ClassVar = ["name"]


class SchoolViewSet(RegisterViewSet):
    """The schools of the register."""

    model = School
    name = "schools"
    icon = "home"
    menu_label = _("Schools")
    menu_order = 400
    index_view_class = SchoolsIndex
    inspect_view_class = SchoolView
    filterset_class = SchoolFilterSet
    ordering = "sort_name"
    search_fields: ClassVar = ["search_words"]


class GroupViewSet(RegisterViewSet):
    """The trusts and other groups of the register."""

    model = SchoolGroup
    name = "school_groups"
    url_prefix = "school-groups"
    icon = "group"
    menu_label = _("Trusts and groups")
    menu_order = 500
    index_view_class = GroupsIndex
    inspect_view_class = GroupView
    filterset_class = GroupFilterSet
    ordering = "name"
    search_fields: ClassVar = ["name", "town"]


ALL = (SchoolViewSet(), GroupViewSet())
