"""Which data of others was loaded: the release, when, and a checksum."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Dataset


class DataLoad(models.Model):
    """One loading of somebody else's data. The newest of a dataset is what the site knows."""

    dataset = models.CharField(_("data"), max_length=16, choices=Dataset)
    release = models.CharField(_("release"), max_length=100, blank=True)
    file_name = models.CharField(_("file"), max_length=200, blank=True)
    checksum = models.CharField(_("SHA-256 checksum"), max_length=64, blank=True)
    rows = models.PositiveIntegerField(_("rows"), default=0)
    report = models.JSONField(_("what changed"), default=dict, blank=True)
    loaded_at = models.DateTimeField(_("loaded"))

    class Meta:
        verbose_name = _("data load")
        verbose_name_plural = _("data loads")
        ordering = ("-loaded_at", "-pk")
        indexes: ClassVar = [models.Index(fields=["dataset", "-loaded_at"])]

    def __str__(self) -> str:
        return f"{self.get_dataset_display()} {self.release}".strip()
