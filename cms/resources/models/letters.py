"""The letters that carry a link, and what became of each."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import LetterState
from .downloads import Download


class Letter(models.Model):
    """One letter about one download. `key` is given when it is decided on, so that twice means once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    download = models.ForeignKey(Download, models.CASCADE, related_name="letters")
    state = models.CharField(_("state"), max_length=9, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(
        _("problem"), max_length=100, blank=True, help_text=_("The kind of error; never an address.")
    )
    created_at = models.DateTimeField(_("decided on"))
    changed_at = models.DateTimeField(_("last changed"))

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-created_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["state", "changed_at"])]

    def __str__(self) -> str:
        return f"{self.download}: {self.get_state_display()}"
