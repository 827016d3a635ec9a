"""What the team decided about typed names of organisations, so that it can be taken back."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import StepKind
from .organisations import Organisation


class LeftName(models.Model):
    """A typed name that stays as it is. Only its key is kept, because people type their own names too."""

    key = models.CharField(max_length=20, unique=True)
    left_at = models.DateTimeField(_("left as it is"))

    class Meta:
        verbose_name = _("name left as it is")
        verbose_name_plural = _("names left as they are")

    def __str__(self) -> str:
        return self.key


class OrganisationStep(models.Model):
    """One act of matching or merging. `record` holds numbers of rows alone, and all that undoing it needs."""

    kind = models.CharField(_("kind"), max_length=8, choices=StepKind)
    at = models.DateTimeField(_("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("organisation"),
    )
    names = models.PositiveIntegerField(_("names"), default=0)
    people = models.PositiveIntegerField(_("people"), default=0)
    record = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    class Meta:
        verbose_name = _("step of matching")
        verbose_name_plural = _("steps of matching")
        ordering = ("-at", "-pk")
        indexes: ClassVar = [models.Index(fields=["-at", "-id"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"
