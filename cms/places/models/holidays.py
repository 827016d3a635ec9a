"""When schools are closed: the typical year of England, and what authorities publish."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import HolidayKind
from .places import LocalAuthority


class Holiday(models.Model):
    """Schools of an authority, or of England as a rule, are closed from one day to another, both included."""

    authority = models.ForeignKey(
        LocalAuthority,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="holidays",
        verbose_name=_("local authority"),
        help_text=_("Empty: the typical calendar of England."),
    )
    kind = models.CharField(_("holiday"), max_length=9, choices=HolidayKind)
    name = models.CharField(_("as the calendar calls it"), max_length=100, blank=True)
    first_day = models.DateField(_("first day"))
    last_day = models.DateField(_("last day"))
    source = models.CharField(_("where it is from"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("school holiday")
        verbose_name_plural = _("school holidays")
        ordering = ("first_day", "authority_id")
        indexes: ClassVar = [models.Index(fields=["authority", "first_day"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(first_day__lte=models.F("last_day")),
                name="a_holiday_ends_after_it_began",
                violation_error_message=_("The last day is before the first."),
            ),
            models.UniqueConstraint(
                fields=["authority", "first_day"],
                name="one_holiday_from_a_day",
                violation_error_message=_("A holiday of these schools begins on this day already."),
            ),
            models.UniqueConstraint(
                fields=["first_day"],
                condition=models.Q(authority__isnull=True),
                name="one_typical_holiday_from_a_day",
                violation_error_message=_("A holiday of these schools begins on this day already."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.first_day.year}"
