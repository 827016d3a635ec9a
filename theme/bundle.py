"""One style sheet and one script for every public page, put together from their parts without a build step.

The parts stay one file per component; `manage.py bundle_theme` writes what is served, and a test and a system
check say when the two have parted.
"""

import json
import re
from collections.abc import Callable
from pathlib import Path

from . import drawing

STATIC = Path(__file__).resolve().parent / "static" / "theme"

# The order of the layers decides which rule wins; inside one layer, the order of the files.
LAYERS: dict[str, tuple[str, ...]] = {
    "reset": ("reset",),
    "tokens": ("tokens", "tokens-dark"),
    "base": ("base",),
    "layout": ("layout",),
    "components": (
        "header",
        "search",
        "footer",
        "button",
        "form",
        "callout",
        "card",
        "cover",
        "hero",
        "ring",
        "tag",
        "navigation",
        "table",
        "details",
        "file",
        "words",
        "people",
    ),
    "utilities": ("utilities",),
}
ONLY_WHEN = {"tokens-dark": "screen and (prefers-color-scheme: dark)"}
SCRIPTS = ("errors", "menu", "lists")
# Served as they are, fetched by a page only when they are needed.
LATER = {"css": ("combobox",), "js": ("combobox",)}


def squeeze(css: str) -> str:
    """CSS without comments and needless space. Strings in it must not hold comments or double spaces."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,]) ?", r"\1", css)
    return css.replace(";}", "}").strip()


def style_sheet() -> str:
    """The one style sheet of the public site."""

    def part(name: str) -> str:
        css = squeeze((STATIC / "css" / f"{name}.css").read_text(encoding="utf-8"))
        return f"@media {ONLY_WHEN[name]}{{{css}}}" if name in ONLY_WHEN else css

    head = [f"@layer {','.join(LAYERS)};", part("fonts")]
    return "\n".join(
        head + [f"@layer {layer}{{{''.join(map(part, names))}}}" for layer, names in LAYERS.items()]
    )


def script() -> str:
    """The one script of the public site: each part enhances, none is required."""
    lines = (
        line.strip()
        for name in SCRIPTS
        for line in (STATIC / "js" / f"{name}.js").read_text(encoding="utf-8").splitlines()
    )
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def manifest() -> str:
    """What a phone needs to put the site on its home screen."""
    icons = [
        {"src": "mark.svg", "type": "image/svg+xml", "sizes": "any"},
        {"src": "icon-192.png", "type": "image/png", "sizes": "192x192"},
        {"src": "icon-512.png", "type": "image/png", "sizes": "512x512"},
    ]
    look = {
        "background_color": drawing.PAPER,
        "theme_color": drawing.PAPER,
        "display": "browser",
        "start_url": "/",
    }
    return json.dumps({"icons": icons, **look}, indent=2)


# Where each made file stands, and what makes it.
MADE: dict[str, Callable[[], str]] = {
    "css/site.css": style_sheet,
    "js/site.js": script,
    "img/mark.svg": drawing.mark_svg,
    "img/site.webmanifest": manifest,
}
ICONS = {"img/touch-icon.png": 180, "img/icon-192.png": 192, "img/icon-512.png": 512}


def stale() -> list[str]:
    """The names of made files that are missing or differ from what their parts make."""
    behind = []
    for name, make in MADE.items():
        path = STATIC / name
        if not path.exists() or path.read_text(encoding="utf-8") != make() + "\n":
            behind.append(name)
    return behind + [name for name in ICONS if not (STATIC / name).exists()]


def write() -> list[str]:
    """Make every file anew, icons as well; return their names."""
    from .pictures import png

    for name, make in MADE.items():
        (STATIC / name).write_text(make() + "\n", encoding="utf-8")
    for name, size in ICONS.items():
        (STATIC / name).write_bytes(png(drawing.icon_svg(), scale=size / 40))
    return [*MADE, *ICONS]
