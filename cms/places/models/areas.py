"""Areas that a government, or the team, makes of regions, authorities, districts and postcode districts.

The next government's idea is a new scheme: rows, not code.
"""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from ..choices import AreaPart


class AreaScheme(models.Model):
    """A way to divide the country, or to pick parts of it: regions, Opportunity Areas, …"""

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Used in files and addresses; never changes.")
    )
    name = models.CharField(_("name"), max_length=100)
    name_cy = models.CharField(_("name in Welsh"), max_length=100, blank=True)
    description = models.TextField(
        _("what it is"), blank=True, help_text=_("Who made it, what for, and where the list comes from.")
    )

    class Meta:
        verbose_name = _("area scheme")
        verbose_name_plural = _("area schemes")
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class Area(ClusterableModel):
    """One area of a scheme."""

    scheme = models.ForeignKey(AreaScheme, models.CASCADE, related_name="areas", verbose_name=_("scheme"))
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("name"), max_length=100)
    name_cy = models.CharField(_("name in Welsh"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("scheme__name", "name")
        constraints: ClassVar = [
            models.UniqueConstraint("scheme", Lower("code"), name="one_area_of_a_code"),
        ]

    def __str__(self) -> str:
        return self.name


class AreaMembership(models.Model):
    """A part of the country belongs to an area, from one day to another, both included."""

    area = ParentalKey(Area, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("area"))
    part = models.CharField(_("kind of part"), max_length=9, choices=AreaPart)
    code = models.CharField(
        _("which"),
        max_length=9,
        help_text=_(
            "A region or district by its ONS code, an authority by the DfE’s number, a postcode district "
            "as it is."
        ),
    )
    first_day = models.DateField(_("from"), null=True, blank=True, help_text=_("Empty: always."))
    last_day = models.DateField(_("to"), null=True, blank=True, help_text=_("Empty: until further notice."))

    class Meta:
        verbose_name = _("part of an area")
        verbose_name_plural = _("parts of areas")
        ordering = ("area_id", "part", "code", "first_day")
        indexes: ClassVar = [models.Index(fields=["part", "code"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(first_day__isnull=True)
                | models.Q(last_day__isnull=True)
                | models.Q(first_day__lte=models.F("last_day")),
                name="a_membership_ends_after_it_began",
                violation_error_message=_("The last day is before the first."),
            ),
            # What overlaps in other ways is refused by `services.areas` and the form, the only writers.
            models.UniqueConstraint(
                fields=["area", "part", "code", "first_day"],
                name="one_membership_from_a_day",
                violation_error_message=_("This part stands in the area twice from the same day."),
            ),
            models.UniqueConstraint(
                fields=["area", "part", "code"],
                condition=models.Q(first_day__isnull=True),
                name="one_membership_from_the_beginning",
                violation_error_message=_("This part stands in the area twice without a first day."),
            ),
            models.UniqueConstraint(
                fields=["area", "part", "code"],
                condition=models.Q(last_day__isnull=True),
                name="one_open_membership",
                violation_error_message=_("This part stands in the area twice without a last day."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()} {self.code}"
