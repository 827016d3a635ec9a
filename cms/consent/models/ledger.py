"""An append-only ledger of consent: rows, never a boolean."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models import Person

from ..choices import Act, Proof, Purpose
from ..querysets import AppendOnlyError, AppendOnlyQuerySet


class AppendOnly(models.Model):
    """Saved once. `MAY_CHANGE` names what may be changed by an update: never what was said."""

    MAY_CHANGE: ClassVar[frozenset[str]] = frozenset()

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Add a row. Raises `AppendOnlyError` when it is there already."""
        if not self._state.adding:
            raise AppendOnlyError(f"{self._meta.verbose_name}: rows are added and never changed.")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> Any:
        """Refuse."""
        raise AppendOnlyError(f"{self._meta.verbose_name}: rows are added and never deleted.")


class Wording(AppendOnly):
    """The words as displayed. A change is a new version; the database refuses to change an old one."""

    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    version = models.PositiveIntegerField(_("version"))
    language = models.CharField(_("language"), max_length=5, default="en")
    text = models.TextField(_("words shown"))
    created_at = models.DateTimeField(_("written"), auto_now_add=True)

    class Meta:
        verbose_name = _("wording")
        verbose_name_plural = _("wordings")
        ordering = ("purpose", "language", "-version")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["purpose", "version", "language"], name="one_wording_for_a_version"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.version} ({self.language})"


class ConsentEvent(AppendOnly):
    """One act of consent by one person: what was shown, what they did, where and when.

    After an erasure the row stands without a person and without its note, so that totals stay.
    """

    MAY_CHANGE = frozenset({"person", "person_id", "recorded_by", "recorded_by_id"})

    person = models.ForeignKey(
        Person,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="consent_events",
        verbose_name=_("person"),
    )
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    subject = models.CharField(
        _("about"), max_length=60, blank=True, help_text=_("The code of the programme it is about, if any.")
    )
    act = models.CharField(_("act"), max_length=10, choices=Act)
    wording = models.ForeignKey(
        Wording, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("wording")
    )
    source = models.CharField(_("where"), max_length=200, help_text=_("The form or import it came from."))
    at = models.DateTimeField(_("when"), db_index=True)
    asked_at = models.DateTimeField(
        _("first said"),
        null=True,
        blank=True,
        help_text=_("When they ticked the box, if they confirmed later."),
    )
    proof = models.CharField(_("proof"), max_length=10, choices=Proof, blank=True)
    note = models.CharField(_("how we know"), max_length=500, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("written down by"),
    )

    class Meta:
        verbose_name = _("consent event")
        verbose_name_plural = _("consent events")
        ordering = ("-at", "-pk")
        permissions: ClassVar = [
            ("record_consent", "Can write down what somebody said about consent on their behalf"),
            ("import_audience", "Can bring in an audience from another mailing system"),
        ]
        indexes: ClassVar = [models.Index(fields=["person", "purpose", "-at"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~models.Q(act="given", proof="recorded", note="", person__isnull=False),
                name="a_recorded_yes_says_how",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.get_act_display()}"


class Hold(models.Model):
    """Two identities were merged that did not agree: a yes from before `at` does not count until asked again.

    Made and taken back by merging alone; nothing that a person did.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="consent_holds")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose)
    subject = models.CharField(_("about"), max_length=60, blank=True)
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("hold")
        verbose_name_plural = _("holds")
        indexes: ClassVar = [models.Index(fields=["person", "purpose"])]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.at:%Y-%m-%d}"


class SoftOptIn(models.Model):
    """Somebody gave a charity their address, was offered to refuse its letters, and did not.

    A basis of its own beside consent, never mixed with it, and without effect unless `SOFT_OPT_IN` is on
    (docs/decisions/consent.md).
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="soft_opt_ins")
    purpose = models.CharField(_("purpose"), max_length=20, choices=Purpose, default=Purpose.NEWSLETTER)
    source = models.CharField(_("where"), max_length=200)
    offered = models.TextField(
        _("words shown"), help_text=_("The words that offered to refuse, as they stood beside the question.")
    )
    at = models.DateTimeField(_("when"))

    class Meta:
        verbose_name = _("soft opt-in")
        verbose_name_plural = _("soft opt-ins")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person", "purpose"], name="one_soft_opt_in_for_a_purpose")
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()}: {self.at:%Y-%m-%d}"
