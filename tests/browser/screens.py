"""Every kind of screen a visitor can meet, and how one gets there.

Page types are found in the code, so that a new one is tested on the day it is made; the rest is listed.
"""

from collections.abc import Callable
from functools import cache

from playwright.sync_api import Page

from tests.browser.steps import GUIDE, ask_by_form, consent_link, empty_form, old_link, open_letter_link
from tests.live_site import Site

Way = Callable[[Page, Site], None]


def page_types() -> list[str]:
    """The labels of every page type of ours, such as `pages.HomePage`."""
    from wagtail.models import get_page_models

    return sorted(
        model._meta.label for model in get_page_models() if model.__module__.startswith(("cms.", "courses."))
    )


@cache
def _addresses(site: Site, language: str) -> dict[str, str]:
    """One live page of each type, by label, in one language."""
    return site.ask(
        "import json\n"
        "from urllib.parse import urlsplit\n"
        "from wagtail.models import Page\n"
        "found = {}\n"
        f"for page in Page.objects.live().public().filter(locale__language_code={language!r})"
        ".order_by('-depth', '-pk').specific():\n"
        "    url = page.get_url()\n"
        "    if url: found[page._meta.label] = urlsplit(url).path\n"
        "print(json.dumps(found))"
    )


def address_of(site: Site, label: str, language: str = "en") -> str:
    """The path of one live page of this type. Fails when the demo has none."""
    found = _addresses(site, language)
    assert label in found, f"the demo has no {label} in {language}"
    return found[label]


def _at(path: str) -> Way:
    def go(page: Page, site: Site) -> None:
        page.goto(path)

    return go


def _of_type(label: str) -> Way:
    def go(page: Page, site: Site) -> None:
        page.goto(address_of(site, label))

    return go


def _ready(page: Page, site: Site) -> None:
    ask_by_form(page, email=f"ready-{page.context.pages.index(page)}-{id(page)}@example.org")


def _letter(page: Page, site: Site) -> None:
    email = f"letter-{id(page)}@example.org"
    ask_by_form(page, email=email)
    open_letter_link(page, site, email)


def _expired(page: Page, site: Site) -> None:
    page.goto(old_link(site, days=15))


def _empty_complaint(page: Page) -> None:
    page.goto("/your-data/complain/")
    page.get_by_role("button", name="Send", exact=True).click()
    page.locator(".error-summary").wait_for()


def _confirming(page: Page, site: Site) -> None:
    """The page behind the link of a letter about rights, with its button."""
    page.goto(
        site.ask(
            "import json\n"
            "from django.urls import reverse\n"
            "from django.utils import timezone\n"
            "from cms.rights.services.links import Purpose, make_link\n"
            "from cms.rights.services.requests import take_request\n"
            "asked = take_request(kind='access', email='was-this-you@example.org', now=timezone.now(), "
            "letter=False)\n"
            "print(json.dumps(reverse('rights:confirm', args=[make_link(Purpose.CONFIRM, asked.key)])))"
        )
    )


def _empty_sign_up(page: Page) -> None:
    page.goto("/newsletter/")
    page.locator("main form[method=post]").get_by_role("button").click()
    page.locator(".error-summary").wait_for()


SCREENS: dict[str, Way] = {label: _of_type(label) for label in page_types()} | {
    "form": _at(f"/get/{GUIDE}/"),
    "form with errors": lambda page, site: empty_form(page),
    "ready": _ready,
    "from the letter": _letter,
    "expired link": _expired,
    "search, empty": _at("/search/"),
    "search with results": _at("/search/?q=review"),
    "search without results": _at("/search/?q=xylophone"),
    "not found": _at("/no-such-page/"),
    "how we count": _at("/about/how-we-count/"),
    "data sources": _at("/about/data-sources/"),
    "your data": _at("/your-data/"),
    "ask to see your data": _at("/your-data/see/"),
    "complain, with errors": lambda page, site: _empty_complaint(page),
    "what we keep": _at("/your-data/what-we-keep/"),
    "was this you?": _confirming,
    "newsletter": _at("/newsletter/"),
    "newsletter, with errors": lambda page, site: _empty_sign_up(page),
    "newsletter, look in your mailbox": _at("/newsletter/sent/"),
    "confirm the newsletter": lambda page, site: page.goto(consent_link(site, "confirm")),
    "confirm, grown old": lambda page, site: page.goto(consent_link(site, "confirm", days=8)),
    "unsubscribe": lambda page, site: page.goto(consent_link(site, "unsubscribe")),
    "preferences": lambda page, site: page.goto(consent_link(site, "preferences")),
    "preferences, grown old": lambda page, site: page.goto(consent_link(site, "preferences", days=31)),
    "preferences, ask for a link": _at("/preferences/"),
    "preferences, wrong link": _at(f"/preferences/{'x' * 40}/"),
    "find a school": _at(f"/find-school/?q=example&next=/get/{GUIDE}/"),
    "find a school, none found": _at("/find-school/?q=xylophone"),
    "sign in": _at("/accounts/login/"),
    "styleguide": _at("/styleguide/"),
    "outbox": _at("/outbox/"),
}
