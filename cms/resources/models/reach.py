"""What erasure leaves behind of a school that was reached."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.places.models import School


class ReachedSchool(models.Model):
    """A school that somebody now erased was counted for, in a month: so that totals and charts stay.

    It says nothing of who that was, what they took or how many they were, and leads to no download.
    """

    school = models.ForeignKey(School, models.PROTECT, related_name="+", verbose_name=_("school"))
    month = models.DateField(_("month"), help_text=_("Its first day."))

    class Meta:
        verbose_name = _("school reached by somebody erased")
        verbose_name_plural = _("schools reached by somebody erased")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["school", "month"], name="one_school_for_one_month")
        ]

    def __str__(self) -> str:
        return f"{self.school_id} {self.month:%Y-%m}"
