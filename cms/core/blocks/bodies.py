"""What a page's body and a menu may hold."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from ..tables import TableBlock
from .cards import CardsBlock, ChildCardsBlock
from .links import ButtonBlock, LinkBlock, PictureBlock, VideoBlock
from .words import CalloutBlock, HeadingBlock, QuoteBlock, StatisticsBlock, StepsBlock, TimelineBlock
from .writing import RICH_TEXT_FEATURES, template


class BodyBlocks(blocks.StreamBlock):
    """Everything a page's body may hold."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"), features=RICH_TEXT_FEATURES, template=template("paragraph")
    )
    quote = QuoteBlock()
    steps = StepsBlock()
    timeline = TimelineBlock()
    callout = CalloutBlock()
    picture = PictureBlock()
    table = TableBlock()
    video = VideoBlock()
    button = ButtonBlock()
    cards = CardsBlock()
    child_cards = ChildCardsBlock()
    statistics = StatisticsBlock()

    def clean(self, value: Any) -> Any:
        """Refuse a heading that skips a level: people who listen to a page find their way by them."""
        cleaned = super().clean(value)
        errors = {}
        main_seen = False
        for index, part in enumerate(cleaned):
            if part.block_type != "heading":
                continue
            if part.value["level"] == "h3" and not main_seen:
                problem = ValidationError(
                    _("Put a main heading before this one, or make this a main heading.")
                )
                errors[index] = StructBlockValidationError(block_errors={"level": problem})
            main_seen = main_seen or part.value["level"] == "h2"
        if errors:
            raise StreamBlockValidationError(block_errors=errors, non_block_errors=ErrorList())
        return cleaned


class MenuItems(blocks.StreamBlock):
    """The links of a menu."""

    link = LinkBlock()
