"""Case studies: what one school or trust did with a guide, and what came of it."""

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import RICH_TEXT_FEATURES, BodyBlocks, MomentBlock
from cms.core.cards import cards_of
from cms.core.fields import AreasField
from cms.core.models import BasePage, Card
from cms.core.querysets import public

from ..areas import area_links
from .listing import AreaListing


class CaseStudyIndexPage(AreaListing):
    """All case studies."""

    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar = ["pages.CaseStudyPage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("case studies")

    def listed(self) -> PageQuerySet:
        """Return the public case studies under this page."""
        return public(CaseStudyPage.objects.child_of(self).live())


class Moments(blocks.StreamBlock):
    """The timeline of a case study."""

    moment = MomentBlock()


class CaseStudyPage(BasePage):
    """One case study, always told under the same headings."""

    who = models.CharField(
        _("who"),
        max_length=200,
        help_text=_("The school, trust or authority, such as: Hillside Primary School, Leeds"),
    )
    about_them = models.TextField(
        _("about them"),
        max_length=600,
        blank=True,
        help_text=_("Size, phase, anything that helps to compare."),
    )
    how_they_heard = models.TextField(
        _("how they heard"), max_length=600, blank=True, help_text=_("How they came to know of the guide.")
    )
    guide = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("guide they used"),
        help_text=_("The page of the guide."),
    )
    areas = AreasField(_("areas"), help_text=_("Which of the eight areas they worked on."))
    timeline = StreamField(Moments(), verbose_name=_("timeline"), blank=True)
    challenges = RichTextField(_("challenges"), blank=True, features=RICH_TEXT_FEATURES)
    outcomes = RichTextField(_("outcomes"), blank=True, features=RICH_TEXT_FEATURES)
    next_steps = RichTextField(_("next steps"), blank=True, features=RICH_TEXT_FEATURES)
    body = StreamField(
        BodyBlocks(),
        verbose_name=_("anything else"),
        blank=True,
        help_text=_("Quotes, pictures, tables, after the headings."),
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldPanel("who"),
                FieldPanel("about_them"),
                FieldPanel("how_they_heard"),
                PageChooserPanel("guide"),
                FieldPanel("areas"),
            ],
            heading=_("Who"),
        ),
        FieldPanel("timeline"),
        FieldPanel("challenges"),
        FieldPanel("outcomes"),
        FieldPanel("next_steps"),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("who"),
        index.AutocompleteField("who"),
        index.SearchField("about_them"),
        index.SearchField("how_they_heard"),
        index.SearchField("timeline"),
        index.SearchField("challenges"),
        index.SearchField("outcomes"),
        index.SearchField("next_steps"),
        index.SearchField("body"),
    ]
    override_translatable_fields: ClassVar = [
        *BasePage.override_translatable_fields,
        SynchronizedField("areas"),
    ]
    parent_page_types: ClassVar = ["pages.CaseStudyIndexPage"]
    subpage_types: ClassVar = []
    show_in_menus_default = False

    class Meta:
        verbose_name = _("case study")
        verbose_name_plural = _("case studies")

    def lead_text(self) -> str:
        """Who they are stands first."""
        return f"{self.who}. {self.about_them}".strip()

    def card(self, request: HttpRequest | None = None) -> Card:
        """Return the case study as a card that says whose it is."""
        return replace(super().card(request), meta=self.who, areas=self.areas)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the areas, the moments of the timeline, and the guide as a card."""
        context = super().get_context(request, *args, **kwargs)
        guides = cards_of([self.guide] if self.guide_id else [], request)
        context.update(
            areas=area_links(self.areas, self.get_parent().get_url(request) or ""),
            moments=[part.value for part in self.timeline],
            guide=guides[0] if guides else None,
        )
        return context
