"""Blocks that show pages of this site as cards."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from ..cards import cards_of, cards_under
from .writing import template


class AnyCardsBlock(blocks.StructBlock):
    """Cards under a heading, or without one; which pages they show is for each kind to say."""

    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=200)

    def shown(self, value: Any, request: HttpRequest | None) -> list:
        """The cards, in order."""
        raise NotImplementedError

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the cards, and the level of their headings: right under a title, or in its place."""
        context = super().get_context(value, parent_context)
        context["shown"] = self.shown(value, context.get("request"))
        context["level"] = 3 if value["title"] else 2
        return context

    class Meta:
        template = template("cards")


class CardsBlock(AnyCardsBlock):
    """Pages of this site, each as a card: a guide, a story, anything."""

    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("Pages"), min_num=1, max_num=12)

    def shown(self, value: Any, request: HttpRequest | None) -> list:
        """The cards of the pages that were chosen."""
        return cards_of(value["pages"], request)

    class Meta:
        icon = "grip"
        label = _("Cards of chosen pages")


class ChildCardsBlock(AnyCardsBlock):
    """The newest or all pages under a page, each as a card: kept up to date by itself."""

    page = blocks.PageChooserBlock(label=_("Pages under"))
    order = blocks.ChoiceBlock(
        label=_("Order"),
        choices=[("tree", _("As sorted in the page explorer")), ("newest", _("Newest first"))],
        default="tree",
    )
    limit = blocks.IntegerBlock(label=_("At most"), default=6, min_value=1, max_value=24)

    def shown(self, value: Any, request: HttpRequest | None) -> list:
        """The cards of the pages under the page that was chosen."""
        newest = value["order"] == "newest"
        return cards_under(value["page"], request, newest=newest, limit=value["limit"])

    class Meta:
        icon = "folder-open-inverse"
        label = _("Cards of the pages under a page")
