"""The five groups that staff belong to. What each may: `docs/roles.md`, and each app's `permissions.py`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffGroup(models.TextChoices):
    """A group by the name it has in the database; the first two are Wagtail's own."""

    EDITORS = "Editors", _("Editors")
    MODERATORS = "Moderators", _("Moderators")
    COMMUNICATIONS = "Communications", _("Communications")
    DATA_OFFICERS = "Data officers", _("Data officers")
    ADMINISTRATORS = "Administrators", _("Administrators")
