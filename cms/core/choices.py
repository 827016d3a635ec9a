"""The eight areas of the SEND Review: eight parts of a whole, used to tag everything."""

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
