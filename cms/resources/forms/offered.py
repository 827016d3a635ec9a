"""What the form offers to choose from, in the language of the moment."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.utils.translation import get_language

from cms.consent.choices import Purpose
from cms.consent.services import current_wording
from cms.core import page_cache
from cms.places.countries import country_name, country_names

from ..models import HeardSource

if TYPE_CHECKING:
    from cms.consent.models import Wording

UNITED_KINGDOM = "GB"


def offered_sources() -> list[HeardSource]:
    """The answers the form offers, in their order; remembered until one is changed."""
    return page_cache.remember(
        "heard-sources", lambda: list(HeardSource.objects.filter(is_offered=True, merged_into=None))
    )


def newsletter_wording(language: str) -> Wording | None:
    """The words beside the newsletter box, or None; remembered until they are changed."""

    def read() -> Wording | None:
        try:
            return current_wording(Purpose.NEWSLETTER, language)
        except LookupError:
            return None

    return page_cache.remember(f"newsletter-wording-{language}", read)


def source_name(source: HeardSource) -> str:
    """An answer in the language of the moment."""
    return source.name_cy if get_language() == "cy" and source.name_cy else source.name


@lru_cache(maxsize=4)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    """Every country in a language, the United Kingdom first, because most people work there."""
    names = [(code, name) for code, name in country_names() if code != UNITED_KINGDOM]
    return ((UNITED_KINGDOM, country_name(UNITED_KINGDOM)), *names)


def country_choices() -> list[tuple[str, str]]:
    """Countries in the language of the moment."""
    return list(_countries(get_language() or "en"))
