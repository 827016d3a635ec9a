"""Schools reached: of how many, by region, authority, trust and month; and one by one within a trust."""

from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Max, Min, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.ui.tables import DateColumn, NumberColumn
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button

from cms.accounts.services import record_export
from cms.core.charts import Line, bar_chart, line_chart
from cms.core.exports import table_response
from cms.core.measures import Figures
from cms.core.widgets import DayInput
from cms.people.permissions import may_export_people, may_see_people
from cms.people.views.organisations import MoreColumns
from cms.places.choices import Region
from cms.places.models import LocalAuthority, School, SchoolGroup

from ..models import Download
from ..reports import SchoolLine, lines_of, schools
from .figures import FORMATS, FiguresScreen

MOST_BARS = 20


class SchoolsForm(forms.Form):
    """By what, and from which day to which, both included."""

    by = forms.ChoiceField(
        label=_("By"),
        required=False,
        choices=[
            ("region", _("Region")),
            ("authority", _("Local authority")),
            ("trust", _("Trust")),
            ("month", _("Month")),
        ],
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


class SchoolsReached(FiguresScreen):
    """How many different schools know us, of how many."""

    page_title = _("Schools reached")
    header_icon = "home"
    template_name = "resources/admin/schools_reached.html"
    export_name = "schools-reached"

    @cached_property
    def form(self) -> SchoolsForm:
        """The form as sent in the address; an empty one stands for regions and all days."""
        return SchoolsForm(self.request.GET)

    @cached_property
    def chosen(self) -> dict | None:
        """By what, first and last day; None when the form cannot be read."""
        if not self.form.is_valid():
            return None
        data = self.form.cleaned_data
        return {"by": data["by"] or "region", "first": data["day_from"], "last": data["day_to"]}

    @cached_property
    def figures(self) -> Figures | None:
        """What the form asks for."""
        return schools(**self.chosen) if self.chosen is not None else None

    def heading(self) -> str:
        """What the rows are of."""
        return str(dict(self.form.fields["by"].choices)[self.chosen["by"]])

    def lines(self) -> list[dict]:
        """The rows with a name for everything, their share, and the way to the schools themselves."""
        by = self.chosen["by"]
        codes = self.codes() if may_see_people(self.request.user) else {}
        unknown = {"region": _now("Not known"), "authority": _now("Not known"), "trust": _now("No trust")}
        lines = []
        for row in self.figures.rows:
            name = row[by] or unknown[by]
            if by == "trust" and name == "No trust":
                name = unknown[by]
            code = codes.get(row[by])
            url = ""
            if code and by == "authority":
                url = reverse("schools_reached:of", args=[by, code])
            elif code:
                url = f"{reverse('organisations:index')}?kind=school&{by}={code}"
            lines.append(
                {
                    "name": name,
                    "schools": row["schools"],
                    "of": row.get("of"),
                    "first_time": row.get("first_time"),
                    "percent": f"{100 * row['schools'] / row['of']:.1f}" if row.get("of") else "",
                    "url": url,
                }
            )
        return lines

    def codes(self) -> dict[str, str]:
        """The filter of the list of organisations for a name."""
        if self.chosen["by"] == "authority":
            return dict(LocalAuthority.objects.values_list("name", "code"))
        if self.chosen["by"] == "region":
            return {str(label): code for code, label in Region.choices}
        return {}

    def chart(self, lines: list[dict]):
        """Schools over time, or the rows with most."""
        if self.chosen["by"] == "month":
            return line_chart(
                days=[date.fromisoformat(f"{line['name']}-01") for line in lines],
                lines=[
                    Line(_now("schools"), [line["schools"] for line in lines]),
                    Line(_now("for the first time"), [line["first_time"] for line in lines], dashed=True),
                ],
            )
        shown = [line for line in lines if line["schools"]][:MOST_BARS]
        return bar_chart(labels=[line["name"] for line in shown], values=[line["schools"] for line in shown])

    def table(self):
        """The rows as they are shown."""
        if self.chosen["by"] == "month":
            header = [_now("Month"), _now("Schools"), _now("For the first time")]
            return header, [[line["name"], line["schools"], line["first_time"]] for line in self.lines()]
        header = [self.heading(), _now("Schools"), _now("Open schools"), _now("Share in per cent")]
        return header, [
            [line["name"], line["schools"], line["of"], float(line["percent"]) if line["percent"] else ""]
            for line in self.lines()
        ]

    def get_context_data(self, **kwargs):
        """Figures, chart and table."""
        context = super().get_context_data(**kwargs, figures=self.figures)
        if self.figures:
            lines = self.lines()
            total = self.figures.total
            context |= {
                "lines": lines,
                "chart": self.chart(lines),
                "head": self.heading(),
                "by_month": self.chosen["by"] == "month",
                "most": MOST_BARS,
                "percent": f"{100 * total['schools'] / total['of']:.1f}" if total["of"] else "",
                "unknown": self.figures.more["unknown"],
            }
        return context


class SchoolsOf(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """The open schools of one trust or authority, one by one: who knows us, and what was taken there."""

    model = Download
    any_permission_required = ("view",)
    template_name = "resources/admin/schools_of.html"
    page_title = _("Schools of")
    header_icon = "home"

    @cached_property
    def circle(self) -> tuple[str, dict]:
        """The name of the trust or authority, and the filter of its schools."""
        kind, key = self.kwargs["kind"], self.kwargs["key"]
        if kind == "trust" and key.isascii() and key.isdecimal() and len(key) < 10:
            trust = SchoolGroup.objects.filter(pk=key).first()
            if trust:
                return trust.name, {"trust": trust}
        if kind == "authority":
            authority = LocalAuthority.objects.filter(pk=key).first()
            if authority:
                return authority.name, {"authority": authority.code}
        raise Http404

    @cached_property
    def lines(self) -> list[SchoolLine]:
        """Its open schools."""
        return lines_of(School.objects.filter(**self.circle[1]))

    def get_page_subtitle(self):
        """The name of the trust or authority."""
        return self.circle[0]

    def get_breadcrumbs_items(self):
        """Schools reached, then this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("schools_reached:index"), "label": _now("Schools reached")},
            {"url": "", "label": self.circle[0]},
        ]

    @cached_property
    def header_more_buttons(self):
        """The table as a file, for those who may take it away."""
        if not may_export_people(self.request.user):
            return []
        return [
            Button(label, url=f"?export={format}", icon_name="download", priority=90)
            for format, label in (("xlsx", _("Download XLSX")), ("csv", _("Download CSV")))  # noqa: A001 - the word of the query
        ]

    def get(self, request, *args, **kwargs):
        """The screen, or its table as a file: a school with one person tells of that person."""
        format = request.GET.get("export")  # noqa: A001 - the word of the query
        if format in FORMATS:
            if not may_export_people(request.user):
                raise PermissionDenied
            record_export(user=request.user, what="schools", filters=dict(self.kwargs), now=timezone.now())
            header = [
                _now("School"),
                _now("URN"),
                _now("Town"),
                _now("Phase"),
                _now("Knows us"),
                _now("People"),
                _now("Downloads"),
                _now("First download"),
                _now("Last download"),
            ]
            rows = (
                [
                    line.school.name,
                    line.school.pk,
                    line.school.town,
                    str(line.school.get_phase_display()),
                    _now("yes") if line.knows_us else _now("no"),
                    line.people,
                    line.downloads,
                    line.first,
                    line.last,
                ]
                for line in self.lines
            )
            return table_response(format, rows, header, "schools")
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """Each school, and how many of them know us."""
        known = sum(line.knows_us for line in self.lines)
        return super().get_context_data(
            **kwargs,
            lines=self.lines,
            known=known,
            of=len(self.lines),
            name=self.circle[0],
            chart=bar_chart(
                labels=[_now("Know us"), _now("Not yet")], values=[known, len(self.lines) - known]
            )
            if self.lines
            else "",
        )


def organisation_columns() -> MoreColumns:
    """What the list of organisations shows of downloads: how many count, the first and the last."""

    def annotate(organisations):
        taken = Download.objects.counted().filter(person__organisation=OuterRef("pk")).order_by()
        taken = taken.values("person__organisation")
        return organisations.annotate(
            counted_downloads=Coalesce(Subquery(taken.annotate(number=Count("pk")).values("number")), 0),
            first_download=Subquery(taken.annotate(day=Min("day")).values("day")),
            last_download=Subquery(taken.annotate(day=Max("day")).values("day")),
        )

    return MoreColumns(
        annotate=annotate,
        columns=(
            NumberColumn("counted_downloads", label=_("Downloads")),
            DateColumn("first_download", label=_("First download")),
            DateColumn("last_download", label=_("Last download")),
        ),
        export={
            "counted_downloads": _("Counted downloads"),
            "first_download": _("First download"),
            "last_download": _("Last download"),
        },
    )
