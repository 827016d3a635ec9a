"""The letters of this room, and what became of each. An uncertain one is shown, and not sent again."""

import django_filters
from django import forms
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from cms.core.choices import LetterState
from cms.core.paginators import CappedPaginator

from ..models import ConsentLetter


class ConsentLetterFilterSet(WagtailFilterSet):
    """What the list can be narrowed by."""

    state = django_filters.MultipleChoiceFilter(
        label=_("State"), choices=LetterState.choices, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ConsentLetter
        fields: tuple = ()


class ConsentLettersReport(ReportView):
    """Every letter, newest first. Whoever has not confirmed is nobody yet, so their address is not shown."""

    model = ConsentLetter
    any_permission_required = ("view",)
    page_title = _("E-mails about consent")
    header_icon = "mail"
    index_url_name = "consents:letters"
    index_results_url_name = "consents:letters_results"
    filterset_class = ConsentLetterFilterSet
    paginator_class = CappedPaginator
    list_export = ()

    @cached_property
    def columns(self):
        """What the list shows of each letter."""
        return [
            TitleColumn(
                "person",
                label=_("To"),
                accessor=lambda letter: str(letter.person or _("(not confirmed yet)")),
                get_url=lambda letter: (
                    letter.person_id and reverse("people:inspect", args=[letter.person_id])
                ),
            ),
            Column("kind", label=_("What"), accessor="get_kind_display"),
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
        return ConsentLetter.objects.select_related("person").order_by("-created_at", "-pk")

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
