"""Covers and share pictures: drawn from a seed, recognisably a family and each its own."""

import hashlib
import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from .inks import AREAS, CODES, FONT_FAMILY, INK, PAPER, Ink, filled, number, segment_path, svg, words_in

# The number was searched for: with it the six guides of the suite fall on six different inks and places.
SALT = "eight parts of a whole 43274"
# Stands where ids begin until a page says how: no title can hold it, since XML allows no such character.
_UID = "\x00uid\x00"


@dataclass(frozen=True)
class Chance:
    """Choices that a seed makes, always the same for the same seed."""

    digest: bytes

    @classmethod
    def of(cls, seed: str) -> "Chance":
        """The choices of this seed."""
        return cls(hashlib.sha256(f"{SALT}/{seed}".encode()).digest())

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
        yield filled(ink, shape, name, scale=unit / 150, turn=turned, cloth=(ink.dark, ink.light))


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
        f'<tspan x="{number(x)}" y="{number(first + index * size * 1.12)}">{words_in(line)}</tspan>'
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
    return svg(_cover_body(seed, title, width, height).replace(_UID, uid), width, height, label=label)


@lru_cache(maxsize=256)
def _cover_body(seed: str, title: str, width: float, height: float) -> str:
    """What is inside a cover, with a placeholder where ids begin: pages show the same few again and again."""
    edge = width * 0.085
    picture = (0.0, 0.0, width, height * (0.62 if title else 1))
    words = (edge, picture[3] + height * 0.05, width - 2 * edge, height * 0.33 - edge)
    body = [
        f'<path fill="{_cloth(seed)}" d="M0 0h{number(width)}v{number(height)}H0z"/>',
        _clip(_UID, picture),
        f'<g clip-path="url(#{_UID})">{"".join(_scene(seed, picture, _UID))}</g>',
    ]
    if title:
        body.append(_title(title, words, largest=width * 0.112))
    return "".join(body)


def share_svg(seed: str, title: str, *, site: str = "", width: float = 1200, height: float = 630) -> str:
    """The picture that stands beside a shared link: the cover's drawing, lying down."""
    split = width * 0.58
    picture = (split, 0.0, width - split, height)
    body = [
        f'<path fill="{_cloth(seed)}" d="M0 0h{number(width)}v{number(height)}H0z"/>',
        _clip("s", (split - 60, 0.0, width - split + 60, height)),
        f'<g clip-path="url(#s)">{"".join(_scene(seed, picture, "s"))}</g>',
        _title(title, (72, 96, split - 120, height - 96 - (150 if site else 84)), largest=84),
    ]
    if site:
        body.append(
            f'<text x="72" y="{number(height - 64)}" fill="{PAPER}" font-family="{FONT_FAMILY}, sans-serif" '
            f'font-size="34">{words_in(site)}</text>'
        )
    return svg("".join(body), width, height, label=title)
