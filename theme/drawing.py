"""The one module that draws: the mark, the ring, the eight patterns, covers and share pictures.

Everything is plain SVG text with presentation attributes, so it looks the same on a page, in an e-mail,
a PDF or a Word file. Elements carry classes as well (`ink-teaching`), by which a style sheet may swap
light inks for dark ones. Sizes are in SVG user units.
"""

import hashlib
import math
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

FONT_DIR = Path(__file__).resolve().parent / "fonts"
FONT_FAMILY = "Atkinson Hyperlegible Next"

PAPER = "#FFFBF4"
INK = "#1C1636"
NIGHT = "#15112A"


@dataclass(frozen=True)
class Ink:
    """The colours and the pattern of one area: `light` for light paper, `dark` for dark paper."""

    code: str
    light: str
    dark: str
    pattern: str


AREAS: dict[str, Ink] = {
    ink.code: ink
    for ink in (
        Ink("outcomes", "#B83A2B", "#FF9B8C", "rings"),
        Ink("leadership", "#8F5400", "#F2B75C", "chevrons"),
        Ink("teaching", "#5A6600", "#C9D560", "waves"),
        Ink("families", "#1B6B42", "#7FD9A5", "dots"),
        Ink("assessment", "#006A6A", "#66D5D2", "grid"),
        Ink("tracking", "#1D5CA3", "#8FC1FF", "steps"),
        Ink("resources", "#6437AC", "#C3A6FF", "bars"),
        Ink("provision", "#962A72", "#F59AD3", "leaves"),
    )
}
CODES = tuple(AREAS)


def _n(value: float) -> str:
    """A number as short as it can be: two decimals, no trailing zeros."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "-0") or "0"


def segment_path(
    cx: float,
    cy: float,
    inner: float,
    outer: float,
    index: int,
    *,
    of: int = 8,
    gap: float = 0,
    turn: float = 0,
) -> str:
    """The outline of one part of a ring, counted clockwise from the top, with straight-sided gaps.

    `gap` is the distance between neighbours, `turn` rotates the ring by degrees.
    """
    start = math.radians(360 / of * index - 90 + turn)
    end = math.radians(360 / of * (index + 1) - 90 + turn)

    def point(radius: float, angle: float) -> str:
        return f"{_n(cx + radius * math.cos(angle))} {_n(cy + radius * math.sin(angle))}"

    slack_out, slack_in = math.asin(gap / 2 / outer), math.asin(min(1, gap / 2 / inner))
    large = 1 if of == 1 else 0
    return (
        f"M{point(outer, start + slack_out)}A{_n(outer)} {_n(outer)} 0 {large} 1 {point(outer, end - slack_out)}"
        f"L{point(inner, end - slack_in)}A{_n(inner)} {_n(inner)} 0 {large} 0 {point(inner, start + slack_in)}Z"
    )


def mark_svg(*, size: int = 40, label: str = "", dark: bool = False) -> str:
    """The mark of the site: eight parts of a whole, each in its own ink."""
    parts = "".join(
        f'<path class="ink-{ink.code}" fill="{ink.dark if dark else ink.light}" '
        f'd="{segment_path(20, 20, 8.5, 19.5, number, gap=1.6)}"/>'
        for number, ink in enumerate(AREAS.values())
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40" width="{size}" height="{size}" {_named(label)}>{parts}</svg>'


def _named(label: str) -> str:
    """Attributes that give a drawing a name for assistive technology, or hide it as decoration."""
    return f'role="img" aria-label={quoteattr(label)}' if label else 'aria-hidden="true" focusable="false"'


def ring_svg(*, value: int, total: int, label: str, size: int = 96) -> str:
    """Progress as the ring filling: `value` of `total` parts are solid, the rest are outlines.

    Raises ValueError unless 0 <= value <= total and total is between 1 and 24.
    """
    if not 1 <= total <= 24 or not 0 <= value <= total:
        raise ValueError(f"A ring cannot show {value} of {total}.")
    parts = []
    for number in range(total):
        ink = AREAS[CODES[number * 8 // total if total < 8 else number % 8]]
        path = segment_path(48, 48, 26, 45, number, of=total, gap=4 if total > 1 else 0.01)
        look = (
            f'class="ink-{ink.code}" fill="{ink.light}"'
            if number < value
            else 'class="ring-empty" fill="none" stroke="#5B5573" stroke-width="1.5"'
        )
        parts.append(f'<path {look} d="{path}"/>')
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96" width="{size}" height="{size}" '
        f"{_named(label)}>{''.join(parts)}</svg>"
    )


def cover_svg(
    seed: str, title: str = "", width: int = 240, height: int = 320, *, label: str = "", uid: str = ""
) -> str:
    """The cover that belongs to a seed (a guide's slug): the same drawing everywhere, a few kilobytes.

    `title` is written on it; `label` names it for assistive technology (without, it is decoration);
    `uid` keeps pattern ids apart where one page shows a cover twice.
    """
    digest = hashlib.sha256(seed.encode()).digest()
    ink = AREAS[CODES[digest[0] % 8]]
    parts = "".join(
        f'<path fill="{other.dark}" d="{segment_path(width * 0.6, height * 0.38, width * 0.2, width * 0.5, number, gap=4)}"/>'
        for number, other in enumerate(AREAS.values())
    )
    words = (
        f'<text x="{_n(width * 0.08)}" y="{_n(height * 0.9)}" fill="{PAPER}" font-family="{FONT_FAMILY}" font-size="{_n(width / 14)}">{escape(title)}</text>'
        if title
        else ""
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" {_named(label)}>'
        f'<rect width="{width}" height="{height}" fill="{ink.light}"/>{parts}{words}</svg>'
    )
