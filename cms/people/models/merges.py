"""Two people who were one: what was joined, and who may be joined."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..choices import Likeness, Verdict
from .people import Person


class Merge(models.Model):
    """One joining of two people, and all that is needed to take it back.

    `record` holds keys of rows and names of fields, never an address or a name; it is emptied, and both
    sides are let go, when the person is erased.
    """

    kept = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+", verbose_name=_("stays"))
    gone = models.ForeignKey(
        Person, models.SET_NULL, null=True, related_name="merges", verbose_name=_("leads to the other")
    )
    at = models.DateTimeField(_("joined on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    record = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(_("taken back on"), null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("taken back by"),
    )

    class Meta:
        verbose_name = _("joining of two people")
        ordering = ("-at", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["gone"], condition=models.Q(undone_at__isnull=True), name="merged_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=~models.Q(kept=models.F("gone")), name="nobody_is_merged_with_themselves"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class DuplicateProposal(models.Model):
    """Two people who may be one, with the reason; what somebody said of them is remembered.

    `one` is the smaller key of the two, so that a pair stands once.
    """

    one = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    likeness = models.CharField(_("why"), max_length=5, choices=Likeness)
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict, default=Verdict.OPEN)
    found_at = models.DateTimeField(_("found on"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("likely duplicate")
        ordering = ("pk",)
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["one", "other"], name="one_proposal_for_a_pair"),
            models.CheckConstraint(condition=models.Q(one__lt=models.F("other")), name="smaller_key_first"),
        ]
        indexes: ClassVar = [models.Index(fields=["verdict", "likeness", "id"], name="proposal_by_verdict")]

    def __str__(self) -> str:
        return str(self.pk)
