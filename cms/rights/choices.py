"""What people may ask of us about their data, and how far we are with it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What somebody asks for."""

    ACCESS = "access", _("See what we keep")
    ERASURE = "erasure", _("Have it erased")
    COMPLAINT = "complaint", _("Data-protection complaint")


class State(models.TextChoices):
    """How far a request is. Which move is allowed from where: `rules.MOVES`."""

    RECEIVED = "received", _("received")
    CONFIRMED = "confirmed", _("identity confirmed")
    IN_PROGRESS = "progress", _("in progress")
    ANSWERED = "answered", _("answered")
    REFUSED = "refused", _("refused")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Channel(models.TextChoices):
    """How a request came in."""

    WEB = "web", _("form on the site")
    EMAIL = "email", _("e-mail")
    PHONE = "phone", _("telephone or in person")
    POST = "post", _("letter")


class How(models.TextChoices):
    """What led to an erasure."""

    COMMAND = "command", _("command")
    ADMIN = "admin", _("decided in the admin")
    RETENTION = "retention", _("their time was up")
    RESTORE = "restore", _("repeated after a restore")


class PackageState(models.TextChoices):
    """What became of a copy of somebody's data."""

    WAITING = "waiting", _("being made")
    READY = "ready", _("ready")
    FAILED = "failed", _("could not be made")


class LetterKind(models.TextChoices):
    """What a letter is about."""

    CONFIRM = "confirm", _("acknowledgement, with a link that confirms the address")
    REPLY = "reply", _("reply")
    GOODBYE = "goodbye", _("everything has been erased")
