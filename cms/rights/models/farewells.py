"""Whose time is up: told first, then done."""

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.people.models import Person


class Farewell(models.Model):
    """Somebody who has not been in touch for so long that they will be erased, unless a reason is given."""

    person = models.OneToOneField(Person, models.CASCADE, related_name="farewell", verbose_name=_("person"))
    last_heard_on = models.DateField(_("not in touch since"))
    told_on = models.DateField(_("listed on"))
    acts_on = models.DateField(_("erased on"))
    kept_until = models.DateField(_("kept until"), null=True, blank=True)
    kept_because = models.CharField(_("reason"), max_length=300, blank=True)
    kept_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )

    class Meta:
        verbose_name = _("person whose time is up")
        verbose_name_plural = _("people whose time is up")
        ordering = ("acts_on", "pk")
        indexes: ClassVar = [models.Index(fields=["acts_on", "kept_until"])]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(kept_until__isnull=True) | ~models.Q(kept_because=""),
                name="who_is_kept_is_kept_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(acts_on__gt=models.F("told_on")), name="told_before_it_is_done"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.acts_on:%d/%m/%Y}"


class Week(models.Model):
    """A week, by its Monday, in which the team was written to about people whose time is up: once."""

    monday = models.DateField(unique=True)

    class Meta:
        verbose_name = _("week of a notice")

    def __str__(self) -> str:
        return f"{self.monday:%d/%m/%Y}"
