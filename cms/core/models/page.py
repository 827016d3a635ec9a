"""What every page shares."""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest, HttpResponseBase
from django.utils.html import strip_tags
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, PageViewRestriction
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from theme import share

from ..page_cache import keep
from ..querysets import private_paths


@cache
def _no_rules() -> models.QuerySet:
    """Return no privacy rules, read once: even nothing costs a query put together."""
    rules = PageViewRestriction.objects.none()
    len(rules)
    return rules


@dataclass(frozen=True)
class Card:
    """A page told in a few words, for a list of pages of any type."""

    title: str
    text: str = ""
    href: str = ""
    meta: str = ""
    kind: str = ""
    cover: str = ""
    areas: list[str] = field(default_factory=list)


class BasePage(Page):
    """What every page of the site has: a summary for cards, search results and shared links."""

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_("One or two plain sentences. Shown on cards, in search results and when shared."),
    )
    share_image = models.ForeignKey(
        "wagtailimages.Image",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("share picture"),
        help_text=_("Shown when somebody shares the page. Without one, a cover is drawn from the title."),
    )

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("summary")]
    promote_panels: ClassVar = [
        *Page.promote_panels,
        MultiFieldPanel([FieldPanel("share_image")], heading=_("When shared")),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.AutocompleteField("summary"),
    ]
    override_translatable_fields: ClassVar = [SynchronizedField("slug")]
    show_in_menus_default = True
    first_in_search: ClassVar[bool] = False
    """Whether pages of this type come before others whose title has the words somebody looks for."""

    class Meta:
        abstract = True

    def description(self) -> str:
        """Return the words for search engines and shared links, at most 300 characters."""
        return self.search_description or self.summary or Truncator(strip_tags(self.lead_text())).chars(300)

    def lead_text(self) -> str:
        """Return the first words of the page, where it has any; page types say which."""
        return ""

    def kind(self) -> str:
        """Return what sort of page this is, in the reader's words."""
        return capfirst(str(self._meta.verbose_name))

    def card(self, request: HttpRequest | None = None) -> Card:
        """Return the page as a card. Costs no query beyond the page itself."""
        return Card(
            title=self.title,
            text=self.summary or self.search_description,
            href=self.get_url(request) or "",
            kind=self.kind(),
        )

    def share_picture(self) -> str:
        """Return the address of the picture chosen for shared links, or nothing."""
        if self.share_image_id is None:
            return ""
        return self.share_image.get_rendition("fill-1200x630|format-png").full_url

    def drawn_picture(self) -> str:
        """Return the path of the picture drawn from the title, for pages without a chosen one."""
        return share.address(seed=self.slug, title=self.title, site=settings.WAGTAIL_SITE_NAME)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Tell the layout which page is shown, so that it can say where one is."""
        request.shown_page = self
        return super().get_context(request, *args, **kwargs)

    def get_view_restrictions(self) -> models.QuerySet:
        """Return the privacy rules on this page: none without asking, where the site has none at all."""
        return super().get_view_restrictions() if private_paths() else _no_rules()

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer with the page, which is the same for everybody.

        A page type that shows a person anything of their own overrides this and does not mark its answer.
        """
        return keep(super().serve(request, *args, **kwargs))
