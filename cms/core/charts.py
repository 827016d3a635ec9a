"""Charts as SVG for the page itself: no script, no inline style, readable in light and dark.

Line and bar charts are drawn by Vega-Lite on the server; small ones (`sparkline`, `dot_map`) by hand. Marks
carry a class that `core/charts.css` colours with the theme's inks, and text is `currentColor`. A chart never
stands alone: its numbers stand in a table beside it, so that the drawing is hidden from assistive technology
behind its caption.
"""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import vl_convert
from django.core.cache import cache
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from lxml import etree

VERSION = 2
ROOM = 36
KEEP_FOR = 7 * 24 * 3600
# Vega-Lite writes these into the drawing and `_tidy` puts a class in their place. The classes are coloured in
# charts.css; the values are what is seen where that file is missing.
INKS = {
    "#3b2ba8": "chart-ink-1",
    "#8f5400": "chart-ink-2",
    "#5b5573": "chart-ink-muted",
    "#d8d2e4": "chart-grid",
}
FIRST, SECOND, MUTED, GRID = INKS
SVG = "{http://www.w3.org/2000/svg}"
DROPPED = ("font-family", "aria-label", "aria-roledescription", "role", "aria-hidden", "pointer-events")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a chart: its name, written at its end, and a value (or None, a gap) for each day."""

    name: str
    values: Sequence[float | None]
    dashed: bool = False


def _tidy(svg: str) -> str:
    """Make Vega's SVG fit our pages: classes for inks, no size of its own, nothing that reads itself out."""
    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    for element in list(root.iter(f"{SVG}*")):
        is_frame = element.tag == f"{SVG}path" and element.get("class") in ("background", "foreground")
        if is_frame or element.get("opacity") == "0":  # Vega hides a label that would touch the next one
            element.getparent().remove(element)
            continue
        if element.get("opacity") == "1":
            del element.attrib["opacity"]
        for name in (*DROPPED, "class", "style"):
            element.attrib.pop(name, None)
        classes = []
        for name, prefix in (("fill", "fill"), ("stroke", "stroke")):
            ink = INKS.get((element.get(name) or "").lower())
            if ink:
                classes.append(f"{ink}--{prefix}")
        if classes:
            element.set("class", " ".join(classes))
    root.set("class", "chart")
    root.set("aria-hidden", "true")
    root.set("focusable", "false")
    width, height = root.attrib.pop("width"), root.attrib.pop("height")
    # Room on both sides: the browser's font may be wider than the one Vega measured the words with.
    root.set("viewBox", f"-{ROOM} 0 {float(width) + 2 * ROOM:g} {float(height):g}")
    root.attrib.pop("version", None)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _draw(spec: dict) -> SafeString:
    """The SVG of a Vega-Lite specification, drawn once for the same content."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    key = f"chart:{VERSION}:{hashlib.sha256(text.encode()).hexdigest()}"
    svg = cache.get(key)
    if svg is None:
        svg = _tidy(vl_convert.vegalite_to_svg(text, vl_version="5.21"))
        cache.set(key, svg, KEEP_FOR)
    # Ours from end to end: Vega escapes the labels, and `_tidy` parsed and wrote the result as XML.
    return SafeString(svg)


def _base(width: int, height: int) -> dict:
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "width": width,
        "height": height,
        "background": None,
        "padding": {"left": 4, "right": 12, "top": 8, "bottom": 4},
        "config": {
            "view": {"stroke": None},
            "axis": {
                "labelColor": "currentColor",
                "titleColor": "currentColor",
                "domainColor": MUTED,
                "tickColor": MUTED,
                "gridColor": GRID,
                "labelFontSize": 13,
                "titleFontSize": 13,
                "titleFontWeight": "normal",
                "labelLimit": 260,
            },
            "text": {"fontSize": 13, "color": "currentColor"},
        },
    }


def line_chart(
    *, days: Sequence[date], lines: Sequence[Line], width: int = 640, height: int = 240, unit: str = "month"
) -> SafeString:
    """Lines over time, each named at its end. `unit` is `day`, `week` or `month`: how days are written.

    Raises ValueError when a line has not one value for each day.
    """
    if any(len(line.values) != len(days) for line in lines):
        raise ValueError("Every line of a chart needs one value for each day.")
    spec = _base(width, height)
    layers = []
    for number, line in enumerate(lines):
        rows = [
            {"day": day.isoformat(), "value": value}
            for day, value in zip(days, line.values, strict=True)
            if value is not None
        ]
        if not rows:
            continue
        ink = (FIRST, SECOND, MUTED)[number % 3]
        x = {
            "field": "day",
            "type": "temporal",
            "scale": {"type": "utc"},
            "axis": {
                "title": None,
                "format": "%b %Y" if unit == "month" else "%-d %b",
                "labelOverlap": True,
                "grid": False,
                "tickCount": min(len(days), 8),
            },
        }
        y = {
            "field": "value",
            "type": "quantitative",
            "scale": {"domainMin": 0, "nice": True},
            "axis": {"title": None, "tickCount": 5, "format": ",~f", "domain": False, "ticks": False},
        }
        mark = {"type": "line", "color": ink, "strokeWidth": 2.5}
        if line.dashed:
            mark["strokeDash"] = [6, 4]
        layers.append({"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y}})
        if len(rows) == 1:
            layers.append(
                {
                    "data": {"values": rows},
                    "mark": {"type": "point", "color": ink},
                    "encoding": {"x": x, "y": y},
                }
            )
        layers.append(
            {
                "data": {"values": [{**rows[-1], "name": line.name}]},
                "mark": {
                    "type": "text",
                    "align": "left",
                    "dx": 6,
                    "dy": -8 if number % 2 == 0 else 10,
                    "color": ink,
                },
                "encoding": {"x": x, "y": y, "text": {"field": "name", "type": "nominal"}},
            }
        )
    if not layers:
        return SafeString("")
    return _draw({**spec, "layer": layers})


def bar_chart(*, labels: Sequence[str], values: Sequence[float], width: int = 420) -> SafeString:
    """Lying bars in the order given, each with its value at its end.

    Raises ValueError when there are not as many values as labels.
    """
    if len(labels) != len(values):
        raise ValueError("Every bar needs a label and a value.")
    if not labels:
        return SafeString("")
    rows = [
        {"order": f"{number:04d}", "label": str(label), "value": value}
        for number, (label, value) in enumerate(zip(labels, values, strict=True))
    ]
    y = {
        "field": "order",
        "type": "ordinal",
        "axis": {
            "title": None,
            "ticks": False,
            "domain": False,
            "labelPadding": 8,
            # The order keeps two bars of one name apart; what is written is the name.
            "labelExpr": f"{json.dumps({row['order']: row['label'] for row in rows})}[datum.value]",
        },
    }
    x = {"field": "value", "type": "quantitative", "axis": None, "scale": {"domainMin": 0}}
    return _draw(
        {
            **_base(width, 30 * len(rows)),
            "data": {"values": rows},
            "layer": [
                {"mark": {"type": "bar", "color": FIRST, "height": 18}, "encoding": {"x": x, "y": y}},
                {
                    "mark": {"type": "text", "align": "left", "dx": 5},
                    "encoding": {
                        "x": x,
                        "y": y,
                        "text": {"field": "value", "type": "quantitative", "format": ",~f"},
                    },
                },
            ],
        }
    )


def sparkline(values: Sequence[float], *, text: str, width: int = 120, height: int = 28) -> SafeString:
    """A small line without axes, from nothing at the bottom to the highest value at the top.

    `text` says in words what it shows and is what a screen reader reads.
    """
    if not values:
        return SafeString("")
    top = max(values) or 1
    pad = 3
    step = (width - 2 * pad) / max(len(values) - 1, 1)
    points = [
        (pad + number * step, height - pad - (height - 2 * pad) * value / top)
        for number, value in enumerate(values)
    ]
    return format_html(
        '<svg class="sparkline" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" '
        'aria-label="{text}" focusable="false"><polyline class="chart-ink-1--stroke" fill="none" '
        'stroke="currentColor" '
        'stroke-width="1.5" stroke-linejoin="round" points="{points}"/>'
        '<circle class="chart-ink-1--fill" fill="currentColor" cx="{x}" cy="{y}" r="2.5"/></svg>',
        w=width,
        h=height,
        text=text,
        points=" ".join(f"{x:.1f},{y:.1f}" for x, y in points),
        x=f"{points[-1][0]:.1f}",
        y=f"{points[-1][1]:.1f}",
    )


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
