"""Letters that carry a link, and what became of each. An uncertain one is shown, and not sent again."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from cms.core.paginators import CappedPaginator

from ..choices import LetterState
from ..models import Letter


class LetterFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=LetterState.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = Letter
        fields: tuple = ()


class LettersReport(ReportView):
    """Every letter, newest first."""

    model = Letter
    any_permission_required = ("view",)
    page_title = _("E-mails with a link")
    header_icon = "mail"
    index_url_name = "letters:index"
    index_results_url_name = "letters:results"
    filterset_class = LetterFilterSet
    paginator_class = CappedPaginator
    list_export = ()
    verbose_name_plural = _("e-mails")

    @cached_property
    def columns(self):
        """What the list shows of each letter."""
        return [
            TitleColumn(
                "person",
                label=_("To"),
                accessor=lambda letter: str(letter.download.person or _("(no longer known)")),
                get_url=lambda letter: (
                    letter.download.person_id and reverse("people:inspect", args=[letter.download.person_id])
                ),
            ),
            Column("guide", label=_("Guide"), accessor="download.resource.title"),
            StatusTagColumn(
                "state",
                label=_("State"),
                accessor="get_state_display",
                primary=lambda letter: letter.state == LetterState.SENT,
            ),
            Column("attempts", label=_("Attempts")),
            Column("problem", label=_("Problem")),
            DateColumn("created_at", label=_("Decided on")),
            DateColumn("changed_at", label=_("Last changed")),
        ]

    def get_base_queryset(self):
        """With whom each is for, newest first."""
        return Letter.objects.select_related("download__person", "download__resource").order_by(
            "-created_at", "-pk"
        )

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
