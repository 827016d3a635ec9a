"""What people may agree to, what they did about it, and how that stands."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a person may be written to about, or what may be done with what they gave us."""

    NEWSLETTER = "newsletter", _("Newsletter")
    PROGRAMME = "programme", _("News of one programme")
    RESEARCH = "research", _("Questions for research after a programme")
    EXAMPLE = "example", _("Passing my example on")


# Only these need a yes that was given twice, the second time from the mailbox itself.
CONFIRMED_TWICE = frozenset({Purpose.NEWSLETTER})
# Whoever reads a shared mailbox cannot say yes to these for the others who read it.
FOR_ONE_PERSON = frozenset({Purpose.PROGRAMME, Purpose.RESEARCH, Purpose.EXAMPLE})


class Act(models.TextChoices):
    """What was done. A row of the ledger also says which words were shown."""

    GIVEN = "given", _("given")
    WITHDRAWN = "withdrawn", _("withdrawn")
    UNKNOWN = "unknown", _("brought in without proof")


class Proof(models.TextChoices):
    """How we know that a yes came from the person whose address it is."""

    NONE = "", _("none")
    LETTER = "letter", _("confirmed by the link in our letter")
    LINK = "link", _("changed by a link that only their mailbox had")
    IMPORTED = "imported", _("confirmed elsewhere before, and brought in")
    RECORDED = "recorded", _("on paper or by telephone; the note says how")


class Standing(models.TextChoices):
    """How one purpose stands for one person."""

    GIVEN = "given", _("said yes")
    AWAITING = "awaiting", _("said yes, not yet confirmed")
    WITHDRAWN = "withdrawn", _("said no")
    HELD = "held", _("to be asked again")
    UNKNOWN = "unknown", _("not known: brought in without proof")
    NEVER = "never", _("never asked")


class Refusal(models.TextChoices):
    """Why somebody may, or may not, be mailed: the one word that a verdict gives."""

    NONE = "", _("They said yes.")
    SOFT = "soft", _("Soft opt-in: they were offered to refuse and did not.")
    MERGED = "merged", _("This address leads to somebody known by another one.")
    SUPPRESSED = "suppressed", _("The address is on the suppression list.")
    SHARED = "shared", _("Several people read this mailbox, and one cannot answer for the others.")
    AWAITING = "awaiting", _("They said yes, but have not confirmed it from their mailbox yet.")
    WITHDRAWN = "withdrawn", _("They said no.")
    HELD = "held", _("Two records were merged that did not agree: ask again first.")
    UNKNOWN = "unknown", _("Brought in without proof that they ever said yes.")
    UNPROVEN = "unproven", _("They said yes, but never confirmed it from their mailbox.")
    NEVER = "never", _("They were never asked, or never answered.")


class SuppressionReason(models.TextChoices):
    """Why an address is not written to, whatever any list says."""

    UNSUBSCRIBED = "unsubscribed", _("they unsubscribed")
    ERASED = "erased", _("their data was erased")
    BOUNCED = "bounced", _("letters came back")
    COMPLAINED = "complained", _("they reported us as spam")
    OBJECTED = "objected", _("they told us never to write again")


# What a confirmed act of the person's own may end. A complaint or an objection stands.
LIFTED_BY_OWN_ACT = frozenset(
    {SuppressionReason.UNSUBSCRIBED, SuppressionReason.ERASED, SuppressionReason.BOUNCED}
)
# Nobody wants a letter that only confirms what they asked us never to do.
NOT_EVEN_ASKED = frozenset({SuppressionReason.COMPLAINED, SuppressionReason.OBJECTED})


class LetterKind(models.TextChoices):
    """What a letter of this room is for."""

    CONFIRM = "confirm", _("please confirm")
    PREFERENCES = "preferences", _("your choices")
