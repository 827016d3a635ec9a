"""Where people work: an organisation, and which row of the official register it is."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.places.models import LocalAuthority, PlaceFields, School, SchoolGroup

from ..choices import OrganisationKind


class Organisation(PlaceFields):
    """A school, trust, authority, charity, university or other place where people work.

    A school is a row of the official register, a trust one of its groups, an authority one of the 153; each
    is known once. Other organisations are known by what the team calls them.
    """

    kind = models.CharField(_("kind"), max_length=12, choices=OrganisationKind)
    name = models.CharField(_("name"), max_length=200)
    school = models.OneToOneField(
        School, models.PROTECT, null=True, blank=True, related_name="organisation", verbose_name=_("school")
    )
    trust = models.OneToOneField(
        SchoolGroup,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisation",
        verbose_name=_("trust"),
    )
    local_authority = models.OneToOneField(
        LocalAuthority,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="organisation",
        verbose_name=_("authority"),
    )
    town = models.CharField(_("town"), max_length=100, blank=True)
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    created_at = models.DateTimeField(_("first known"), auto_now_add=True)

    class Meta:
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ("name", "pk")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(school__isnull=True) | models.Q(kind=OrganisationKind.SCHOOL),
                name="only_a_school_is_in_the_register",
            ),
            models.CheckConstraint(
                condition=models.Q(trust__isnull=True) | models.Q(kind=OrganisationKind.TRUST),
                name="only_a_trust_is_a_group",
            ),
            models.CheckConstraint(
                condition=models.Q(local_authority__isnull=True) | models.Q(kind=OrganisationKind.AUTHORITY),
                name="only_an_authority_is_one",
            ),
        ]

    def __str__(self) -> str:
        return self.name
