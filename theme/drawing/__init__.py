"""The one package that draws: the mark, the ring, the eight patterns, covers and share pictures.

Everything is plain SVG text with presentation attributes, so it looks the same on a page, in a PDF or in a
Word file, and as a PNG in an e-mail. Ring, mark and swatches carry classes (`ink-teaching`) by which a style
sheet swaps light inks for dark ones; covers are printed things and keep theirs. Sizes are SVG user units.
"""

from .covers import cover_svg, lead_ink, share_svg
from .inks import AREAS, CODES, FONT_FAMILY, INK, MUTED, PAPER, Ink
from .rings import icon_svg, mark_svg, ring_svg, swatch_svg, whole_svg

__all__ = [
    "AREAS",
    "CODES",
    "FONT_FAMILY",
    "INK",
    "MUTED",
    "PAPER",
    "Ink",
    "cover_svg",
    "icon_svg",
    "lead_ink",
    "mark_svg",
    "ring_svg",
    "share_svg",
    "swatch_svg",
    "whole_svg",
]
