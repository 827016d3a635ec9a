"""The ledger as a list: every act, newest first, narrowed, and taken away by those who may."""

import django_filters
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from cms.accounts.services import record_export
from cms.core.exports import SafeExportMixin
from cms.core.paginators import CappedPaginator
from cms.core.widgets import DayRangeInput
from cms.people.permissions import may_export_people

from ..choices import Act, Proof, Purpose
from ..models import ConsentEvent


class LedgerFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    purpose = django_filters.ChoiceFilter(
        label=_("Purpose"), choices=Purpose.choices, empty_label=_("All purposes")
    )
    act = django_filters.ChoiceFilter(label=_("What they did"), choices=Act.choices, empty_label=_("All"))
    proof = django_filters.ChoiceFilter(
        label=_("Proof"), choices=[choice for choice in Proof.choices if choice[0]], empty_label=_("All")
    )
    at = django_filters.DateFromToRangeFilter(label=_("When"), widget=DayRangeInput)

    class Meta:
        model = ConsentEvent
        fields: tuple = ()


class LedgerReport(SafeExportMixin, ReportView):
    """Who said yes and no, to which words, where and when. Rows are added and never changed."""

    model = ConsentEvent
    any_permission_required = ("view",)
    page_title = _("Consents")
    header_icon = "mail"
    index_url_name = "consents:index"
    index_results_url_name = "consents:results"
    filterset_class = LedgerFilterSet
    paginator_class = CappedPaginator
    export_headings = {  # noqa: RUF012 - Wagtail reads a plain dictionary from the class
        "person": _("Person"),
        "email": _("E-mail address"),
        "get_purpose_display": _("Purpose"),
        "subject": _("About"),
        "get_act_display": _("What they did"),
        "at": _("When"),
        "asked_at": _("First said"),
        "source": _("Where"),
        "wording": _("Words shown"),
        "get_proof_display": _("Proof"),
        "note": _("How we know"),
    }
    list_export = tuple(export_headings)

    def may_export(self) -> bool:
        """People leave the site only with those who answer for it."""
        return may_export_people(self.request.user)

    @cached_property
    def columns(self):
        """What the list shows of each act."""
        return [
            TitleColumn(
                "person",
                label=_("Person"),
                accessor=lambda event: str(event.person or _("(no longer known)")),
                get_url=lambda event: event.person_id and reverse("people:inspect", args=[event.person_id]),
            ),
            Column("purpose", label=_("Purpose"), accessor="get_purpose_display"),
            StatusTagColumn(
                "act",
                label=_("What they did"),
                accessor="get_act_display",
                primary=lambda event: event.act == Act.GIVEN,
            ),
            DateColumn("at", label=_("When")),
            Column("source", label=_("Where")),
            Column("wording", label=_("Words shown")),
            Column("proof", label=_("Proof"), accessor="get_proof_display"),
        ]

    def get_base_queryset(self):
        """With whom and with which words, newest first."""
        return ConsentEvent.objects.select_related("person", "wording").order_by("-at", "-pk")

    def order_queryset(self, queryset):
        """Newest first, always."""
        return queryset

    def get_filtered_queryset(self):
        """`get_queryset` has filtered already."""
        return self.get_queryset()

    def filter_queryset(self, queryset):
        """Nothing when a filter cannot be read."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def to_row_dict(self, item):
        """One act's cells."""
        item.email = item.person.email if item.person else ""
        return super().to_row_dict(item)

    def as_spreadsheet(self, queryset, spreadsheet_format: str):
        """Send the list, and write down that it was taken."""
        filters = {key: value for key, value in self.request.GET.items() if key != "q"}
        record_export(user=self.request.user, what="consents", filters=filters, now=timezone.now())
        return super().as_spreadsheet(queryset, spreadsheet_format)
