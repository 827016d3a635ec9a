"""The eight inks, the eight patterns, and the few shapes that everything is drawn from."""

import math
import re
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FONT_FAMILY = "Atkinson Hyperlegible Next"

PAPER = "#FFFBF4"
INK = "#1C1636"
MUTED = "#5B5573"


@dataclass(frozen=True)
class Ink:
    """The look of one area: `light` is its ink on light paper, `dark` on dark paper; its pattern, by name."""

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

# One tile of each pattern, 12 by 12 (bars are longer). What leaves a tile at one edge enters at the opposite.
_LINE = 'fill="none" stroke="currentColor" stroke-width="2.6"'
PATTERNS: dict[str, str] = {
    "rings": '<circle cx="6" cy="6" r="3.7" fill="none" stroke="currentColor" stroke-width="2.4"/>',
    "chevrons": f'<path {_LINE} d="M-2 10.5l8-8 8 8"/>',
    "waves": f'<path {_LINE} d="M-3 6q3-5 6 0t6 0 6 0"/>',
    "dots": '<circle cx="3" cy="3" r="2.3"/><circle cx="9" cy="9" r="2.3"/>',
    "grid": f'<path {_LINE} d="M6 0v12M0 6h12"/>',
    "steps": f'<path {_LINE} d="M-3 9h6V3h6v-6M9 15V9h6"/>',
    "bars": '<path d="M0 0h3v360H0zM6 0h3v360H6z"/>',
    "leaves": '<path d="M1.5 10.5c0-6 3-9 9-9 0 6-3 9-9 9z"/>',
}


def number(value: float) -> str:
    """A number as short as a drawing needs it: at most two decimals, no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def words_in(text: str) -> str:
    """Text made safe for a drawing: marked up characters escaped, those that XML forbids left out."""
    return escape(_FORBIDDEN.sub("", text))


def _named(label: str) -> str:
    """Attributes that give a drawing a name for assistive technology, or hide it as decoration."""
    return f'role="img" aria-label={quoteattr(_FORBIDDEN.sub("", label))}' if label else 'aria-hidden="true"'


def svg(
    body: str, width: float, height: float, *, label: str = "", size: tuple[float, float] | None = None
) -> str:
    """A whole drawing: `width` and `height` in its own units, `size` (default the same) as shown."""
    shown = size or (width, height)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {number(width)} {number(height)}" '
        f'width="{number(shown[0])}" height="{number(shown[1])}" {_named(label)}>{body}</svg>'
    )


def segment_path(
    centre: tuple[float, float],
    radii: tuple[float, float],
    index: int,
    *,
    of: int = 8,
    gap: float = 0,
    turn: float = 0,
) -> str:
    """The outline of one part of a ring, counted clockwise from the top.

    `radii` are the inner and the outer one, `gap` the distance between neighbours (its sides are parallel),
    `turn` rotates the ring by degrees. A ring of one part keeps a hairline so that it stays one path.
    """
    (cx, cy), (inner, outer) = centre, radii
    gap = max(gap, 0.02) if of == 1 else gap
    start = math.radians(360 / of * index - 90 + turn)
    end = math.radians(360 / of * (index + 1) - 90 + turn)
    out, back = math.asin(gap / 2 / outer), math.asin(min(1.0, gap / 2 / inner))
    large = 1 if of == 1 else 0

    def at(radius: float, angle: float) -> str:
        return f"{number(cx + radius * math.cos(angle))} {number(cy + radius * math.sin(angle))}"

    return (
        f"M{at(outer, start + out)}"
        f"A{number(outer)} {number(outer)} 0 {large} 1 {at(outer, end - out)}"
        f"L{at(inner, end - back)}"
        f"A{number(inner)} {number(inner)} 0 {large} 0 {at(inner, start + back)}Z"
    )


def filled(
    ink: Ink, shape: str, uid: str, *, scale: float, turn: float, cloth: tuple[str, str] | None = None
) -> str:
    """A shape filled with an area's pattern: light thread on a dark ground.

    `cloth` gives other colours of ground and thread; without it they are the area's own, and a style sheet
    may swap them by the classes `ink-…` and `tint-…`. The ground is a path of its own because tiles that
    carry it show their seams where they are turned; bars have long tiles for the same reason.
    """
    ground, thread = cloth or (ink.light, ink.dark)
    below, above = ("", "") if cloth else (f' class="ink-{ink.code}"', f' class="tint-{ink.code}"')
    height = 360 if ink.pattern == "bars" else 12
    return (
        f'<pattern id="{uid}" width="12" height="{height}" patternUnits="userSpaceOnUse" '
        f'patternTransform="rotate({number(turn)}) scale({number(scale)})">'
        f'<g{above} color="{thread}" fill="currentColor">{PATTERNS[ink.pattern]}</g></pattern>'
        f'<path{below} color="{ground}" fill="currentColor" d="{shape}"/>'
        f'<path fill="url(#{uid})" d="{shape}"/>'
    )
