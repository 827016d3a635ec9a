"""Stories: the blog, with its authors."""

import datetime
from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import BodyBlocks
from cms.core.fields import AreasField
from cms.core.models import BasePage, Card
from cms.core.querysets import public

from ..areas import area_links
from .listing import AreaListing
from .people import Profile


class StoryIndexPage(AreaListing):
    """All stories, the newest first."""

    listed_order = ("-date", "-pk")

    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar = ["pages.StoryPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("stories")

    def listed(self) -> PageQuerySet:
        """Return the public stories under this page."""
        return public(StoryPage.objects.child_of(self).live())


def today() -> datetime.date:
    """Return the day in London, where the team writes."""
    return timezone.localdate()


class StoryPage(BasePage):
    """One story: who wrote it, when, and which of the eight areas it is about."""

    date = models.DateField(_("date"), default=today, help_text=_("The date shown on the story."))
    areas = AreasField(_("areas"), help_text=_("Which of the eight areas the story is about."))
    body = StreamField(BodyBlocks(), verbose_name=_("body"))

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("date"),
        InlinePanel("authors", label=_("Author"), heading=_("Authors")),
        FieldPanel("areas"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    override_translatable_fields: ClassVar = [
        *BasePage.override_translatable_fields,
        SynchronizedField("areas"),
    ]
    parent_page_types: ClassVar = ["pages.StoryIndexPage"]
    subpage_types: ClassVar = []
    show_in_menus_default = False

    class Meta:
        verbose_name = _("story")
        indexes: ClassVar = [models.Index(fields=["-date"])]

    def written_by(self) -> list[Profile]:
        """Return the authors with a published profile, each in the language of the story."""
        keys = list(self.authors.values_list("profile__translation_key", flat=True))
        if not keys:
            return []
        found = Profile.objects.filter(translation_key__in=keys, live=True).select_related("photo")
        by_place = {(profile.translation_key, profile.locale_id): profile for profile in found}
        first = {profile.translation_key: profile for profile in reversed(found)}
        shown = [by_place.get((key, self.locale_id)) or first.get(key) for key in keys]
        return [profile for profile in shown if profile is not None]

    def card(self, request: HttpRequest | None = None) -> Card:
        """Return the story as a card, with its date."""
        return replace(super().card(request), meta=date_format(self.date, "j F Y"), areas=self.areas)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the authors, the areas, and three other stories."""
        context = super().get_context(request, *args, **kwargs)
        index = self.get_parent()
        others = public(StoryPage.objects.sibling_of(self, inclusive=False).live())
        context.update(
            authors=self.written_by(),
            areas=area_links(self.areas, index.get_url(request) or ""),
            next_stories=[page.card(request) for page in others.order_by("-date", "-pk")[:3]],
        )
        return context


class StoryAuthor(Orderable):
    """Who wrote a story. The profile is shown in the language of the page."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="authors")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+", verbose_name=_("author"))

    panels: ClassVar = [FieldPanel("profile")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")

    def __str__(self) -> str:
        return str(self.profile)
