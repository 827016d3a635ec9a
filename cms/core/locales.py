"""The languages of the content, asked for on every page and changed once in years."""

from django.utils.translation import get_language
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Locale

from . import page_cache


def by_code() -> dict[str, int]:
    """Return the key of each locale by its language code."""
    return page_cache.remember("locales", lambda: dict(Locale.objects.values_list("language_code", "pk")))


def active() -> int:
    """Return the key of the locale pages are shown in now; the default one where there is no such locale."""
    known = by_code()
    try:
        return known[get_supported_content_language_variant(get_language())]
    except (LookupError, AttributeError):
        return Locale.get_default().pk
