"""Where the search stands."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazystr


def search(request: HttpRequest) -> dict[str, object]:
    """Return the addresses of the search and its suggestions, in the language of the page."""
    return {"search_url": lazystr(reverse("pages:search")), "suggest_url": reverse("pages:suggest")}
