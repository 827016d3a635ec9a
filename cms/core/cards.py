"""Lists of pages of any type, as cards, in the reader's language, at a constant number of queries."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from wagtail.models import Page

from . import locales
from .querysets import public


def in_reader_language(pages: Iterable[Page], *, specific: bool = False) -> list[Page]:
    """Return the public pages among these, each in the active language where it exists, else as given.

    Keeps the order and drops what is not public. One query; to have them as their own page types, one
    more for each type.
    """
    chosen = [page for page in pages if page is not None]
    if not chosen:
        return []
    locale = locales.active()
    keys = {page.translation_key for page in chosen}
    found = public(Page.objects.live().filter(translation_key__in=keys))
    found = found.specific() if specific else found
    by_place = {(page.translation_key, page.locale_id): page for page in found}
    shown = [
        by_place.get((page.translation_key, locale)) or by_place.get((page.translation_key, page.locale_id))
        for page in chosen
    ]
    return [page for page in shown if page is not None]


def cards_of(pages: Iterable[Page], request: HttpRequest | None) -> list[Any]:
    """Return the cards of chosen pages."""
    return [page.card(request) for page in in_reader_language(pages, specific=True) if hasattr(page, "card")]


def cards_under(parent: Page, request: HttpRequest | None, *, newest: bool, limit: int) -> list[Any]:
    """Return the cards of the public pages under a page, in the order of the tree or the newest first."""
    here = in_reader_language([parent])
    if not here:
        return []
    children = public(here[0].get_children().live())
    children = children.order_by("-first_published_at", "-pk") if newest else children.order_by("path")
    return [page.card(request) for page in children.specific()[:limit] if hasattr(page, "card")]
