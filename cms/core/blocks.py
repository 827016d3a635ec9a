"""The parts a page's body is built from. Each has a template under `core/blocks/`."""

from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

from .cards import cards_of, cards_under, in_reader_language
from .tables import TableBlock

RICH_TEXT_FEATURES = ["bold", "italic", "link", "ol", "ul"]
"""No headings and pictures, which are blocks of their own; no documents, since guides are private."""


def template(name: str) -> str:
    """Return where the template of a block stands."""
    return f"core/blocks/{name}.html"


class HeadingValue(blocks.StructValue):
    """A heading that can be linked to."""

    @property
    def anchor(self) -> str:
        """The name of the place on the page."""
        return f"h-{slugify(self['text'])[:60] or 'part'}"


class HeadingBlock(blocks.StructBlock):
    """A heading within the page; the page's title is the only first-level one."""

    text = blocks.CharBlock(label=_("Heading"), max_length=200)
    level = blocks.ChoiceBlock(
        label=_("Size"),
        choices=[("h2", _("Main heading")), ("h3", _("Heading under a main heading"))],
        default="h2",
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = template("heading")
        value_class = HeadingValue


class QuoteBlock(blocks.StructBlock):
    """What somebody said, with who said it."""

    text = blocks.TextBlock(label=_("Words"))
    name = blocks.CharBlock(label=_("Who said it"), required=False, max_length=200)
    role = blocks.CharBlock(label=_("Their role"), required=False, max_length=200)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = template("quote")


class StepBlock(blocks.StructBlock):
    """One step of several, in order."""

    title = blocks.CharBlock(label=_("Step"), max_length=200)
    text = blocks.RichTextBlock(label=_("What to do"), features=RICH_TEXT_FEATURES, required=False)


class StepsBlock(blocks.StructBlock):
    """Steps in order."""

    steps = blocks.ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        icon = "list-ol"
        label = _("Steps")
        template = template("steps")


class MomentBlock(blocks.StructBlock):
    """Something that happened, and when."""

    when = blocks.CharBlock(label=_("When"), max_length=100, help_text=_("Such as: September 2017"))
    title = blocks.CharBlock(label=_("What happened"), max_length=200)
    text = blocks.RichTextBlock(label=_("More about it"), features=RICH_TEXT_FEATURES, required=False)

    class Meta:
        icon = "date"
        label = _("Moment")


class TimelineBlock(blocks.StructBlock):
    """Moments, the earliest first."""

    moments = blocks.ListBlock(MomentBlock(), label=_("Moments"), min_num=1)

    class Meta:
        icon = "history"
        label = _("Timeline")
        template = template("timeline")


class CalloutBlock(blocks.StructBlock):
    """Something the reader must not miss."""

    tone = blocks.ChoiceBlock(
        label=_("Kind"),
        choices=[("note", _("Note")), ("warning", _("Warning")), ("success", _("Good news"))],
        default="note",
    )
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.RichTextBlock(label=_("Words"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Callout")
        template = template("callout")


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


class CardsBlock(blocks.StructBlock):
    """Pages of this site, each as a card: a guide, a story, anything."""

    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=200)
    pages = blocks.ListBlock(blocks.PageChooserBlock(), label=_("Pages"), min_num=1, max_num=12)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the cards, and the level of their headings: right under a title, or in its place."""
        context = super().get_context(value, parent_context)
        context["shown"] = cards_of(value["pages"], context.get("request"))
        context["level"] = 3 if value["title"] else 2
        return context

    class Meta:
        icon = "grip"
        label = _("Cards of chosen pages")
        template = template("cards")


class ChildCardsBlock(blocks.StructBlock):
    """The newest or all pages under a page, each as a card: kept up to date by itself."""

    title = blocks.CharBlock(label=_("Heading"), required=False, max_length=200)
    page = blocks.PageChooserBlock(label=_("Pages under"))
    order = blocks.ChoiceBlock(
        label=_("Order"),
        choices=[("tree", _("As sorted in the page explorer")), ("newest", _("Newest first"))],
        default="tree",
    )
    limit = blocks.IntegerBlock(label=_("At most"), default=6, min_value=1, max_value=24)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the cards, and the level of their headings: right under a title, or in its place."""
        context = super().get_context(value, parent_context)
        context["shown"] = cards_under(
            value["page"],
            context.get("request"),
            newest=value["order"] == "newest",
            limit=value["limit"],
        )
        context["level"] = 3 if value["title"] else 2
        return context

    class Meta:
        icon = "folder-open-inverse"
        label = _("Cards of the pages under a page")
        template = template("cards")


class StatisticBlock(blocks.StructBlock):
    """One number worth saying."""

    value = blocks.CharBlock(label=_("Number"), max_length=40)
    label = blocks.CharBlock(label=_("What it counts"), max_length=200)

    class Meta:
        icon = "snippet"
        label = _("Statistic")


class StatisticsBlock(blocks.StructBlock):
    """A few numbers side by side, with where they come from."""

    statistics = blocks.ListBlock(StatisticBlock(), label=_("Statistics"), min_num=1, max_num=4)
    source = blocks.CharBlock(label=_("Where the numbers come from"), required=False, max_length=300)

    class Meta:
        icon = "order"
        label = _("Statistics")
        template = template("statistics")


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
