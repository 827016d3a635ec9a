"""An append-only ledger of consent: rows, never a boolean."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models import Person

from .choices import Act, Purpose


class Wording(models.Model):
    """The words as displayed. A change of words is a new version."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=5, default="en")
    text = models.TextField(_("words shown"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("wording")
        ordering = ("purpose", "language", "-version")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["purpose", "version", "language"], name="one_wording_for_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version} ({self.language})"


class ConsentEvent(models.Model):
    """One act of consent by one person: what was shown, what they did, where and when."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="consent_events")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    act = models.CharField(_("act"), max_length=10, choices=Act)
    wording = models.ForeignKey(Wording, models.PROTECT, null=True, blank=True, related_name="+")
    source = models.CharField(_("where"), max_length=200, help_text=_("The form or import it came from."))
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("consent event")
        ordering = ("-at", "-pk")
        indexes: ClassVar = [models.Index(fields=["person", "purpose", "-at"])]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_act_display()}"
