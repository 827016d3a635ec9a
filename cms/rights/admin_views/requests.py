"""What people asked about their data: the list."""

import django_filters
from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.admin.widgets.button import HeaderButton

from cms.accounts.services import record_export
from cms.core.exports import SafeExportMixin
from cms.core.paginators import CappedPaginator

from ..choices import Kind, State
from ..models import RightsRequest
from ..permissions import may_answer
from ..rules import CLOSED
from ..services.requests import london_day


class AnswersOnly:
    """For those who answer people about their data."""

    def dispatch(self, request, *args, **kwargs):
        """Refuse everybody else."""
        if not may_answer(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class RequestFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    kind = django_filters.MultipleChoiceFilter(
        label=_("What they ask"), choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )
    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=State.choices, widget=forms.CheckboxSelectMultiple
    )
    due = django_filters.ChoiceFilter(
        label=_("Answer by"), choices=[("overdue", _("overdue"))], method="by_due", empty_label=_("any day")
    )

    class Meta:
        model = RightsRequest
        fields: tuple = ()

    def by_due(self, queryset, _name, value):
        """What should have been answered."""
        if value != "overdue":
            return queryset
        return queryset.filter(closed_at=None, due_on__lt=london_day(timezone.now()))


class RequestsReport(AnswersOnly, SafeExportMixin, ReportView):
    """Every request, those that run out first at the top."""

    model = RightsRequest
    any_permission_required = ("view",)
    page_title = _("Requests about data")
    header_icon = "key"
    index_url_name = "rights_admin:requests"
    index_results_url_name = "rights_admin:requests_results"
    filterset_class = RequestFilterSet
    paginator_class = CappedPaginator
    results_template_name = "rights/admin/requests_results.html"
    verbose_name_plural = _("requests")
    # Who asked is no part of the table: it is taken away to show that we were in time.
    list_export = (
        "pk",
        "get_kind_display",
        "get_state_display",
        "get_channel_display",
        "received_at",
        "acknowledged_at",
        "confirmed_at",
        "due_on",
        "is_extended",
        "closed_at",
    )
    export_headings = {  # noqa: RUF012 - Wagtail reads a plain dictionary from the class
        "pk": _("Number"),
        "get_kind_display": _("What they ask"),
        "get_state_display": _("State"),
        "get_channel_display": _("Came by"),
        "received_at": _("Received"),
        "acknowledged_at": _("Acknowledged"),
        "confirmed_at": _("Identity confirmed"),
        "due_on": _("Answer by"),
        "is_extended": _("Extended by two months"),
        "closed_at": _("Closed"),
    }

    @cached_property
    def today(self):
        """The day in London."""
        return london_day(timezone.now())

    @cached_property
    def columns(self):
        """What the list shows of each request."""
        return [
            TitleColumn(
                "kind",
                label=_("Request"),
                accessor=str,
                get_url=lambda one: reverse("rights_admin:request", args=[one.pk]),
            ),
            Column("email", label=_("From"), accessor=lambda one: one.email or _now("(erased)")),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda one: one.state in CLOSED,
            ),
            Column("due_on", label=_("Answer by"), accessor=self.due_in_words),
            DateColumn("received_at", label=_("Received")),
            DateColumn("closed_at", label=_("Closed")),
        ]

    def due_in_words(self, one: RightsRequest) -> str:
        """The day, and whether it is over; or why no clock runs."""
        return due_in_words(one, self.today)

    @cached_property
    def header_buttons(self):
        """To write down what came by another way, and to the other screens of this room."""
        return [
            HeaderButton(
                _("Write down a request"),
                url=reverse("rights_admin:take"),
                icon_name="plus",
                classname="w-header-button",
            ),
            HeaderButton(_("What we keep"), url=reverse("rights_admin:register"), icon_name="list-ul"),
            HeaderButton(
                _("People whose time is up"), url=reverse("rights_admin:farewells"), icon_name="time"
            ),
            HeaderButton(_("Erasures"), url=reverse("rights_admin:erasures"), icon_name="bin"),
        ]

    def get_base_queryset(self):
        """Open ones first, the most urgent at the top."""
        return RightsRequest.objects.order_by(
            F("closed_at").desc(nulls_first=True), F("due_on").asc(nulls_last=True), "-received_at", "-pk"
        )

    def order_queryset(self, queryset):
        """In that order, always."""
        return queryset

    def get_filtered_queryset(self):
        """`get_queryset` has filtered already."""
        return self.get_queryset()

    def filter_queryset(self, queryset):
        """Nothing when a filter cannot be read."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def get_filename(self) -> str:
        """The name of the file, before its day."""
        return _now("requests-about-data")

    def as_spreadsheet(self, queryset, spreadsheet_format: str):
        """Send the list, and write down that it was taken."""
        record_export(
            user=self.request.user,
            what="rights requests",
            filters=self.request.GET.dict(),
            now=timezone.now(),
        )
        return super().as_spreadsheet(queryset, spreadsheet_format)


def due_in_words(one: RightsRequest, today) -> str:
    """Until when a request is answered, in words for staff."""
    if one.closed_at is not None:
        return ""
    if one.due_on is None:
        return _now("no clock yet: we do not know who asked")
    day = date_format(one.due_on, "j F Y")
    return _now("%(day)s: overdue") % {"day": day} if one.due_on < today else day
