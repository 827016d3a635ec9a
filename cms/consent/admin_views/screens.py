"""What the screens of this room share: who may, and where one is."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin


class Screen(WagtailAdminTemplateMixin):
    """A screen for those whom `may` lets in. `trail` are the screens before it: address and words."""

    may: Callable | None = None
    header_icon = "mail"

    def dispatch(self, request, *args, **kwargs):
        """Refuse everybody else."""
        if not type(self).may(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def trail(self) -> list[tuple[str, str]]:
        """The screens before this one."""
        return []

    def get_breadcrumbs_items(self):
        """Those, then this one."""
        before = [{"url": url, "label": words} for url, words in self.trail()]
        return [*self.breadcrumbs_items, *before, {"url": "", "label": self.get_page_title()}]
