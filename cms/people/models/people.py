"""People, once each."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.places.models import PlaceFields

from ..choices import OrganisationType, Role
from ..querysets import PersonQuerySet
from .organisations import Organisation


class Tag(models.Model):
    """A word the team sorts people by."""

    name = models.CharField(_("name"), max_length=50)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ("name",)
        constraints: ClassVar = [models.UniqueConstraint(Lower("name"), name="one_tag_of_a_name")]

    def __str__(self) -> str:
        return self.name


class Person(PlaceFields):
    """Somebody we know by one e-mail address. Make and find one only through `services.identify`."""

    key = models.UUIDField(
        _("key"),
        default=uuid.uuid4,
        unique=True,
        editable=False,
        help_text=_("Stands for the person in counted events, and means nothing once they are erased."),
    )
    email = models.EmailField(_("e-mail address"), max_length=254, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    role = models.CharField(_("role"), max_length=12, choices=Role, blank=True)
    organisation_type = models.CharField(
        _("type of organisation"), max_length=12, choices=OrganisationType, blank=True
    )
    organisation_name = models.CharField(_("organisation"), max_length=200, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("matched organisation"),
        help_text=_("The organisation we know by that name."),
    )
    postcode = models.CharField(_("postcode"), max_length=8, blank=True)
    # An address that belongs to somebody known by another is a row of its own that leads to them: so
    # that one constraint keeps every address once, and an old identity stays resolvable.
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="other_addresses",
        editable=False,
        verbose_name=_("is the same person as"),
    )
    tags = models.ManyToManyField(Tag, blank=True, related_name="people", verbose_name=_("tags"))
    is_shared_mailbox = models.BooleanField(
        _("shared mailbox"), default=False, help_text=_("An address several people read, such as office@.")
    )
    mailbox_checked_at = models.DateTimeField(
        null=True,
        blank=True,
        editable=False,
        help_text=_("When somebody said whether several people read this address."),
    )
    language = models.CharField(_("language"), max_length=5, default="en")
    created_at = models.DateTimeField(_("first known"), db_index=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = PersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ("-created_at", "-pk")
        permissions: ClassVar = [
            ("export_person", "Can take personal data out of the site"),
            ("tag_person", "Can put tags on people"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), name="one_person_for_one_address"),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("pk")),
                name="nobody_is_merged_into_themselves",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email
