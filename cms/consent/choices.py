"""What people may agree to, and what they did about it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Purpose(models.TextChoices):
    """What a person may be written to about."""

    NEWSLETTER = "newsletter", _("Newsletter")


class Act(models.TextChoices):
    """What was done: shown rows prove what stood on the screen."""

    GIVEN = "given", _("given")
    WITHDRAWN = "withdrawn", _("withdrawn")
