"""The letters that carry a link, and what became of each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.models import LetterFields

from .downloads import Download


class Letter(LetterFields):
    """One letter about one download."""

    download = models.ForeignKey(Download, models.CASCADE, related_name="letters")

    class Meta(LetterFields.Meta):
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        indexes: ClassVar = [models.Index(fields=["state", "changed_at"])]

    def __str__(self) -> str:
        return f"{self.download}: {self.get_state_display()}"
