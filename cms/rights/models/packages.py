"""A copy of all that is kept of somebody, for them."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models import Person

from ..choices import PackageState
from .requests import RightsRequest


def private_storage():
    """The storage no URL leads to. A callable, so that no migration names a place."""
    return storages["private"]


class Package(models.Model):
    """One zip with everything, made by a task, kept privately for some days."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="packages", verbose_name=_("person"))
    request = models.ForeignKey(
        RightsRequest,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="packages",
        verbose_name=_("request"),
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    state = models.CharField(_("state"), max_length=8, choices=PackageState, default=PackageState.WAITING)
    file = models.FileField(storage=private_storage, upload_to="packages/", blank=True, max_length=200)
    size = models.PositiveBigIntegerField(_("size"), default=0)
    asked_at = models.DateTimeField(_("asked for"))
    expires_at = models.DateTimeField(_("removed on"))
    fetched_at = models.DateTimeField(_("last fetched"), null=True, blank=True)

    class Meta:
        verbose_name = _("copy of somebody’s data")
        verbose_name_plural = _("copies of people’s data")
        ordering = ("-asked_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["expires_at"])]

    def __str__(self) -> str:
        return f"{self.get_state_display()} {self.asked_at:%d/%m/%Y}"
