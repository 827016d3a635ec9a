"""The home page, sections and standard pages."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField

from cms.core.blocks import BodyBlocks
from cms.core.cards import in_reader_language
from cms.core.models import BasePage
from cms.core.querysets import public
from cms.rights.reports import register_of_what_is_kept

from .stories import StoryPage


class HomePage(BasePage):
    """The front door, once in each language."""

    heading = models.CharField(
        _("heading"), max_length=120, blank=True, help_text=_("The large words at the top. What this is for.")
    )
    lead = models.TextField(
        _("lead"), max_length=400, blank=True, help_text=_("Two or three sentences under the heading.")
    )
    action_text = models.CharField(
        _("button"), max_length=60, blank=True, help_text=_("A verb: what happens when it is pressed.")
    )
    action_page = models.ForeignKey(
        Page,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("the button leads to"),
    )
    body = StreamField(BodyBlocks(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        MultiFieldPanel([FieldPanel("action_text"), PageChooserPanel("action_page")], heading=_("Button")),
        FieldPanel("body"),
    ]
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("heading"),
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    # Home pages of two languages are neighbours in the tree, and cannot share a slug.
    override_translatable_fields: ClassVar = [BaseTranslatableField("slug")]
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    show_in_menus_default = False

    class Meta:
        verbose_name = _("home page")

    def lead_text(self) -> str:
        """The lead stands first."""
        return self.lead

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add where the button leads, the newest stories, and whether the reader missed a translation."""
        context = super().get_context(request, *args, **kwargs)
        action = in_reader_language([self.action_page] if self.action_page_id else [])
        newest = public(StoryPage.objects.descendant_of(self).live()).order_by("-date", "-pk")
        stories = list(newest[:3])
        context.update(
            action_href=(action[0].get_url(request) or "") if action else "",
            stories=[story.card(request) for story in stories],
            stories_href=(stories[0].get_parent().get_url(request) or "") if stories else "",
            untranslated="untranslated" in request.GET,
        )
        return context


class SectionPage(BasePage):
    """A part of the site: some words, then the pages under it."""

    body = StreamField(BodyBlocks(), verbose_name=_("body"), blank=True)

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]

    class Meta:
        verbose_name = _("section")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the pages under this one."""
        context = super().get_context(request, *args, **kwargs)
        children = public(self.get_children().live()).specific()
        context["children"] = [page.card(request) for page in children if hasattr(page, "card")]
        return context


class StandardPage(BasePage):
    """A page of words: about us, privacy, accessibility."""

    body = StreamField(BodyBlocks(), verbose_name=_("body"), blank=True)
    reviewed_on = models.DateField(
        _("last reviewed"), null=True, blank=True, help_text=_("Shown at the end of the page.")
    )
    shows_what_we_keep = models.BooleanField(
        _("shows what we keep"),
        default=False,
        help_text=_("For the privacy notice: the list of what the site keeps of people, as the code has it."),
    )

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("reviewed_on"),
        FieldPanel("shows_what_we_keep"),
    ]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("body")]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage", "pages.StandardPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the register of what is kept, where the page shows it. No query."""
        context = super().get_context(request, *args, **kwargs)
        if self.shows_what_we_keep:
            context["register"] = register_of_what_is_kept()
        return context

    class Meta:
        verbose_name = _("page")
