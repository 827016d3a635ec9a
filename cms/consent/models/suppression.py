"""Who is never mailed, known by a keyed hash alone."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Purpose, SuppressionReason


class Suppression(models.Model):
    """One address that is not written to, and why. The address itself stands nowhere.

    `digest` is an HMAC under `SUPPRESSION_KEY`. An empty `purpose` means every purpose.
    """

    digest = models.CharField(_("keyed hash"), max_length=64, editable=False)
    key_mark = models.CharField(
        max_length=8, editable=False, help_text=_("Recognises the key the hash was made with.")
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, blank=True)
    reason = models.CharField(_("reason"), max_length=12, choices=SuppressionReason)
    source = models.CharField(_("where"), max_length=200)
    at = models.DateTimeField(_("since"))
    lifted_at = models.DateTimeField(_("lifted"), null=True, blank=True)
    lifted_by = models.CharField(_("lifted by"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("suppressed address")
        verbose_name_plural = _("suppressed addresses")
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["digest", "purpose", "reason"], name="suppressed_once_for_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_reason_display()}: {self.at:%Y-%m-%d}"
