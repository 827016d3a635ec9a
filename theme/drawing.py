"""The one module that draws: the mark, the ring, the eight patterns, covers and share pictures.

Everything is plain SVG text with presentation attributes, so it looks the same on a page, in a PDF or in a
Word file, and as a PNG in an e-mail. Ring, mark and swatches carry classes (`ink-teaching`) by which a style
sheet swaps light inks for dark ones; covers are printed things and keep theirs. Sizes are SVG user units.
"""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

FONT_FAMILY = "Atkinson Hyperlegible Next"

PAPER = "#FFFBF4"
INK = "#1C1636"
MUTED = "#5B5573"
NIGHT = "#15112A"


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

# Chosen so that the guides of the suite fall on different inks.
_SALT = "eight parts of a whole 194"


def number(value: float) -> str:
    """A number as short as a drawing needs it: at most two decimals, no trailing zeros."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text in ("", "-0") else text


def _named(label: str) -> str:
    """Attributes that give a drawing a name for assistive technology, or hide it as decoration."""
    return f'role="img" aria-label={quoteattr(label)}' if label else 'aria-hidden="true"'


def _svg(
    body: str, width: float, height: float, *, label: str = "", size: tuple[float, float] | None = None
) -> str:
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


def _filled(
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


def mark_svg(*, size: int = 40, label: str = "") -> str:
    """The mark of the site: eight parts of a whole, each in its own ink."""
    body = "".join(
        f'<path class="ink-{ink.code}" color="{ink.light}" fill="currentColor" '
        f'd="{segment_path((20, 20), (8.2, 19.6), index, gap=1.7)}"/>'
        for index, ink in enumerate(AREAS.values())
    )
    return _svg(body, 40, 40, label=label, size=(size, size))


def icon_svg() -> str:
    """The mark on its own paper, for home screens: 40 by 40, with a margin that a round mask may take."""
    body = "".join(
        f'<path fill="{ink.light}" d="{segment_path((20, 20), (5.8, 14), index, gap=1.3)}"/>'
        for index, ink in enumerate(AREAS.values())
    )
    return _svg(f'<path fill="{PAPER}" d="M0 0h40v40H0z"/>{body}', 40, 40)


def swatch_svg(area: str, *, uid: str, size: int = 20) -> str:
    """One part of the ring with its pattern, for a tag. `uid` must be unique on the page."""
    ink = AREAS[area]
    shape = segment_path((12, 31), (13, 30), 0, turn=-22.5)
    return _svg(_filled(ink, shape, uid, scale=0.72, turn=0), 24, 24, size=(size, size))


def ring_svg(*, value: int, total: int, label: str = "", size: int = 96) -> str:
    """Progress as the ring filling: `value` of `total` parts are solid, the rest are outlines.

    Raises ValueError unless 0 <= value <= total and total is between 1 and 24.
    """
    if not 1 <= total <= 24 or not 0 <= value <= total:
        raise ValueError(f"A ring cannot show {value} of {total}.")
    body = []
    for index in range(total):
        ink = AREAS[CODES[index * 8 // total if total < 8 else index % 8]]
        shape = segment_path((48, 48), (25, 46), index, of=total, gap=min(4.0, 40 / total))
        look = (
            f'class="ink-{ink.code}" color="{ink.light}" fill="currentColor"'
            if index < value
            else f'class="ring-rest" color="{MUTED}" fill="none" stroke="currentColor" stroke-width="1.5"'
        )
        body.append(f'<path {look} d="{shape}"/>')
    return _svg("".join(body), 96, 96, label=label, size=(size, size))


def whole_svg(*, uid: str = "whole", size: int = 480, label: str = "", turn: float = 0) -> str:
    """The whole ring with its eight patterns, large: the one picture that stands for everything."""
    body = []
    for index, ink in enumerate(AREAS.values()):
        name = f"{uid}-{index}"
        shape = segment_path((160, 160), (64, 159), index, gap=6, turn=turn)
        body.append(_filled(ink, shape, name, scale=1.3, turn=45 * index + 22.5 + turn))
    return _svg("".join(body), 320, 320, label=label, size=(size, size))


@dataclass(frozen=True)
class Chance:
    """Choices that a seed makes, always the same for the same seed."""

    digest: bytes

    @classmethod
    def of(cls, seed: str) -> "Chance":
        """The choices of this seed."""
        return cls(hashlib.sha256(f"{_SALT}/{seed}".encode()).digest())

    def pick(self, place: int, count: int) -> int:
        """A whole number from 0 up to, not including, `count`."""
        return self.digest[place] % count

    def share(self, place: int) -> float:
        """A number from 0 to 1."""
        return self.digest[place] / 255


def lead_ink(seed: str) -> Ink:
    """The ink that a seed's cover is printed in."""
    return AREAS[CODES[Chance.of(seed).pick(0, 8)]]


def _cloth(seed: str) -> str:
    """The ground of a cover: its ink, a third of the way towards night, so that the ring glows on it."""
    ink, night = lead_ink(seed).light, INK
    pairs = ((int(ink[at : at + 2], 16), int(night[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(one * 0.7 + other * 0.3):02X}" for one, other in pairs)


def _scene(seed: str, box: tuple[float, float, float, float], uid: str) -> Iterator[str]:
    """The picture of a cover: a great ring that rises out of a corner, its parts in their own patterns.

    `box` is x, y, width and height of the picture; the caller clips it. Parts that lie outside are left out.
    """
    chance = Chance.of(seed)
    x, y, width, height = box
    unit = min(width, height)
    spots = (
        (0.08, 1.0),
        (0.92, 1.0),
        (0.5, 1.0),
        (0.02, 0.5),
        (0.98, 0.5),
        (0.5, 0.5),
        (0.1, 0.06),
        (0.9, 0.06),
    )
    sx, sy = spots[chance.pick(1, len(spots))]
    centre = (x + width * sx, y + height * sy)
    middle = (sx, sy) == (0.5, 0.5)
    outer = unit * (0.6 if middle else 0.8 + 0.2 * chance.share(2))
    inner = outer * (0.36 + 0.12 * chance.share(3))
    turn = 22.5 * chance.pick(4, 2)
    shift = chance.pick(5, 8)
    for index in range(8):
        ink = AREAS[CODES[(index + shift) % 8]]
        angle = math.radians(45 * (index + 0.5) - 90 + turn)
        if not _seen(centre, (inner, outer), angle, box):
            continue
        shape = segment_path(centre, (inner, outer), index, gap=unit * 0.028, turn=turn)
        name = f"{uid}-{index}"
        turned = math.degrees(angle) + 90
        yield _filled(ink, shape, name, scale=unit / 150, turn=turned, cloth=(ink.dark, ink.light))


def _seen(
    centre: tuple[float, float],
    radii: tuple[float, float],
    angle: float,
    box: tuple[float, float, float, float],
) -> bool:
    """Whether some of a part of the ring lies within the box, judged by points along it."""
    x, y, width, height = box
    for radius in (radii[0], sum(radii) / 2, radii[1]):
        for step in (-0.35, -0.18, 0, 0.18, 0.35):
            px, py = centre[0] + radius * math.cos(angle + step), centre[1] + radius * math.sin(angle + step)
            if x <= px <= x + width and y <= py <= y + height:
                return True
    return False


def break_lines(words: str, *, width: float, size: float) -> list[str]:
    """Break a title into lines no wider than `width`, judging bold letters as 0.55 of their size."""
    lines: list[str] = []
    for word in words.split():
        if lines and len(f"{lines[-1]} {word}") * size * 0.55 <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _title(words: str, box: tuple[float, float, float, float], *, largest: float) -> str:
    """A title set as large as its box allows, its last line on the box's lower edge."""
    x, y, width, height = box
    size = largest
    lines = break_lines(words, width=width, size=size)
    while size > largest / 3 and (
        len(lines) * size * 1.12 > height or max(map(len, lines), default=0) * size * 0.55 > width
    ):
        size *= 0.94
        lines = break_lines(words, width=width, size=size)
    first = y + height - (len(lines) - 1) * size * 1.12
    rows = "".join(
        f'<tspan x="{number(x)}" y="{number(first + index * size * 1.12)}">{escape(line)}</tspan>'
        for index, line in enumerate(lines)
    )
    return (
        f'<text fill="{PAPER}" font-family="{FONT_FAMILY}, sans-serif" font-weight="700" '
        f'font-size="{number(size)}" letter-spacing="{number(-size * 0.012)}">{rows}</text>'
    )


def _clip(uid: str, box: tuple[float, float, float, float]) -> str:
    x, y, width, height = map(number, box)
    return f'<clipPath id="{uid}"><path d="M{x} {y}h{width}v{height}H{x}z"/></clipPath>'


def cover_svg(
    seed: str, title: str = "", width: float = 240, height: float = 320, *, label: str = "", uid: str = ""
) -> str:
    """The cover that belongs to a seed (a guide's slug): the same drawing everywhere, a few kilobytes.

    `title` is written on it; `label` names it for assistive technology (without, it is decoration);
    `uid` keeps ids apart where one page shows several drawings.
    """
    uid = uid or f"c{hashlib.sha256(f'{seed}/{width}x{height}'.encode()).hexdigest()[:8]}"
    edge = width * 0.085
    picture = (0.0, 0.0, width, height * (0.62 if title else 1))
    words = (edge, picture[3] + height * 0.05, width - 2 * edge, height * 0.33 - edge)
    body = [
        f'<path fill="{_cloth(seed)}" d="M0 0h{number(width)}v{number(height)}H0z"/>',
        _clip(uid, picture),
        f'<g clip-path="url(#{uid})">{"".join(_scene(seed, picture, uid))}</g>',
    ]
    if title:
        body.append(_title(title, words, largest=width * 0.112))
    return _svg("".join(body), width, height, label=label)


def share_svg(seed: str, title: str, *, site: str = "", width: float = 1200, height: float = 630) -> str:
    """The picture that stands beside a shared link: the cover's drawing, lying down."""
    split = width * 0.58
    picture = (split, 0.0, width - split, height)
    body = [
        f'<path fill="{_cloth(seed)}" d="M0 0h{number(width)}v{number(height)}H0z"/>',
        _clip("s", picture),
        f'<g clip-path="url(#s)">{"".join(_scene(seed, picture, "s"))}</g>',
        _title(title, (72, 96, split - 120, height - 96 - (150 if site else 84)), largest=84),
    ]
    if site:
        body.append(
            f'<text x="72" y="{number(height - 64)}" fill="{PAPER}" font-family="{FONT_FAMILY}, sans-serif" '
            f'font-size="34">{escape(site)}</text>'
        )
    return _svg("".join(body), width, height, label=title)
