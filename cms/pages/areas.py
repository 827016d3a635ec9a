"""The eight areas as links that narrow a list."""

from dataclasses import dataclass
from urllib.parse import urlencode

from cms.core.choices import Area


@dataclass(frozen=True)
class AreaLink:
    """An area in the reader's words; `href` leads to the list narrowed to it."""

    code: str
    label: str
    href: str = ""


def area_links(codes: list[str], list_url: str = "") -> list[AreaLink]:
    """Return the areas of these codes, leading to the list at this address if there is one."""
    return [
        AreaLink(
            area.value, str(area.label), f"{list_url}?{urlencode({'area': area.value})}" if list_url else ""
        )
        for area in Area
        if area.value in codes
    ]
