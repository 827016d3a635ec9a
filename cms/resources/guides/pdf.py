"""A guide as a tagged PDF that meets PDF/UA-1, made by typst without system fonts or libraries."""

import json
from dataclasses import asdict
from datetime import UTC, datetime, time
from pathlib import Path

import typst

from theme.drawing import AREAS, cover_svg
from theme.pictures import FONT_DIR

from .content import Guide
from .wording import PUBLISHER, edition_line, version_line

HERE = Path(__file__).parent
COVER_WIDTH, COVER_HEIGHT = 840, 728


def make_pdf(guide: Guide) -> bytes:
    """The document's bytes: the same content gives the same bytes on any day.

    Raises `typst.TypstError` where the content would break PDF/UA (a heading skipped, a picture
    without words).
    """
    payload = asdict(guide) | {
        "publisher": PUBLISHER,
        "edition_line": edition_line(guide),
        "version_line": version_line(guide),
        "published_on": guide.published_on.isoformat(),
    }
    return typst.compile(
        HERE / "guide.typ",
        root=HERE,
        font_paths=typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONT_DIR]
        ),
        sys_inputs={
            "guide": json.dumps(payload),
            "hues": json.dumps({code: area.light for code, area in AREAS.items()}),
            "cover": cover_svg(guide.slug, width=COVER_WIDTH, height=COVER_HEIGHT),
        },
        format="pdf",
        pdf_standards=["ua-1"],
        timestamp=datetime.combine(guide.published_on, time(9), UTC),
    )
