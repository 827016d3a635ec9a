"""Where they heard: a chart, its table, and the words people typed."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.core.charts import bar_chart

from ..permissions import may_see_rows, may_sort
from .figures import FiguresScreen
from .guides import rows_url
from .reads import heard_by_source, weighted_words


class HeardReport(FiguresScreen):
    """Shares by source, of a guide and a period, down to one day."""

    page_title = _("Where they heard")
    header_icon = "comment"
    template_name = "resources/admin/heard.html"
    export_name = "where-they-heard"

    @cached_property
    def lines(self) -> tuple[list[dict], int]:
        """One line for each source, the unsorted and the unknown too: nothing is dropped."""
        if self.chosen is None:
            return [], 0
        found, total = heard_by_source(**self.chosen)
        names = {"unsorted": _now("Only their own words, not sorted yet"), "unknown": _now("Not known")}
        sees_rows = may_see_rows(self.request.user)
        return [
            {
                "name": line.name or names[line.key],
                "downloads": line.downloads,
                "share": line.share,
                "percent": f"{100 * line.share:.1f}",
                "url": rows_url(source=line.key, **self.filters) if sees_rows else "",
            }
            for line in found
        ], total

    def table(self):
        """Source, downloads and share."""
        lines, _total = self.lines
        header = [_now("Where they heard"), _now("Downloads"), _now("Share in per cent")]
        return header, [[line["name"], line["downloads"], round(100 * line["share"], 1)] for line in lines]

    def get_context_data(self, **kwargs):
        """Chart, table and words."""
        lines, total = self.lines
        sorts = may_sort(self.request.user)
        return super().get_context_data(
            **kwargs,
            lines=lines,
            total=total,
            rows_url=rows_url(**self.filters) if may_see_rows(self.request.user) else "",
            chart=bar_chart(
                labels=[line["name"] for line in lines], values=[line["downloads"] for line in lines]
            ),
            # What people typed can name somebody, so it is for those who sort it or see single downloads.
            words=weighted_words(**self.chosen)
            if self.chosen and (sorts or may_see_rows(self.request.user))
            else [],
            may_sort=sorts,
        )
