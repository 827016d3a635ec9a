"""Gives every template of the public site what the layout reads, worked out only if it is read."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest

from . import layout as frame

NAMES = (
    "site_name",
    "contact_email",
    "main_menu",
    "footer_menu",
    "footer_text",
    "language_links",
    "alternates",
    "breadcrumbs",
    "canonical_url",
    "page_summary",
    "share_image",
)


def layout(request: HttpRequest) -> Mapping[str, Any]:
    """Return for each name what a template calls to have it, all from one reading."""
    known: dict[str, Any] = {}

    def value(name: str) -> Any:
        if not known:
            known.update(frame.context(request))
        return known[name]

    return {name: partial(value, name) for name in NAMES}
