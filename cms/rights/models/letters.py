"""Letters about rights, and what became of each."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.models import LetterFields

from ..choices import LetterKind
from .erasures import Erasure
from .packages import Package
from .requests import RightsRequest


class RightsLetter(LetterFields):
    """One letter. It holds no address: that stands with what the letter is about, and goes with it."""

    kind = models.CharField(_("about"), max_length=8, choices=LetterKind)
    request = models.ForeignKey(RightsRequest, models.CASCADE, null=True, blank=True, related_name="letters")
    erasure = models.ForeignKey(Erasure, models.CASCADE, null=True, blank=True, related_name="letters")
    package = models.ForeignKey(Package, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField(_("words"), blank=True, help_text=_("Of a reply: what was written."))

    class Meta(LetterFields.Meta):
        verbose_name = _("letter about rights")
        verbose_name_plural = _("letters about rights")
        indexes: ClassVar = [models.Index(fields=["state", "changed_at"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_state_display()}"
