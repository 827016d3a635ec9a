"""Where people work: an organisation, and which row of the official register it is."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.places.models import LocalAuthority, PlaceFields, School, SchoolGroup

from ..choices import OrganisationKind
from ..querysets import OrganisationQuerySet
from ..rules.names import name_key


class Organisation(PlaceFields):
    """A school, trust, authority, charity, university or other place where people work.

    A school is a row of the official register, a trust one of its groups, an authority one of the 153; each
    is known once. Other organisations are known by what the team calls them and the town, once each.
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
    # Kept after merging, so that the old name leads to the organisation that stands for it.
    name_key = models.CharField(max_length=200, null=True, unique=True, editable=False)  # noqa: DJ001 - unique where it is said
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="other_names",
        editable=False,
        verbose_name=_("is the same organisation as"),
    )
    created_at = models.DateTimeField(_("first known"), auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

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
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True)
                | models.Q(school__isnull=True, trust__isnull=True, local_authority__isnull=True),
                name="a_row_of_the_register_is_never_merged",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_official(self) -> bool:
        """Whether it is a row of a register, so that its name and kind are not ours to change."""
        return bool(self.school_id or self.trust_id or self.local_authority_id)

    def save(self, *args, **kwargs):
        """Keep the key by which a freely named one is known once."""
        self.name_key = None if self.is_official else name_key(self.kind, self.name, self.town)
        fields = kwargs.get("update_fields")
        if fields is not None and {"kind", "name", "town", "school", "trust", "local_authority"} & set(
            fields
        ):
            kwargs["update_fields"] = {*fields, "name_key"}
        super().save(*args, **kwargs)
