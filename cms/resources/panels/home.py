"""What the suite shows on the home dashboard."""

from calendar import monthrange
from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component

from cms.core.charts import Line, line_chart

from ..admin_views.guides import rows_url, weeks_drawn
from ..admin_views.reads import by_month, week_in_brief
from ..permissions import may_see_rows
from ..rules import london_day

WEEK = timedelta(days=7)


def _whole_month(first_day: date) -> dict[str, date]:
    """The filters for a month, from its first day to its last."""
    last_day = monthrange(first_day.year, first_day.month)[1]
    return {"day_from": first_day, "day_to": first_day.replace(day=last_day)}


class WeekPanel(Component):
    """What happened this week, and how it stands in the year. From tallies: it costs the same at any size."""

    name = "this_week"
    order = 50
    template_name = "resources/admin/week_panel.html"

    def get_context_data(self, parent_context):
        """The week, its guides and regions, and the months with their chart."""
        request = parent_context["request"]
        today = london_day(timezone.now())
        week = week_in_brief(today)
        months = by_month(today)
        sees_rows = may_see_rows(request.user)
        since = {"day_from": week.monday}
        before = {"day_from": week.monday - WEEK, "day_to": week.today - WEEK}
        return {
            "week": week,
            "guides": [
                {
                    "row": row,
                    "drawn": weeks_drawn(row),
                    "url": rows_url(resource=row.resource.pk, **since) if sees_rows else "",
                    "last_week_url": rows_url(resource=row.resource.pk, **before) if sees_rows else "",
                }
                for row in week.guides
            ],
            "regions": [
                {
                    "name": name or (_("Outside England") if code else _("Not known")),
                    "number": number,
                    "url": rows_url(region=code or "unknown", **since) if sees_rows else "",
                }
                for code, name, number in week.regions
            ],
            "months": [
                {"row": month, "url": rows_url(**_whole_month(month.first_day)) if sees_rows else ""}
                for month in months
            ],
            "chart": line_chart(
                days=[month.first_day for month in months],
                lines=[
                    Line(str(_("downloads")), [month.downloads for month in months]),
                    Line(
                        str(_("three-month average")), [month.moving_average for month in months], dashed=True
                    ),
                ],
            )
            if any(month.downloads for month in months)
            else "",
            "rows_url": rows_url(**since) if sees_rows else "",
            "last_week_url": rows_url(**before) if sees_rows else "",
            "new_url": rows_url(first_ever="true", **since) if sees_rows else "",
            "excluded_url": f"{reverse('downloads:index')}?outcome=repeat&outcome=robot&outcome=staff"
            f"&day_from={week.monday}"
            if sees_rows
            else "",
        }
