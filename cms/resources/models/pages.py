"""What is written about the suite."""

from dataclasses import replace
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.core.blocks import RICH_TEXT_FEATURES, BodyBlocks
from cms.core.fields import AreasField
from cms.core.models import BasePage
from cms.core.models.page import Card

from .suite import Resource


class ResourceIndexPage(BasePage):
    """The suite on one page."""

    intro = RichTextField(_("introduction"), blank=True, features=RICH_TEXT_FEATURES)

    content_panels: ClassVar = [*BasePage.content_panels, FieldPanel("intro")]
    search_fields: ClassVar = [*BasePage.search_fields, index.SearchField("intro")]
    parent_page_types: ClassVar = ["pages.HomePage", "pages.SectionPage"]
    subpage_types: ClassVar = ["resources.ResourcePage"]
    max_count_per_parent = 1
    template = "resources/resource_index_page.html"

    class Meta:
        verbose_name = _("guides")
        verbose_name_plural = _("guides")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the guides under this page, in the order of the page explorer. One query."""
        guides = ResourcePage.objects.child_of(self).live().public().select_related("resource")
        return super().get_context(request, *args, **kwargs) | {"guides": guides.order_by("path")}


class ResourcePage(BasePage):
    """What a guide is for, and the form to get it."""

    # How the page is shown: `views.offer`, put here when the app is ready. A model imports no view.
    presentation: ClassVar[Any] = None

    resource = models.ForeignKey(
        Resource,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="pages",
        verbose_name=_("resource"),
    )
    what_for = RichTextField(_("what it is for"), blank=True, features=RICH_TEXT_FEATURES)
    who_for = RichTextField(_("who it is for"), blank=True, features=RICH_TEXT_FEATURES)
    how_long = models.CharField(
        _("how long it takes"), max_length=200, blank=True, help_text=_("Such as: two to six weeks")
    )
    inside = StreamField(BodyBlocks(), verbose_name=_("what is inside"), blank=True)
    how_to_use = RichTextField(
        _("how to use it"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("Shown to people who have just got the guide."),
    )
    reviewed_on = models.DateField(_("last reviewed"), null=True, blank=True)
    areas = AreasField(_("areas"), help_text=_("Which of the eight areas it looks at."))

    content_panels: ClassVar = [
        *BasePage.content_panels,
        FieldPanel("what_for"),
        FieldPanel("who_for"),
        MultiFieldPanel(
            [FieldPanel("how_long"), FieldPanel("reviewed_on"), FieldPanel("areas")],
            heading=_("In brief"),
        ),
        FieldPanel("inside"),
        FieldPanel("how_to_use"),
    ]
    first_in_search: ClassVar[bool] = True
    search_fields: ClassVar = [
        *BasePage.search_fields,
        index.SearchField("what_for"),
        index.SearchField("who_for"),
        index.SearchField("inside"),
    ]
    override_translatable_fields: ClassVar = [
        *BasePage.override_translatable_fields,
        SynchronizedField("areas"),
        SynchronizedField("reviewed_on"),
    ]
    # A copied page is another guide, and must not be counted with the first.
    exclude_fields_in_copy: ClassVar = ["resource"]
    parent_page_types: ClassVar = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar = []
    template = "resources/resource_page.html"

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and see to it that what is counted stands behind the page: editors never handle it."""
        if self.resource_id is None:
            self.resource = self._resource_of_translation() or self._own_resource()
            if kwargs.get("update_fields") is not None:
                kwargs["update_fields"] = [*kwargs["update_fields"], "resource"]
        super().save(*args, **kwargs)
        is_source = self.locale_id == Locale.get_default().pk
        if is_source and self.live and self.resource.title != self.title:
            self.resource.title = self.title[:200]
            self.resource.save(update_fields=["title"])

    def _resource_of_translation(self) -> Resource | None:
        """The resource of the same page in another language, where there is one."""
        if not self.translation_key:
            return None
        sibling = (
            ResourcePage.objects.filter(translation_key=self.translation_key, resource__isnull=False)
            .exclude(pk=self.pk)
            .select_related("resource")
            .first()
        )
        return sibling.resource if sibling else None

    def _own_resource(self) -> Resource:
        """The resource with the page's slug; made where there is none."""
        if not self.slug:
            self.full_clean()
        return Resource.objects.get_or_create(slug=self.slug[:80], defaults={"title": self.title[:200]})[0]

    def card(self, request: HttpRequest | None = None) -> Card:
        """Return the guide as a card, with its cover and the time it takes."""
        return replace(super().card(request), cover=self.slug, meta=self.how_long)

    def lead_text(self) -> str:
        """The first words of the page."""
        return self.what_for

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the editions, the other guides and the form. Says nothing about who is looking."""
        return super().get_context(request, *args, **kwargs) | self.presentation.page_context(request, self)

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Answer with the page; on a device that remembers somebody, with their form on it, never cached."""
        return self.presentation.personalise(request, super().serve(request, *args, **kwargs))
