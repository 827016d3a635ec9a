"""A yes that has not been confirmed, and the letters of this room."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from cms.core.models import LetterFields
from cms.people.models import Person

from ..choices import LetterKind, Purpose
from .ledger import Wording


class SignUp(models.Model):
    """Somebody typed an address and ticked a box; nobody has confirmed it from that mailbox yet.

    No part of the ledger and of no person: it becomes both when it is confirmed, and is gone after seven days
    when it is not.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("e-mail address"), max_length=254)
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, default=Purpose.NEWSLETTER)
    subject = models.CharField(_("about"), max_length=60, blank=True)
    wording = models.ForeignKey(Wording, models.PROTECT, related_name="+")
    language = models.CharField(_("language"), max_length=5, default="en")
    source = models.CharField(_("where"), max_length=200)
    asked_at = models.DateTimeField(_("asked"), db_index=True)
    mailed_at = models.DateTimeField(_("letter last ordered"), null=True, blank=True)

    class Meta:
        verbose_name = _("unconfirmed sign-up")
        verbose_name_plural = _("unconfirmed sign-ups")
        constraints: ClassVar = [
            models.UniqueConstraint(Lower("email"), "purpose", "subject", name="one_sign_up_waits"),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.asked_at:%Y-%m-%d}"


class ConsentLetter(LetterFields):
    """One letter of this room: to confirm, or with the link to somebody's choices. It holds no address."""

    kind = models.CharField(_("kind"), max_length=12, choices=LetterKind)
    sign_up = models.ForeignKey(SignUp, models.CASCADE, null=True, blank=True, related_name="letters")
    person = models.ForeignKey(
        Person,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="consent_letters",
        verbose_name=_("person"),
    )

    class Meta(LetterFields.Meta):
        verbose_name = _("letter about consent")
        verbose_name_plural = _("letters about consent")
        indexes: ClassVar = [models.Index(fields=["state", "changed_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
