"""What is counted: a guide, its editions, and their files."""

import re
import uuid
from typing import ClassVar

from django.core.files.storage import storages
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..choices import Format, Status, Variant


def private_storage():
    """The storage that no URL leads to, looked up late so that settings decide."""
    return storages["private"]


def file_path(file: "File", filename: str) -> str:
    """A name in the private storage that tells nothing and is never used twice."""
    return f"guides/{uuid.uuid4().hex}.{file.format}"


class Resource(models.Model):
    """A guide of the suite as it is counted: the same in every language and edition."""

    slug = models.SlugField(_("slug"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=200)
    launched_on = models.DateField(_("launched on"), null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("resource")
        verbose_name_plural = _("resources")
        ordering = ("launched_on", "title")

    def __str__(self) -> str:
        return self.title


class Edition(models.Model):
    """One version of a guide in one language, standard or white-label."""

    resource = models.ForeignKey(Resource, models.CASCADE, related_name="editions")
    version = models.CharField(_("version"), max_length=20)
    published_on = models.DateField(_("date"))
    language = models.CharField(_("language"), max_length=5, default="en")
    variant = models.CharField(_("variant"), max_length=12, choices=Variant, default=Variant.STANDARD)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.CURRENT)
    notes = models.TextField(_("what has changed"), blank=True)

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ("-published_on", "-pk")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["resource", "version", "language", "variant"], name="one_edition_for_a_version"
            ),
            models.UniqueConstraint(
                fields=["resource", "language", "variant"],
                condition=models.Q(status=Status.CURRENT),
                name="one_current_edition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.resource} {self.version} ({self.language}, {self.get_variant_display()})"


class File(models.Model):
    """One private file of an edition: a PDF or a Word document, checked by its content."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="files")
    format = models.CharField(_("format"), max_length=5, choices=Format)
    file = models.FileField(_("file"), storage=private_storage, upload_to=file_path, max_length=200)
    size = models.PositiveIntegerField(_("size in bytes"), editable=False)
    sha256 = models.CharField(_("checksum"), max_length=64, editable=False)
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "format"], name="one_file_for_a_format")
        ]

    def __str__(self) -> str:
        return f"{self.edition}, {self.get_format_display()}"

    @property
    def download_name(self) -> str:
        """The name the reader's computer will show, such as `send-review-guide-v2-en.pdf`."""
        parts = [self.edition.resource.slug]
        if self.edition.variant != Variant.STANDARD:
            parts.append(self.edition.variant)
        version = re.sub(r"[^A-Za-z0-9.]+", "-", self.edition.version).strip("-.") or "1"
        parts += [f"v{version}", self.edition.language]
        return f"{'-'.join(parts)}.{self.format}"
