"""The site's settings and the menu at its foot."""

import json

from wagtail.models import Locale, Page, Site

from cms.core.models import Menu, SiteSettings

FOOT = ("about", "contact", "privacy", "accessibility")
WORDS = {
    "en": "We are a community of practice for better SEND in schools. Everything we make is free.",
    "cy": "Cymuned ymarfer ydyn ni dros well darpariaeth i anghenion arbennig mewn ysgolion. Mae popeth a "
    "wnawn am ddim.",
}


def write_settings(pages: dict[str, Page], welsh: Locale) -> None:
    """Say who runs the site, and make the menu at the foot in both languages."""
    settings = SiteSettings.for_site(Site.objects.get(is_default_site=True))
    settings.organisation = "Whole School SEND"
    settings.contact_email = "hello@example.org"
    settings.save()
    english = Menu(place=Menu.Place.FOOTER, locale=Locale.get_default(), text=WORDS["en"])
    english.items = _links([pages[key] for key in FOOT])
    english.save()
    translated = english.copy_for_translation(welsh)
    translated.text = WORDS["cy"]
    translated.items = _links([pages[key].get_translation(welsh) for key in FOOT])
    translated.save()


def _links(pages: list[Page]) -> str:
    return json.dumps(
        [{"type": "link", "value": {"text": page.title, "page": page.pk, "url": ""}} for page in pages]
    )
