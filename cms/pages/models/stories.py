"""Stories: the blog, with its authors."""

import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import BodyBlocks
from cms.core.fields import AreasField
from cms.core.models import BasePage

from .people import Profile


class StoryIndexPage(BasePage):
    """All stories, the newest first."""

    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar = ["pages.StoryPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("stories")


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


class StoryAuthor(Orderable):
    """Who wrote a story. The profile is shown in the language of the page."""

    page = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="authors")
    profile = models.ForeignKey(Profile, models.CASCADE, related_name="+", verbose_name=_("author"))

    panels: ClassVar = [FieldPanel("profile")]

    class Meta(Orderable.Meta):
        verbose_name = _("author")

    def __str__(self) -> str:
        return str(self.profile)
