"""Organisations as records in Wagtail's admin, the screens that match typed names, and the chooser."""

from typing import ClassVar

import django_filters
from django.db.models import Q
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.viewsets.model import ModelViewSet

from cms.places.choices import Region
from cms.places.models import LocalAuthority, SchoolGroup

from ..choices import OrganisationKind
from ..models import Organisation
from ..permissions import may_match
from ..views.matching import MatchingScreen, OneNameScreen
from ..views.organisation_chooser import (
    ChooseOrganisation,
    ChooseOrganisationResults,
    OrganisationChosen,
    OrganisationsChosen,
    RegisterForm,
)
from ..views.organisation_merge import OrganisationMerge, UndoStep
from ..views.organisations import (
    OrganisationAdd,
    OrganisationDelete,
    OrganisationEdit,
    OrganisationsIndex,
    OrganisationView,
)

MENU = "register_people_menu_item"


def _authorities() -> list[tuple[str, str]]:
    return list(LocalAuthority.objects.values_list("code", "name"))


def _trusts(request):
    """The trusts that an organisation of ours is or belongs to."""
    return SchoolGroup.objects.filter(
        Q(organisation__isnull=False) | Q(schools__organisation__isnull=False)
    ).distinct()


class TrustFilter(django_filters.ModelChoiceFilter):
    """A trust: itself and its schools."""

    def filter(self, queryset, value):
        """Narrow to the trust."""
        return queryset.filter(Q(trust=value) | Q(school__trust=value)) if value else queryset


class OrganisationFilterSet(WagtailFilterSet):
    """What the list of organisations can be narrowed by."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=OrganisationKind.choices, empty_label=_("All kinds")
    )
    region = django_filters.ChoiceFilter(
        label=_("Region"), choices=Region.choices, empty_label=_("All regions")
    )
    authority = django_filters.ChoiceFilter(
        label=_("Local authority"), choices=_authorities, empty_label=_("All authorities")
    )
    trust = TrustFilter(label=_("Trust"), queryset=_trusts, empty_label=_("All trusts"))

    class Meta:
        model = Organisation
        fields: tuple = ()


class OrganisationViewSet(ModelViewSet):
    """The list, one organisation's page, and what corrects those that no register holds."""

    model = Organisation
    name = "organisations"
    icon = "home"
    menu_label = _("Organisations")
    menu_order = 200
    menu_hook = MENU
    index_view_class = OrganisationsIndex
    inspect_view_class = OrganisationView
    add_view_class = OrganisationAdd
    edit_view_class = OrganisationEdit
    delete_view_class = OrganisationDelete
    inspect_view_enabled = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_per_page = 50
    ordering = "name"
    filterset_class = OrganisationFilterSet
    search_fields: ClassVar = ["name", "town", "postcode"]
    search_backend_name = None
    form_fields: ClassVar = ["kind", "name", "town"]

    def get_urlpatterns(self):
        """The ordinary addresses, merging, and taking a step back."""
        return [
            *super().get_urlpatterns(),
            path("merge/<int:pk>/", OrganisationMerge.as_view(), name="merge"),
            path("undo/<int:pk>/", UndoStep.as_view(), name="undo"),
        ]


class MatchingMenuItem(MenuItem):
    """Shown to those who may match."""

    def is_shown(self, request):
        """Whether this person may."""
        return may_match(request.user)


class MatchingViewSet(ViewSet):
    """The names that wait, and one of them."""

    name = "matching"
    url_prefix = "organisations-match"
    icon = "link"
    menu_label = _("Match names")
    menu_order = 210
    menu_hook = MENU
    menu_item_class = MatchingMenuItem

    def get_urlpatterns(self):
        """The list, and one name by its key."""
        return [
            path("", MatchingScreen.as_view(), name="index"),
            path("<slug:key>/", OneNameScreen.as_view(), name="one"),
        ]


class OrganisationChooserViewSet(ChooserViewSet):
    """Chooses an organisation in a form, by name, town, postcode or URN."""

    model = Organisation
    name = "organisation_chooser"
    url_prefix = "choose-organisation"
    icon = "home"
    per_page = 10
    choose_one_text = _("Choose an organisation")
    choose_another_text = _("Choose another organisation")
    edit_item_text = _("Correct this organisation")
    creation_tab_label = _("From the register")
    create_action_label = _("Use this one")
    choose_view_class = ChooseOrganisation
    choose_results_view_class = ChooseOrganisationResults
    chosen_view_class = OrganisationChosen
    chosen_multiple_view_class = OrganisationsChosen
    creation_form_class = RegisterForm


organisations_viewset = OrganisationViewSet()
matching_viewset = MatchingViewSet()
organisation_chooser = OrganisationChooserViewSet("organisation_chooser")
