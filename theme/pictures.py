"""Drawings as PNG, for places that show no SVG: shared links, e-mail, Word, home screens."""

from functools import cache
from pathlib import Path

FONT_DIR = Path(__file__).resolve().parent / "fonts"


@cache
def _fonts() -> None:
    """Tell the converter where our letters are once: without them it falls back in silence."""
    import vl_convert

    vl_convert.register_font_directory(str(FONT_DIR))


def png(svg: str, *, scale: float = 1.0) -> bytes:
    """An SVG drawing as PNG; `scale` multiplies the drawing's own size. Raises ValueError if it is no SVG."""
    import vl_convert

    _fonts()
    return vl_convert.svg_to_png(svg, scale=scale)
