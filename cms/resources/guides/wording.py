"""The lines that PDF and Word share, in the language of the guide."""

from django.utils import formats, translation

from .content import Guide

PUBLISHER = "Whole School SEND"


def version_line(guide: Guide) -> str:
    """“edition 2.1”, in the language of the guide."""
    return f"{guide.words['edition']} {guide.version}"


def edition_line(guide: Guide) -> str:
    """What stands at the foot of the cover: which edition this is and from when."""
    with translation.override(guide.language):
        when = formats.date_format(guide.published_on, "j F Y")
    return f"{guide.words['edition'].capitalize()} {guide.version}, {when}. {guide.words['free']}"
