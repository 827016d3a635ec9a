"""The vocabularies of the suite: editions, files, and what became of a download."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.choices import LetterState

__all__ = ["Channel", "Format", "LetterState", "Outcome", "Status", "Variant"]


class Variant(models.TextChoices):
    """A standard edition is ours; a white-label one is for others to re-brand."""

    STANDARD = "standard", _("Standard")
    WHITE_LABEL = "white-label", _("White-label")


class Status(models.TextChoices):
    """Whether an edition is the one to take."""

    CURRENT = "current", _("Current")
    SUPERSEDED = "superseded", _("Superseded")


class Format(models.TextChoices):
    """What a file is, found out from its content."""

    PDF = "pdf", _("PDF")
    WORD = "docx", _("Word")


class Outcome(models.TextChoices):
    """What became of a download. Only `counted` rows are in the figures; the others are shown apart."""

    WAITING = "waiting", _("asked for, not yet taken")
    COUNTED = "counted", _("counted")
    REPEAT = "repeat", _("repeat on the same day")
    ROBOT = "robot", _("robot")
    STAFF = "staff", _("our own staff")


class Channel(models.TextChoices):
    """By which way the file was asked for."""

    FORM = "form", _("the form")
    REMEMBERED = "remembered", _("one press, on a remembered device")
    EMAIL = "email", _("a link in an e-mail")
    IMPORT = "import", _("imported history")
