"""The guides' editions and their real files, made from structured content."""

import hashlib
import io
from dataclasses import dataclass

import pikepdf
from django.core.files.base import ContentFile

from ..choices import Format, Status, Variant
from ..guides.content import read_guide
from ..guides.pdf import make_pdf
from ..guides.word import make_word
from ..models import Edition, File, Resource
from .plan import ADULTHOOD, GOVERNANCE, REFLECTION, REVIEW, TA, TRUST


@dataclass(frozen=True)
class Made:
    """An edition to make: which content, in which formats."""

    slug: str
    language: str = "en"
    variant: str = Variant.STANDARD
    formats: tuple[str, ...] = (Format.PDF, Format.WORD)
    earlier: str = ""
    notes: str = ""


EDITIONS = (
    Made(REVIEW, earlier="1.0", formats=(Format.PDF,), notes="The first edition."),
    Made(REVIEW, notes="As users asked: a row for each statement, columns for evidence and actions."),
    Made(
        REVIEW, variant=Variant.WHITE_LABEL, formats=(Format.WORD,), notes="For you to change and re-brand."
    ),
    Made(REVIEW, language="cy", formats=(Format.PDF,), notes="Y fersiwn Cymraeg cyntaf."),
    Made(TA),
    Made(TA, variant=Variant.WHITE_LABEL, formats=(Format.WORD,), notes="For you to change and re-brand."),
    Made(REFLECTION),
    Made(ADULTHOOD),
    Made(GOVERNANCE),
    Made(TRUST),
)


def make_editions(resources: dict[str, Resource], say) -> None:
    """Make every edition with its files. Deterministic: the same bytes on any day."""
    for made in EDITIONS:
        guide = read_guide(made.slug, made.language, made.earlier)
        say(f"  {guide.title} {guide.version} ({made.language}, {made.variant})")
        edition = Edition.objects.create(
            resource=resources[made.slug],
            version=guide.version,
            published_on=guide.published_on,
            language=made.language,
            variant=made.variant,
            status=Status.SUPERSEDED if made.earlier else Status.CURRENT,
            notes=made.notes,
        )
        for kind in made.formats:
            if kind == Format.PDF:
                content = make_pdf(guide)
            else:
                content = make_word(guide, white_label=made.variant == Variant.WHITE_LABEL)
            add_file(edition, kind, content)


def add_file(edition: Edition, kind: str, content: bytes) -> File:
    """Put one file of an edition into the private storage."""
    file = File(edition=edition, format=kind, size=len(content), sha256=hashlib.sha256(content).hexdigest())
    if kind == Format.PDF:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            file.pages = len(pdf.pages)
    file.file.save(f"guide.{kind}", ContentFile(content), save=False)
    file.save()
    return file
