"""What stands around every page: names, menus, languages, where one is.

The frame (names and menus) is the same on every page in a language. What belongs to one page costs two
queries: its ancestors and its translations. Each process remembers both until the content changes.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils.translation import get_language, override
from wagtail.models import Page, Site

from . import locales, page_cache, sitemap
from .models import Menu, SiteSettings
from .querysets import public

LANGUAGE_NAMES = {"en": "English", "cy": "Cymraeg"}
"""Languages by their own names: somebody who looks for theirs may not read ours."""


@dataclass(frozen=True)
class Frame:
    """What is the same on every page in one language."""

    site_name: str
    contact_email: str = ""
    share_image: str = ""
    main_menu: list[tuple[str, str]] = field(default_factory=list)
    footer_menu: list[tuple[str, str]] = field(default_factory=list)
    footer_text: str = ""


def home_url(language: str | None = None) -> str:
    """Return the address of the home page in a language; without one, in the active language."""
    language = language or get_language() or settings.LANGUAGE_CODE
    return "/" if language == settings.LANGUAGE_CODE else f"/{language}/"


def _menu_links(menu: Menu | None, request: HttpRequest) -> list[tuple[str, str]]:
    """Return (words, address) for what a menu holds; links to pages that are not public are left out."""
    if menu is None:
        return []
    pages = public(Page.objects.live())
    wanted = [item.value["page"].pk for item in menu.items if item.value["page"]]
    chosen = pages.filter(pk__in=wanted) if wanted else pages.none()
    keys = {page.pk: page.translation_key for page in chosen}
    here = {
        page.translation_key: page
        for page in pages.filter(translation_key__in=keys.values(), locale=locales.active())
    }
    links = []
    for item in menu.items:
        if item.value["url"]:
            links.append((item.value["text"], item.value["url"]))
        elif item.value["page"] and item.value["page"].pk in keys:
            page = here.get(keys[item.value["page"].pk]) or item.value["page"]
            links.append((item.value["text"], page.get_url(request) or ""))
    return [(text, href) for text, href in links if href]


def _from_tree(root: Page, request: HttpRequest) -> list[tuple[str, str]]:
    """Return the pages right under home that are marked to be in menus."""
    pages = public(root.get_children().live()).in_menu()
    return [(page.title, page.get_url(request) or "") for page in pages]


def _with_standing_links(links: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return the links with those that stand at every foot, whatever the team puts into its menu."""
    there = {href for _text, href in links}
    standing = [(text, address_of(name)) for text, name in sitemap.at_the_foot()]
    return links + [(text, href) for text, href in standing if href and href not in there]


def make_frame(request: HttpRequest) -> Frame:
    """Read the frame from the database, in the active language."""
    site = Site.find_for_request(request)
    if site is None:
        return Frame(site_name=settings.WAGTAIL_SITE_NAME)
    # Not `for_site`, which writes a row where there is none: reading a page never writes.
    own = SiteSettings.objects.filter(site=site).select_related("share_image").first() or SiteSettings()
    menus = {menu.place: menu for menu in Menu.objects.filter(locale=locales.active())}
    main = menus.get(Menu.Place.MAIN)
    picture = own.share_image.get_rendition("fill-1200x630|format-png").full_url if own.share_image else ""
    footer = menus.get(Menu.Place.FOOTER)
    return Frame(
        site_name=own.organisation or site.site_name or settings.WAGTAIL_SITE_NAME,
        contact_email=own.contact_email,
        share_image=picture,
        main_menu=_menu_links(main, request) if main else _from_tree(site.root_page.localized, request),
        footer_menu=_with_standing_links(_menu_links(footer, request)),
        footer_text=footer.text if footer else "",
    )


def frame(request: HttpRequest) -> Frame:
    """Return the frame, from the cache if nothing has changed."""
    site = Site.find_for_request(request)
    key = f"frame-{site.pk if site else 0}-{get_language()}-{request.scheme}-{request.get_host()}"
    return page_cache.remember(key, lambda: make_frame(request))


def trail(page: Page, request: HttpRequest) -> list[tuple[str, str]]:
    """Return (words, address) from the home page down to the parent of a page; nothing on a home page."""
    if page.depth <= 2:
        return []
    parents = page.get_ancestors().filter(depth__gte=2, live=True)
    return [(parent.title, parent.get_url(request) or "") for parent in parents]


@dataclass(frozen=True)
class Languages:
    """The page in other languages."""

    links: list[tuple[str, str, str, bool]]
    """(code, name, address, is this one) for the switch: another home page where there is no translation."""
    alternates: list[tuple[str, str]]
    """(code, full address) for search engines: only where the page really exists."""


def languages(request: HttpRequest, page: Page | None) -> Languages:
    """Return where the switch leads, keeping the page wherever the other language has it."""
    active = get_language() or settings.LANGUAGE_CODE
    if page is not None and page.pk:
        found = public(Page.objects.live().filter(translation_key=page.translation_key))
        codes = {pk: code for code, pk in locales.by_code().items()}
        there = {codes[other.locale_id]: other.get_url(request) or "" for other in found}
        if page.live:
            there.setdefault(active, page.get_url(request) or "")
    else:
        there = {code: translate_url(request.path, code) for code, _name in settings.LANGUAGES}
        # An address without a language in it, such as the styleguide's, is no page in the other language.
        there = {code: path for code, path in there.items() if code == active or path != request.path}
    links = []
    for code, _name in settings.LANGUAGES:
        href = there.get(code) or f"{home_url(code)}?untranslated=1"
        if page is None and request.GET.get("q"):
            # What somebody looks for is kept, too: it may be on a page of the other language.
            href = f"{href}?{urlencode({'q': request.GET['q']})}"
        links.append((code, LANGUAGE_NAMES[code], href, code == active))
    base = f"{request.scheme}://{request.get_host()}"
    alternates = [(code, href if "://" in href else f"{base}{href}") for code, href in there.items() if href]
    if len(alternates) < 2:
        alternates = []
    else:
        default = dict(alternates).get(settings.LANGUAGE_CODE)
        alternates += [("x-default", default)] if default else []
    return Languages(links, alternates)


def canonical(request: HttpRequest, path: str) -> str:
    """Return the one full address of this page; of a list, with the number of its page."""
    base = f"{request.scheme}://{request.get_host()}"
    path = path or request.path
    number = request.GET.get("page", "")
    tail = f"?page={number}" if number.isascii() and number.isdigit() and number != "1" else ""
    return f"{path if '://' in path else base + path}{tail}"


def address_of(name: str) -> str:
    """Return the address of a view in the active language, or nothing where it has none."""
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def in_language(code: str, name: str) -> str:
    """Return the address of a view in a given language."""
    with override(code):
        return address_of(name)


@dataclass(frozen=True)
class Place:
    """Where one page stands, in the active language."""

    trail: list[tuple[str, str]]
    languages: Languages
    summary: str
    picture: str
    address: str = ""


def make_place(request: HttpRequest, page: Page) -> Place:
    """Read where a page stands."""
    return Place(
        trail=trail(page, request),
        languages=languages(request, page),
        summary=page.description(),
        picture=page.share_picture() or frame(request).share_image or page.drawn_picture(),
        address=page.get_url(request) or "",
    )


def place(request: HttpRequest, page: Page | None) -> Place:
    """Return where a page stands; of a view that is no page, only its languages."""
    if page is None:
        return Place([], languages(request, None), "", frame(request).share_image)
    if not page.pk or not page.live or getattr(request, "is_preview", False):
        return make_place(request, page)
    key = f"place-{page.pk}-{get_language()}-{request.scheme}-{request.get_host()}"
    return page_cache.remember(key, lambda: make_place(request, page))


def context(request: HttpRequest) -> dict[str, Any]:
    """Return everything `theme/layouts/base.html` reads, for a request outside the admin."""
    page = getattr(request, "shown_page", None)
    around, here = frame(request), place(request, page)
    base = f"{request.scheme}://{request.get_host()}"
    return {
        "site_name": around.site_name,
        "contact_email": around.contact_email,
        "main_menu": around.main_menu,
        "footer_menu": around.footer_menu,
        "footer_text": around.footer_text,
        "language_links": here.languages.links,
        "alternates": here.languages.alternates,
        "breadcrumbs": here.trail,
        "canonical_url": canonical(request, here.address),
        "page_summary": here.summary,
        "share_image": f"{base}{here.picture}" if here.picture.startswith("/") else here.picture,
    }
