"""Words that several rooms use: the eight areas of the SEND Review, and what became of a letter."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Area(models.TextChoices):
    """One of the eight areas a review looks at. The theme draws each with its own hue and pattern."""

    OUTCOMES = "outcomes", _("Outcomes for pupils")
    LEADERSHIP = "leadership", _("Leadership")
    TEACHING = "teaching", _("Teaching and learning")
    FAMILIES = "families", _("Working with pupils and parents or carers")
    ASSESSMENT = "assessment", _("Assessment and identification")
    TRACKING = "tracking", _("Monitoring, tracking and evaluation")
    RESOURCES = "resources", _("Efficient use of resources")
    PROVISION = "provision", _("Quality of provision")


class LetterState(models.TextChoices):
    """What became of a letter. An uncertain one is shown to a person, never sent again by itself."""

    WAITING = "waiting", _("waiting to be sent")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    NOT_SENT = "not sent", _("not sent")
    UNCERTAIN = "uncertain", _("uncertain: it may have been sent")
