"""What every letter that carries a link writes down of itself."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import LetterState


class LetterFields(models.Model):
    """One letter. `key` is given when it is decided on, so that twice means once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    state = models.CharField(_("state"), max_length=9, choices=LetterState, default=LetterState.WAITING)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    problem = models.CharField(
        _("problem"), max_length=100, blank=True, help_text=_("The kind of error; never an address.")
    )
    created_at = models.DateTimeField(_("decided on"))
    changed_at = models.DateTimeField(_("last changed"))

    class Meta:
        abstract = True
        ordering = ("-created_at", "-pk")
