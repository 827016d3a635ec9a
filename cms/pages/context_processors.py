"""Where the search stands."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import lazystr


def search(request: HttpRequest) -> dict[str, object]:
    """Return the addresses of the search and its suggestions, in the language of the page.

    Nothing in the admin: Wagtail's choosers read a `search_url` of their own meaning and take ours for it.
    """
    if request.path.startswith(reverse("wagtailadmin_home")):
        return {}
    return {"search_url": lazystr(reverse("pages:search")), "suggest_url": reverse("pages:suggest")}
