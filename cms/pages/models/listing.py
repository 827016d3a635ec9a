"""Lists of pages that can be narrowed to one of the eight areas."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest

from cms.core.choices import Area
from cms.core.models import BasePage

from ..areas import area_links

PER_PAGE = 12


class AreaListing(BasePage):
    """An index of pages that carry areas: numbered pages, `?area=teaching` for one area."""

    listed_order: tuple[str, ...] = ("-first_published_at", "-pk")

    class Meta:
        abstract = True

    def listed(self) -> Any:
        """Return the public pages under this one, as their own type, in the order of the list."""
        raise NotImplementedError

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one numbered page of the list. An unknown area or page number shows what there is."""
        context = super().get_context(request, *args, **kwargs)
        href = self.get_url(request) or ""
        listed = self.listed().order_by(*self.listed_order)
        code = request.GET.get("area", "")
        if code in Area.values:
            listed = listed.filter(areas__contains=f",{code},")
            context["area"] = area_links([code])[0]
        numbered = Paginator(listed, PER_PAGE).get_page(request.GET.get("page"))
        context.update(
            numbered=numbered,
            listed=[page.card(request) for page in numbered],
            all_areas=area_links(Area.values, href),
            page_href=href,
        )
        return context
