"""Blocks of words: headings, quotes, steps, moments, callouts, numbers worth saying."""

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from .writing import RICH_TEXT_FEATURES, template


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
