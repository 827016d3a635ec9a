"""What is written about the suite."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.models import BasePage

from .suite import Resource


class ResourceIndexPage(BasePage):
    """The suite on one page."""

    subpage_types: ClassVar = ["resources.ResourcePage"]
    max_count_per_parent = 1


class ResourcePage(BasePage):
    """What a guide is for, and the form to get it."""

    resource = models.ForeignKey(
        Resource, models.PROTECT, null=True, blank=True, related_name="pages", verbose_name=_("resource")
    )

    parent_page_types: ClassVar = ["resources.ResourceIndexPage"]
    subpage_types: ClassVar = []
