"""The list of guides with what they are taken, and one guide with its editions and files."""

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.ui.tables import Column, DateColumn, NumberColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import policy_registry

from cms.core.charts import sparkline
from cms.core.exports import SafeExportMixin

from ..choices import Status
from ..models import Edition
from ..permissions import may_see_rows
from ..rules import london_day
from .reads import ResourceRow, resource_rows


def rows_url(**filters) -> str:
    """The address of the downloads behind a figure: counted ones, narrowed by the report's own filters."""
    from urllib.parse import urlencode

    return f"{reverse('downloads:index')}?{urlencode({'outcome': 'counted', **filters})}"


def weeks_drawn(row: ResourceRow) -> str:
    """The sparkline of a guide, with its text: how many in the last week, and the most in one week."""
    weeks = row.sparkline
    text = ngettext(
        "%(last)s download this week; the most in one week was %(most)s",
        "%(last)s downloads this week; the most in one week was %(most)s",
        weeks[-1] if weeks else 0,
    ) % {"last": weeks[-1] if weeks else 0, "most": max(weeks, default=0)}
    return sparkline(weeks, text=text)


class FigureColumn(NumberColumn):
    """A number that leads to the rows it was counted from, for those who may see rows."""

    def __init__(self, name, *, filters, **kwargs):
        super().__init__(name, **kwargs)
        self.filters = filters

    def get_cell_context_data(self, instance, parent_context):
        """Put the link around the number."""
        context = super().get_cell_context_data(instance, parent_context)
        if may_see_rows(parent_context["request"].user):
            context["value"] = format_html(
                '<a href="{}">{}</a>',
                rows_url(resource=instance.pk, **self.filters(instance)),
                context["value"],
            )
        return context


class GuidesIndex(SafeExportMixin, generic.IndexView):
    """All guides with downloads this week, this month and since launch, and the last weeks drawn small."""

    page_title = _("Guides")
    any_permission_required = ("view",)
    results_template_name = "resources/admin/guides_results.html"
    list_export = ("title", "slug", "launched_on", "this_week", "this_month", "since_launch")
    export_headings = {  # noqa: RUF012 - Wagtail reads a plain dictionary from the class
        "title": _("Guide"),
        "slug": _("Slug"),
        "launched_on": _("Launched on"),
        "this_week": _("Downloads this week"),
        "this_month": _("Downloads this month"),
        "since_launch": _("Downloads since launch"),
    }

    def get_filename(self) -> str:
        """The name of the file, before its day."""
        return _now("guides")

    @cached_property
    def figures(self) -> dict[int, ResourceRow]:
        """What each guide is taken, by its key."""
        return {row.resource.pk: row for row in resource_rows(london_day(timezone.now()))}

    @cached_property
    def columns(self):
        """What the list shows of each guide."""
        figures = self.figures

        def figure(name):
            return lambda resource: getattr(figures[resource.pk], name)

        def since(name):
            return lambda resource: {"day_from": getattr(figures[resource.pk], name)}

        return [
            self._get_title_column_class(TitleColumn)(
                "title", label=_("Guide"), sort_key="title", get_url=self.get_inspect_url
            ),
            FigureColumn(
                "week", label=_("This week"), accessor=figure("this_week"), filters=since("week_began")
            ),
            FigureColumn(
                "month", label=_("This month"), accessor=figure("this_month"), filters=since("month_began")
            ),
            FigureColumn(
                "all", label=_("Since launch"), accessor=figure("since_launch"), filters=lambda _r: {}
            ),
            Column(
                "weeks", label=_("Week by week"), accessor=lambda resource: weeks_drawn(figures[resource.pk])
            ),
            DateColumn("launched_on", label=_("Launched on"), sort_key="launched_on"),
        ]

    def to_row_dict(self, item):
        """A guide's cells, figures included."""
        row = self.figures[item.pk]
        item.this_week, item.this_month, item.since_launch = row.this_week, row.this_month, row.since_launch
        return super().to_row_dict(item)


class GuideView(generic.InspectView):
    """One guide: its figures, its page, its editions and their files."""

    any_permission_required = ("view",)
    template_name = "resources/admin/guide.html"
    page_title = _("Guide")

    def get_breadcrumbs_items(self):
        """Guides, then this guide."""
        items = super().get_breadcrumbs_items()
        return [*items[:2], {"url": "", "label": self.get_page_subtitle()}]

    @cached_property
    def header_buttons(self):
        """The one thing most often wanted here."""
        if not policy_registry.get_by_type(Edition).user_has_permission(self.request.user, "add"):
            return []
        url = f"{reverse('editions:add')}?resource={self.object.pk}"
        return [HeaderButton(_("Add an edition"), url=url, icon_name="plus")]

    def ways_to_rows(self, row: ResourceRow) -> dict[str, str]:
        """From each figure to the downloads it was counted from, for those who may see them."""
        if not may_see_rows(self.request.user):
            return {}
        guide = {"resource": self.object.pk}
        return {
            "rows_url": rows_url(**guide),
            "week_url": rows_url(**guide, day_from=row.week_began),
            "month_url": rows_url(**guide, day_from=row.month_began),
        }

    def get_context_data(self, **kwargs):
        """The figures, and editions newest first with files and whether they can be taken."""
        editions = Edition.objects.filter(resource=self.object).prefetch_related(Prefetch("files"))
        user = self.request.user
        row = next(
            row for row in resource_rows(london_day(timezone.now())) if row.resource.pk == self.object.pk
        )
        return super().get_context_data(
            **kwargs,
            object=self.object,
            row=row,
            weeks=weeks_drawn(row),
            **self.ways_to_rows(row),
            current=[edition for edition in editions if edition.status == Status.CURRENT],
            superseded=[edition for edition in editions if edition.status != Status.CURRENT],
            pages=[
                page
                for page in self.object.pages.select_related("locale")
                if page.permissions_for_user(user).can_edit()
            ],
            may_change=policy_registry.get_by_type(Edition).user_has_permission(user, "change"),
            may_take=user.has_perm("resources.view_file"),
        )
