"""That somebody was erased, without saying who."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import How


class Erasure(models.Model):
    """One address that was erased. The same entry stands in the ledger outside the database.

    Both hashes are keyed: nobody without the site's key can try an address against them. `done` says in words
    what was removed, with how many. The address stands here only until the letter that says goodbye has left.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    address_hash = models.CharField(max_length=64, db_index=True, editable=False)
    person_hash = models.CharField(max_length=64, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"))
    how = models.CharField(_("what led to it"), max_length=10, choices=How)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    done = models.JSONField(_("what was done"), default=dict)
    letter_to = models.EmailField(max_length=254, blank=True, editable=False)
    language = models.CharField(max_length=5, default="en", editable=False)

    class Meta:
        verbose_name = _("erasure")
        verbose_name_plural = _("erasures")
        ordering = ("-erased_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["-erased_at"])]

    def __str__(self) -> str:
        return f"{self.get_how_display()} {self.erased_at:%d/%m/%Y}"
