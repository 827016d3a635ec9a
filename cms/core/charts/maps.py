"""Places as dots on a map."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


@dataclass(frozen=True, slots=True)
class Dot:
    """A place on the map: degrees north and east, what is counted there (0 is drawn faint), and its name."""

    latitude: float
    longitude: float
    value: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Inset:
    """A crowded part of a map, in degrees, that is drawn again larger, with its name."""

    name: str
    south: float
    north: float
    west: float
    east: float

    def holds(self, dot: Dot) -> bool:
        """Whether a place lies in it."""
        return self.south <= dot.latitude <= self.north and self.west <= dot.longitude <= self.east


# Units of the drawing; small enough that neighbouring districts stay apart.
SMALLEST_DOT = 0.8
# A degree of longitude at 54° north in degrees of latitude.
SQUEEZE = 0.588


def _marks(dots: Sequence[Dot], place: Callable[[Dot], tuple[str, str]], radius: Callable[[int], float]):
    """The dots of one map: those of nothing as one faint path, the others as circles, the largest below."""
    faint = format_html_join("", "M{} {}h0", (place(dot) for dot in dots if not dot.value))
    circles = format_html_join(
        "",
        '<circle cx="{}" cy="{}" r="{}"><title>{}</title></circle>',
        (
            (*place(dot), f"{radius(dot.value):.1f}", f"{dot.name}: {dot.value:,}")
            for dot in sorted((dot for dot in dots if dot.value), key=lambda dot: -dot.value)
        ),
    )
    return format_html(
        '<path class="chart-ink-muted--stroke" d="{}" fill="none" stroke="currentColor" stroke-width="2" '
        'stroke-linecap="round" stroke-opacity="0.35"/>'
        '<g class="chart-ink-1--fill" fill="currentColor" fill-opacity="0.6">{}</g>',
        faint,
        circles,
    )


def dot_map(dots: Sequence[Dot], *, width: int = 420, inset: Inset | None = None) -> SafeString:
    """Places as dots, larger where more is counted; the area of a dot is in proportion to its value.

    The projection is the plate carrée at 54° north: a degree of longitude is cos 54° of a degree of latitude,
    true enough for these islands at this size. North is up. The inset stands in the sea to the east.
    """
    if not dots:
        return SafeString("")
    west, east = min(dot.longitude for dot in dots), max(dot.longitude for dot in dots)
    south, north = min(dot.latitude for dot in dots), max(dot.latitude for dot in dots)
    pad = 14
    scale = (width - 2 * pad) / max((east - west) * SQUEEZE, 0.01)
    height = round((north - south) * scale + 2 * pad)
    largest = max((dot.value for dot in dots), default=0) or 1

    def place(dot: Dot) -> tuple[str, str]:
        x = pad + (dot.longitude - west) * SQUEEZE * scale
        return f"{x:.1f}", f"{pad + (north - dot.latitude) * scale:.1f}"

    def radius(value: int) -> float:
        return SMALLEST_DOT + 4 * (value / largest) ** 0.5

    enlarged = SafeString("")
    full = width
    if inset and any(inset.holds(dot) for dot in dots):
        full = round(width * 1.15)
        box = round(width * 0.44)
        larger = box / ((inset.east - inset.west) * SQUEEZE)
        tall = round((inset.north - inset.south) * larger)
        left, top = full - box - 1, round(height * 0.14)

        def place_larger(dot: Dot) -> tuple[str, str]:
            x = left + (dot.longitude - inset.west) * SQUEEZE * larger
            return f"{x:.1f}", f"{top + (inset.north - dot.latitude) * larger:.1f}"

        frame = (
            '<rect class="chart-ink-muted--stroke" x="{}" y="{}" width="{}" height="{}" fill="none" '
            'stroke="currentColor"/>'
        )
        corner = place(Dot(inset.north, inset.west, 0))
        enlarged = format_html(
            frame + frame + '<text class="chart-ink-muted--fill" x="{}" y="{}" font-size="12">{}</text>{}',
            *corner,
            f"{(inset.east - inset.west) * SQUEEZE * scale:.1f}",
            f"{(inset.north - inset.south) * scale:.1f}",
            left,
            top,
            box,
            tall,
            left,
            top - 6,
            inset.name,
            _marks(
                [dot for dot in dots if inset.holds(dot)], place_larger, lambda value: 1.6 * radius(value)
            ),
        )
    return format_html(
        '<svg class="chart chart--map" viewBox="0 0 {} {}" aria-hidden="true" focusable="false">{}{}</svg>',
        full,
        height,
        _marks(dots, place, radius),
        enlarged,
    )
