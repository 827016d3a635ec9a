"""What stands before everything else: kept answers for visitors we know nothing about."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils.cache import add_never_cache_headers
from wagtail.views import serve

from . import page_cache, routing


class PageCacheMiddleware:
    """Answers from the cache before any other middleware runs, and keeps what may be kept.

    Must stand first, so that a kept answer carries what the others add (security headers) and
    costs what they cost only once.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        key = page_cache.key_for(request)
        if key is None:
            return self._for_one_person(request)
        current, kept = page_cache.look_up(key)
        if kept is None:
            with page_cache.holding(current):
                response = self.get_response(request)
            if not page_cache.may_keep(response):
                return response
            kept = page_cache.freeze(response, current)
            if request.method == "GET":
                page_cache.store(key, kept)
        return page_cache.thaw(kept, request)

    def _for_one_person(self, request: HttpRequest) -> HttpResponseBase:
        """Answer somebody who carries a cookie: what they see is theirs, and nobody may keep it."""
        if request.method in ("GET", "HEAD"):
            with page_cache.holding(page_cache.version()):
                response = self.get_response(request)
        else:
            response = self.get_response(request)
        public = getattr(response, "same_for_everybody", False)
        if public and request.META.get("HTTP_COOKIE") and "Cache-Control" not in response.headers:
            add_never_cache_headers(response)
        return response


class RouteMemoryMiddleware:
    """Finds a page by its address without asking the database for each step of the way.

    Answers for somebody with a cookie are never kept whole; this keeps what is the same for all of
    them. Must stand last, where the language is known. A remembered page is a copy of its own for
    each request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable, args: tuple, kwargs: dict) -> None:
        """Tell Wagtail's view where the address leads, if that is known."""
        if view is not serve or request.method not in ("GET", "HEAD"):
            return
        path = args[0] if args else kwargs.get("path", "")
        routing.recall(request, path)
