"""Reach: where downloads come from, on a map of dots and in tables."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.core.charts import Dot, Inset, dot_map
from cms.places.data import tables

from ..permissions import may_see_rows
from .figures import FiguresScreen
from .guides import rows_url
from .reads import Reach, Spot, reach


class ReachReport(FiguresScreen):
    """A dot for each postcode district, and the numbers by region, authority and country."""

    page_title = _("Reach")
    header_icon = "site"
    template_name = "resources/admin/reach.html"
    export_name = "reach"

    @cached_property
    def reach(self) -> Reach | None:
        """What the form asks for; None when it cannot be read."""
        return reach(**self.chosen) if self.chosen is not None else None

    @cached_property
    def names(self) -> dict[str, str]:
        """What is said where there is no name."""
        return {"": _now("Not known"), "elsewhere": _now("Outside England")}

    def spots(self, spots: list[Spot], filter_name: str) -> list[dict]:
        """Lines of one table, with the way to their rows."""
        sees_rows = may_see_rows(self.request.user)
        return [
            {
                "name": spot.name or self.names.get(spot.code, spot.code),
                "downloads": spot.downloads,
                "percent": f"{100 * spot.share:.1f}",
                "url": rows_url(**{filter_name: spot.code or "unknown"}, **self.filters) if sees_rows else "",
            }
            for spot in spots
        ]

    def map(self):
        """The dots: every district faint, those with downloads in proportion."""
        counted = self.reach.districts if self.reach else {}
        return dot_map(
            [
                Dot(row.latitude, row.longitude, counted.get(outcode, 0), outcode)
                for outcode, row in tables().outcodes.items()
                if row.latitude is not None
            ],
            inset=Inset(_now("London, larger"), south=51.28, north=51.70, west=-0.52, east=0.34),
        )

    def ways_to_rows(self) -> dict[str, str]:
        """Where the rows behind each number at the top are."""
        return {
            "total": rows_url(**self.filters),
            "people": rows_url(people="once", **self.filters),
            "placed": rows_url(mapped="known", **self.filters),
            "unplaced": rows_url(mapped="unknown", **self.filters),
        }

    def table(self):
        """All tables in one, each line saying which it is of."""
        found = self.reach
        header = [_now("By"), _now("Place"), _now("Downloads"), _now("Share in per cent")]
        rows = []
        for kind, spots in (
            (_now("Region"), found.regions),
            (_now("Local authority (approximate)"), found.authorities),
            (_now("Country"), found.countries),
        ):
            rows += [
                [
                    kind,
                    spot.name or self.names.get(spot.code, spot.code),
                    spot.downloads,
                    round(100 * spot.share, 1),
                ]
                for spot in spots
            ]
        return header, rows

    def get_context_data(self, **kwargs):
        """Map and tables."""
        found = self.reach
        context = super().get_context_data(**kwargs, reach=found)
        if found:
            context["map"] = self.map()
            context["urls"] = self.ways_to_rows() if may_see_rows(self.request.user) else {}
            context["tables"] = [
                {
                    "caption": _now("By region"),
                    "head": _now("Region"),
                    "lines": self.spots(found.regions, "region"),
                },
                {
                    "caption": _now("By country"),
                    "head": _now("Country"),
                    "lines": self.spots(found.countries, "country"),
                },
                {
                    "caption": _now("By local authority, approximate"),
                    "head": _now("Local authority"),
                    "lines": self.spots(found.authorities, "authority"),
                },
            ]
            context["placed"] = sum(found.districts.values())
            context["unplaced"] = found.total - context["placed"]
        return context
