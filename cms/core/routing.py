"""Where an address leads, remembered in each process until the content changes."""

import pickle
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from . import page_cache
from .models import BasePage

LONGEST = 300
"""Longer addresses are not remembered, so that strangers cannot fill the memory with them."""


def _site(request: HttpRequest) -> bytes:
    return pickle.dumps(Site.find_for_request(request), pickle.HIGHEST_PROTOCOL)


def _route(request: HttpRequest, path: str) -> bytes | None:
    """Return the page an address leads to as Wagtail finds it, packed; None if it is not one to remember."""
    found = Page.route_for_request(request, path)
    if found is None or found.args or found.kwargs or not isinstance(found.page, BasePage):
        return None
    model = type(found.page)
    # What the page leads to comes along, so that showing it asks for nothing more.
    beside = [field.name for field in model._meta.local_fields if field.many_to_one]
    fresh = model.objects.select_related(*beside).get(pk=found.page.pk)
    return pickle.dumps(fresh, pickle.HIGHEST_PROTOCOL)


def _unpack(packed: bytes) -> Any:
    return pickle.loads(packed)  # noqa: S301 - packed by this process a moment ago, never from outside


def recall(request: HttpRequest, path: str) -> None:
    """Put the site and the page of an address where Wagtail's view looks for them."""
    if page_cache.is_unsettled() or len(path) > LONGEST:
        return
    host = request.get_host()
    if not hasattr(request, "_wagtail_site"):
        packed_site = page_cache.remember(f"site-{host}", lambda: _site(request))
        request._wagtail_site = _unpack(packed_site)
    if hasattr(request, "_wagtail_route_for_request"):
        return
    key = f"route-{host}-{get_language()}-{path}"
    packed = page_cache.remember(key, lambda: _route(request, path))
    if packed is not None:
        request._wagtail_route_for_request = RouteResult(_unpack(packed))
