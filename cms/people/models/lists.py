"""What the team keeps of its lists: filters under a name, and files of people brought in."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..choices import ImportMode


class SavedFilter(models.Model):
    """The filters of one list under a name, for whoever made it or for the whole team.

    `screen` is the name of the list's address, such as `people:index`.
    """

    name = models.CharField(_("name"), max_length=80)
    screen = models.CharField(max_length=60, editable=False)
    query = models.CharField(_("filters"), max_length=1000, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", editable=False)
    is_shared = models.BooleanField(_("for the whole team"), default=False)
    created_at = models.DateTimeField(_("saved on"), auto_now_add=True)

    class Meta:
        verbose_name = _("saved filter")
        verbose_name_plural = _("saved filters")
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("name"), "owner", "screen", name="one_saved_filter_of_a_name")
        ]

    def __str__(self) -> str:
        return self.name


class PeopleImport(models.Model):
    """One file of people: looked through first, then brought in or not.

    `content` holds the file until it is brought in, and then the rows that were refused; a nightly job
    empties it after a day, an erasure at once. What stays is the numbers.
    """

    at = models.DateTimeField(_("uploaded on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    mode = models.CharField(_("people we know"), max_length=6, choices=ImportMode)
    content = models.BinaryField(null=True, editable=False)
    counts = models.JSONField(default=dict, editable=False)
    done_at = models.DateTimeField(_("brought in on"), null=True, blank=True)

    class Meta:
        verbose_name = _("import of people")
        verbose_name_plural = _("imports of people")
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return str(self.pk)
