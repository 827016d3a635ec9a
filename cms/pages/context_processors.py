"""Where the search stands."""

from functools import lru_cache

from django.http import HttpRequest
from django.urls import get_urlconf, reverse
from django.utils.functional import lazystr
from django.utils.translation import get_language


def search(request: HttpRequest) -> dict[str, object]:
    """Return the addresses of the search and its suggestions, in the language of the page.

    Nothing in the admin: Wagtail's choosers read a `search_url` of their own meaning and take ours for it.
    """
    admin, addresses = _addresses(get_language() or "", get_urlconf())
    return {} if request.path.startswith(admin) else dict(addresses)


@lru_cache(maxsize=16)
def _addresses(language: str, urlconf: str | None) -> tuple[str, tuple[tuple[str, object], ...]]:
    """Return where the admin begins, and where the search stands, worked out once in each language."""
    search_url = lazystr(reverse("pages:search"))
    return reverse("wagtailadmin_home"), (
        ("search_url", search_url),
        ("suggest_url", reverse("pages:suggest")),
    )
