"""What the screens with a chart and its table share: a period and a guide to choose, and the table to take
away.
"""

from datetime import date

from django import forms
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from cms.core.exports import table_response
from cms.core.widgets import DayInput

from ..models import Resource

FORMATS = ("csv", "xlsx")


class PeriodForm(forms.Form):
    """Which guide, and from which day to which, both included. One day twice is that day alone."""

    resource = forms.ModelChoiceField(
        label=_("Guide"),
        queryset=Resource.objects.order_by("title"),
        required=False,
        empty_label=_("All guides"),
    )
    day_from = forms.DateField(label=_("From, such as 30/06/2017"), required=False, widget=DayInput)
    day_to = forms.DateField(label=_("To, this day included"), required=False, widget=DayInput)

    def clean(self):
        """A period runs forward."""
        cleaned = super().clean()
        first, last = cleaned.get("day_from"), cleaned.get("day_to")
        if first and last and first > last:
            self.add_error(
                "day_to", _("This day lies before the first one. Choose the same day or a later one.")
            )
        return cleaned


class FiguresScreen(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A screen of figures for a guide and a period. Figures name nobody."""

    model = Resource
    any_permission_required = ("view",)
    export_name = ""

    @cached_property
    def form(self) -> PeriodForm:
        """The form as sent in the address; an empty one stands for everything."""
        return PeriodForm(self.request.GET)

    @cached_property
    def chosen(self) -> dict | None:
        """Guide, first and last day; None when the form cannot be read."""
        if not self.form.is_valid():
            return None
        data = self.form.cleaned_data
        return {"resource": data["resource"], "first": data["day_from"], "last": data["day_to"]}

    @property
    def filters(self) -> dict[str, object]:
        """The same choice in the words of the downloads report's filters."""
        chosen = self.chosen or {}
        pairs = {
            "resource": chosen.get("resource") and chosen["resource"].pk,
            "day_from": chosen.get("first"),
            "day_to": chosen.get("last"),
        }
        return {key: value for key, value in pairs.items() if value}

    def period_in_words(self) -> str:
        """What the figures are of, for the caption."""
        chosen = self.chosen or {}
        guide = chosen["resource"].title if chosen.get("resource") else _now("all guides")
        first, last = chosen.get("first"), chosen.get("last")

        def words(day: date) -> str:
            return f"{day.day} {day:%B %Y}"

        if first and first == last:
            return _now("%(guide)s, %(day)s") % {"guide": guide, "day": words(first)}
        if first and last:
            return _now("%(guide)s, %(first)s to %(last)s") % {
                "guide": guide,
                "first": words(first),
                "last": words(last),
            }
        if first:
            return _now("%(guide)s, since %(first)s") % {"guide": guide, "first": words(first)}
        if last:
            return _now("%(guide)s, up to %(last)s") % {"guide": guide, "last": words(last)}
        return guide

    def table(self) -> tuple[list, list]:
        """The heading and the rows that are exported."""
        raise NotImplementedError

    def get(self, request, *args, **kwargs):
        """The screen, or its table as a file."""
        format = request.GET.get("export")  # noqa: A001 - the word of the query
        if format in FORMATS and self.chosen is not None:
            header, rows = self.table()
            return table_response(format, rows, header, self.export_name)
        return super().get(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        """Home, then this."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.get_page_title()}]

    @cached_property
    def header_more_buttons(self):
        """The table as a file, for the period that is shown."""
        buttons = []
        for format, label in (("xlsx", _("Download XLSX")), ("csv", _("Download CSV"))):  # noqa: A001 - the word of the query
            query = self.request.GET.copy()
            query["export"] = format
            buttons.append(Button(label, url=f"?{query.urlencode()}", icon_name="download", priority=90))
        return buttons

    def get_context_data(self, **kwargs):
        """The form and what it stands for."""
        return super().get_context_data(
            **kwargs, form=self.form, media=self.form.media, chosen=self.chosen, period=self.period_in_words()
        )
