"""What every chart of Vega-Lite shares: its look, and how its SVG is made to fit our pages."""

import hashlib
import json

import vl_convert
from django.core.cache import cache
from django.utils.safestring import SafeString
from lxml import etree

VERSION = 2
ROOM = 36
KEEP_FOR = 7 * 24 * 3600
# Vega-Lite writes these into the drawing and `tidy` puts a class in their place. The classes are coloured in
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


def tidy(svg: str) -> str:
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


def draw(spec: dict) -> SafeString:
    """The SVG of a Vega-Lite specification, drawn once for the same content."""
    text = json.dumps(spec, sort_keys=True, ensure_ascii=False)
    key = f"chart:{VERSION}:{hashlib.sha256(text.encode()).hexdigest()}"
    svg = cache.get(key)
    if svg is None:
        svg = tidy(vl_convert.vegalite_to_svg(text, vl_version="5.21"))
        cache.set(key, svg, KEEP_FOR)
    # Ours from end to end: Vega escapes the labels, and `tidy` parsed and wrote the result as XML.
    return SafeString(svg)


def base(width: int, height: int) -> dict:
    """A specification without marks, in our look; `width` and `height` in pixels."""
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
