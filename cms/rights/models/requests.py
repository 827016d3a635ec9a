"""What somebody asked of us, and each step we took."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models import Person

from ..choices import Channel, Kind, State


class RightsRequest(models.Model):
    """One request for access or erasure, or one complaint, with its clock.

    `due_on` is empty while the clock stands still: until we know who asked. Address, name and words go when
    the person is erased; that we were asked, and answered in time, stays under the keyed hash of the address.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what they ask"), max_length=10, choices=Kind)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.RECEIVED)
    channel = models.CharField(_("came by"), max_length=6, choices=Channel, default=Channel.WEB)
    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="rights_requests",
        verbose_name=_("person"),
    )
    email = models.EmailField(_("e-mail address"), max_length=254, blank=True)
    address_hash = models.CharField(max_length=64, db_index=True, editable=False)
    name = models.CharField(_("name"), max_length=200, blank=True)
    words = models.TextField(_("in their words"), blank=True)
    language = models.CharField(_("language"), max_length=5, default="en")
    received_at = models.DateTimeField(_("received"))
    confirmed_at = models.DateTimeField(_("identity confirmed"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    due_on = models.DateField(_("answer by"), null=True, blank=True)
    is_extended = models.BooleanField(_("extended by two months"), default=False)

    class Meta:
        verbose_name = _("request about data")
        verbose_name_plural = _("requests about data")
        ordering = ("-received_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["state", "due_on"])]
        permissions: ClassVar = [
            ("erase_person", "Can erase a person"),
            ("package_person", "Can make a copy of all that is kept of a person"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(state__in=["answered", "refused", "withdrawn"], closed_at__isnull=False)
                | models.Q(state__in=["received", "confirmed", "progress"], closed_at__isnull=True),
                name="a_closed_request_says_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Move(models.Model):
    """One step of a request: who, when, from where to where, and why."""

    request = models.ForeignKey(RightsRequest, models.CASCADE, related_name="moves")
    before = models.CharField(_("before"), max_length=10, choices=State, blank=True)
    after = models.CharField(_("after"), max_length=10, choices=State)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who"),
    )
    why = models.TextField(_("why"), blank=True)

    class Meta:
        verbose_name = _("step")
        ordering = ("at", "pk")

    def __str__(self) -> str:
        return f"{self.request_id}: {self.get_after_display()}"
