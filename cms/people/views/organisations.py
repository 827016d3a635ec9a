"""The screens about organisations in Wagtail's admin: the list, one of them, and what may be corrected."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.ui.menus import MenuItem
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views import generic

from cms.accounts.services import record_export
from cms.core.exports import SafeExportMixin
from cms.core.paginators import CappedPaginator
from cms.places.reports import authority_name, region_name

from ..choices import OrganisationKind
from ..models import Organisation, Person
from ..permissions import may_export_people, may_see_people
from ..reports.organisations import facts_of, relatives_of, typed_as
from ..services.organisations import (
    FREE_KINDS,
    change_organisation,
    delete_organisation,
    make_organisation,
)

MOST_PEOPLE = 200


@dataclass(frozen=True)
class MoreColumns:
    """What another app adds to the list: figures put beside each organisation, their columns and headings.

    `annotate` takes the queryset and returns it with the figures; `export` gives headings by their names.
    """

    annotate: Callable
    columns: Sequence[Column] = field(default=())
    export: dict[str, str] = field(default_factory=dict)


class OrganisationsIndex(SafeExportMixin, generic.IndexView):
    """Every organisation that somebody was matched to, or that the team has named.

    Another app adds its figures with the hook `register_organisation_columns`.
    """

    page_title = _("Organisations")
    any_permission_required = ("view",)
    paginator_class = CappedPaginator
    results_template_name = "people/admin/organisations_results.html"
    own_export = (
        "name",
        "get_kind_display",
        "school_id",
        "trust_name",
        "town",
        "postcode",
        "get_region_display",
        "authority_name",
        "status",
        "number_of_people",
    )
    own_headings = {  # noqa: RUF012 - Wagtail reads a plain dictionary from the class
        "name": _("Name"),
        "get_kind_display": _("Kind"),
        "school_id": _("URN"),
        "trust_name": _("Trust"),
        "town": _("Town"),
        "postcode": _("Postcode"),
        "get_region_display": _("Region"),
        "authority_name": _("Local authority"),
        "status": _("Open or closed"),
        "number_of_people": _("People"),
    }

    @cached_property
    def more(self) -> list[MoreColumns]:
        """What other apps add."""
        found = [fn(self.request) for fn in hooks.get_hooks("register_organisation_columns")]
        return [one for one in found if one]

    @cached_property
    def list_export(self):
        """Our own columns, then those of others."""
        return [*self.own_export, *(name for one in self.more for name in one.export)]

    @cached_property
    def export_headings(self):
        """Their headings."""
        return self.own_headings | {name: text for one in self.more for name, text in one.export.items()}

    def may_export(self) -> bool:
        """A small organisation tells of one person, so the list leaves with those who answer for people."""
        return may_export_people(self.request.user)

    def get_filename(self) -> str:
        """The name of the file, before its day."""
        return _now("organisations")

    def get_base_queryset(self):
        """With people and the figures of others, each counted for the rows that are shown alone."""
        people = (
            Person.objects.current()
            .filter(organisation=OuterRef("pk"))
            .order_by()
            .values("organisation")
            .annotate(number=Count("pk"))
            .values("number")
        )
        found = (
            Organisation.objects.current()
            .select_related("school__trust", "trust")
            .annotate(number_of_people=Coalesce(Subquery(people), 0))
        )
        for one in self.more:
            found = one.annotate(found)
        return found

    @cached_property
    def columns(self):
        """What the list shows of each organisation."""
        return [
            self._get_title_column_class(TitleColumn)(
                "name", label=_("Organisation"), get_url=self.get_inspect_url, sort_key="name"
            ),
            Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
            Column("where", label=_("Where"), accessor=where_in_words),
            Column("trust", label=_("Trust"), accessor=lambda row: trust_of(row) or ""),
            Column("status", label=_("Open or closed"), accessor=status_in_words),
            NumberColumn("number_of_people", label=_("People"), sort_key="number_of_people"),
            *(column for one in self.more for column in one.columns),
        ]

    def search_queryset(self, queryset):
        """Find each word somewhere in name, town or postcode; a number is looked for as a URN too."""
        for word in self.search_query.split()[:8]:
            asked = Q(name__icontains=word) | Q(town__icontains=word) | Q(postcode__icontains=word)
            if word.isascii() and word.isdecimal() and len(word) < 10:
                asked |= Q(school=int(word))
            queryset = queryset.filter(asked)
        return queryset

    def filter_queryset(self, queryset):
        """Nothing at all when a filter cannot be read: everything would pass for an answer."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def to_row_dict(self, item):
        """One organisation's cells, with names for codes."""
        item.authority_name = authority_name(item.authority)
        item.trust_name = str(trust_of(item) or "")
        item.status = status_in_words(item)
        return super().to_row_dict(item)

    def as_spreadsheet(self, queryset, spreadsheet_format: str):
        """Send the list, and write down that it was taken."""
        filters = {key: value for key, value in self.request.GET.items() if key != "q"}
        record_export(user=self.request.user, what="organisations", filters=filters, now=timezone.now())
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def get_list_more_buttons(self, instance):
        """Merging beside editing, for what no register holds."""
        buttons = super().get_list_more_buttons(instance)
        if not instance.is_official and self.user_has_permission("change"):
            url = reverse("organisations:merge", args=[instance.pk])
            buttons.append(MenuItem(_("Merge into another"), url=url, icon_name="resubmit", priority=20))
        return buttons

    def get_edit_url(self, instance):
        """No way to correct what a register says."""
        return None if instance.is_official else super().get_edit_url(instance)


def link_to(organisation: Organisation | None) -> str:
    """The name of an organisation as a link to its page; empty for none."""
    if organisation is None:
        return ""
    url = reverse("organisations:inspect", args=[organisation.pk])
    return format_html('<a href="{}">{}</a>', url, organisation)


def where_in_words(organisation: Organisation) -> str:
    """Where an organisation is, from the nearest we know to the furthest."""
    parts = [
        organisation.town,
        authority_name(organisation.authority),
        region_name(organisation.region),
    ]
    return ", ".join(dict.fromkeys(part for part in parts if part))


def trust_of(organisation: Organisation):
    """The trust a school belongs to, None for others."""
    return organisation.school.trust if organisation.school else None


def status_in_words(organisation: Organisation) -> str:
    """Whether a school or trust of the register is open, by the register's word; empty for others."""
    if organisation.school:
        return organisation.school.get_status_display()
    if organisation.trust:
        return _now("open") if organisation.trust.is_open else _now("closed")
    return ""


class OrganisationView(generic.InspectView):
    """All that is known of one organisation. Apps add to it by the hook `register_organisation_panels`."""

    any_permission_required = ("view",)
    template_name = "people/admin/organisation.html"
    page_title = _("Organisation")

    def get_queryset(self):
        """With its rows of the registers."""
        return Organisation.objects.select_related("school__trust", "trust", "local_authority", "merged_into")

    def get_breadcrumbs_items(self):
        """Organisations, then this one."""
        items = super().get_breadcrumbs_items()
        return [*items[:2], {"url": "", "label": self.get_page_subtitle()}]

    def get_edit_url(self):
        """No way to correct what a register says."""
        return None if self.object.is_official else super().get_edit_url()

    def get_context_data(self, **kwargs):
        """Facts, relatives, people, and the panels of all apps."""
        organisation = self.object
        panels = [
            panel
            for fn in hooks.get_hooks("register_organisation_panels")
            for panel in fn(self.request, organisation)
        ]
        people = Person.objects.current().filter(organisation=organisation).order_by("name", "email")
        shown = list(people[: MOST_PEOPLE + 1])
        return super().get_context_data(
            **kwargs,
            object=organisation,
            facts=facts_of(organisation),
            relatives=relatives_of(organisation),
            people=shown[:MOST_PEOPLE] if may_see_people(self.request.user) else [],
            has_more_people=len(shown) > MOST_PEOPLE,
            most_people=MOST_PEOPLE,
            spellings=typed_as(organisation),
            other_names=organisation.other_names.all(),
            steps=organisation.steps.filter(undone_at=None).select_related("by", "organisation")[:5],
            may_change=self.user_has_permission("change"),
            panels=sorted(panels, key=lambda panel: getattr(panel, "order", 100)),
        )


class OrganisationForm(forms.ModelForm):
    """What the team says of an organisation that no register holds."""

    kind = forms.ChoiceField(
        label=_("Kind"),
        choices=[(kind.value, kind.label) for kind in FREE_KINDS],
        initial=OrganisationKind.CHARITY,
    )

    class Meta:
        model = Organisation
        fields = ("kind", "name", "town")


class OrganisationAdd(generic.CreateView):
    """Names an organisation that no register holds."""

    page_title = _("New organisation")

    def get_form_class(self):
        """Kind, name and town."""
        return OrganisationForm

    def form_valid(self, form):
        """Make it, or lead to the one there is."""
        data = form.cleaned_data
        try:
            found, made = make_organisation(
                kind=data["kind"], name=data["name"], town=data["town"], user=self.request.user
            )
        except ValidationError as error:
            form.add_error(None, error)
            self.form = form
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        if made:
            messages.success(self.request, _("“%(name)s” has been added.") % {"name": found})
        else:
            messages.warning(self.request, _("We know “%(name)s” already. This is it.") % {"name": found})
        return redirect("organisations:inspect", found.pk)


class OrganisationEdit(generic.EditView):
    """Corrects an organisation that no register holds."""

    def get_form_class(self):
        """Kind, name and town."""
        return OrganisationForm

    def get(self, request, *args, **kwargs):
        """Ask, or say at once that a register is asked instead."""
        organisation = self.get_object()
        if organisation.is_official:
            messages.error(request, _("A register says what this is called. It is corrected there."))
            return redirect("organisations:inspect", organisation.pk)
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        """Save, or say why not."""
        self.form = form
        data = form.cleaned_data
        organisation = Organisation.objects.get(pk=self.object.pk)
        try:
            change_organisation(
                organisation=organisation,
                kind=data["kind"],
                name=data["name"],
                town=data["town"],
                user=self.request.user,
            )
        except ValidationError as error:
            form.add_error(None, error)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        messages.success(self.request, _("“%(name)s” has been saved.") % {"name": organisation})
        return redirect("organisations:inspect", organisation.pk)


class OrganisationDelete(generic.DeleteView):
    """Deletes an organisation that nobody belongs to; says why not when somebody does."""

    page_title = _("Delete organisation")

    def form_valid(self, form):
        """Delete, or say why not."""
        try:
            delete_organisation(organisation=self.object, user=self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect("organisations:inspect", self.object.pk)
        messages.success(self.request, _("“%(name)s” has been deleted.") % {"name": self.object})
        return redirect("organisations:index")
