"""Where people heard of us: sources kept by the team, and the words people typed."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class HeardSource(models.Model):
    """An answer the form offers. A merged one leads to the other and rewrites no download."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=100)
    name_cy = models.CharField(_("name in Welsh"), max_length=100, blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=100)
    is_offered = models.BooleanField(_("offered on the form"), default=True)
    takes_words = models.BooleanField(
        _("asks for words"), default=False, help_text=_("“Somewhere else” asks where.")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", verbose_name=_("merged into")
    )

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ("sort_order", "name")

    def __str__(self) -> str:
        return self.name


class HeardPhrase(models.Model):
    """Words people typed, folded to one spelling, and the source the team sorts them into."""

    folded = models.CharField(_("words"), max_length=200, unique=True)
    example = models.CharField(_("as first typed"), max_length=200)
    source = models.ForeignKey(
        HeardSource, models.SET_NULL, null=True, blank=True, related_name="phrases", verbose_name=_("source")
    )

    class Meta:
        verbose_name = _("typed answer")
        verbose_name_plural = _("typed answers")
        ordering = ("folded",)

    def __str__(self) -> str:
        return self.example
