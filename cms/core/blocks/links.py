"""Blocks that show or lead to something else: pictures, links, buttons, videos."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

from ..cards import in_reader_language
from .writing import RICH_TEXT_FEATURES, template


class PictureBlock(blocks.StructBlock):
    """A picture with a description for those who cannot see it, or marked as decoration."""

    image = ImageBlock(label=_("Picture"))
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = template("picture")


class LinkValue(blocks.StructValue):
    """Where a link leads, in the reader's language."""

    @property
    def href(self) -> str:
        """The address; nothing if the page is not public."""
        if self["url"]:
            return self["url"]
        shown = in_reader_language([self["page"]])
        return (shown[0].url or "") if shown else ""


class LinkBlock(blocks.StructBlock):
    """A link to a page of ours or to another site: one of them, not both."""

    text = blocks.CharBlock(label=_("Words"), max_length=100)
    page = blocks.PageChooserBlock(label=_("Page of this site"), required=False)
    url = blocks.URLBlock(label=_("Or an address elsewhere"), required=False)

    def clean(self, value: Any) -> Any:
        """Refuse a link that leads nowhere or to two places."""
        cleaned = super().clean(value)
        if bool(cleaned["page"]) == bool(cleaned["url"]):
            problem = ValidationError(_("Choose a page, or type an address: one of the two."))
            raise StructBlockValidationError(block_errors={"page": problem})
        return cleaned

    class Meta:
        icon = "link"
        label = _("Link")
        value_class = LinkValue


class ButtonBlock(LinkBlock):
    """The one thing to do next. Words say what happens."""

    kind = blocks.ChoiceBlock(
        label=_("Weight"),
        choices=[("primary", _("The main action of the page")), ("secondary", _("Another action"))],
        default="primary",
    )

    class Meta:
        icon = "arrow-right"
        label = _("Button")
        value_class = LinkValue
        template = template("button")


class VideoValue(blocks.StructValue):
    """A link elsewhere that says where it leads."""

    @property
    def host(self) -> str:
        """The name of the other site."""
        return urlsplit(self["url"]).hostname or ""


class VideoBlock(blocks.StructBlock):
    """A link to a video elsewhere: nothing is loaded from there until somebody follows it."""

    title = blocks.CharBlock(label=_("Title"), max_length=200)
    url = blocks.URLBlock(label=_("Address"))
    length = blocks.CharBlock(
        label=_("Length"), required=False, max_length=40, help_text=_("Such as: 4 minutes")
    )
    transcript = blocks.RichTextBlock(label=_("Transcript"), features=RICH_TEXT_FEATURES, required=False)

    class Meta:
        icon = "media"
        label = _("Video elsewhere")
        template = template("video")
        value_class = VideoValue
