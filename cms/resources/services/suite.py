"""Which file is the one to give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..choices import Status, Variant
from ..models import File, ResourcePage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..models import Download, Resource


def in_order(files: Iterable[File], language: str) -> list[File]:
    """Files as they are offered: standard ones first, then those in the reader's language, then PDF."""
    return sorted(
        files,
        key=lambda file: (
            file.edition.variant != Variant.STANDARD,
            file.edition.language != language,
            file.edition.language,
            file.format != "pdf",
        ),
    )


def offered_files(*, slug: str, language: str) -> list[File]:
    """The files of the current editions of a guide, the likeliest first. One query."""
    files = File.objects.filter(edition__resource__slug=slug, edition__status=Status.CURRENT).select_related(
        "edition__resource"
    )
    return in_order(files, language)


def title_of(resource: Resource, language: str) -> str:
    """The title of a guide as its page has it in a language; without such a page, the guide's own."""
    pages = ResourcePage.objects.live().filter(resource=resource, locale__language_code=language)
    return pages.values_list("title", flat=True).first() or resource.title


def successor_of(file: File) -> File | None:
    """The file that stands in for one of a superseded edition: same language, variant and, if any, format.

    The file itself when its edition is current; None when nothing has taken its place.
    """
    edition = file.edition
    if edition.status == Status.CURRENT:
        return file
    newer = File.objects.filter(
        edition__resource=edition.resource_id,
        edition__status=Status.CURRENT,
        edition__variant=edition.variant,
        edition__language=edition.language,
    ).select_related("edition__resource")
    return min(newer, key=lambda other: other.format != file.format, default=None)


def current_file(download: Download) -> File | None:
    """The file to give for a download that was asked for, perhaps long ago."""
    if download.file_id:
        file = File.objects.select_related("edition__resource").filter(pk=download.file_id).first()
        if file and (found := successor_of(file)):
            return found
    # The file was taken away altogether: the likeliest of what there is now.
    files = offered_files(slug=download.resource.slug, language=download.language)
    return next(iter(files), None)
