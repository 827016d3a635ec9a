"""What robots read: the site map and the rules for them."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from cms.core import locales, page_cache
from cms.core import sitemap as addresses
from cms.core.layout import in_language
from cms.core.querysets import public


@dataclass(frozen=True)
class Place:
    """One address of the site map, with the same page in other languages."""

    href: str
    changed: datetime | None
    others: list[tuple[str, str]]


def _pages(request: HttpRequest, base: str) -> list[Place]:
    """Return every page anybody may see, of this site, in every language."""
    site = Site.find_for_request(request)
    if site is None:
        return []
    codes = {pk: code for code, pk in locales.by_code().items()}
    roots = site.root_page.get_translations(inclusive=True).values_list("path", flat=True)
    roots = tuple(roots)
    pages = [
        (page, href if "://" in href else f"{base}{href}")
        for page in public(Page.objects.live()).order_by("path")
        if page.path.startswith(roots) and (href := page.get_url(request))
    ]
    versions: defaultdict[object, list[tuple[str, str]]] = defaultdict(list)
    for page, href in pages:
        versions[page.translation_key].append((codes[page.locale_id], href))
    return [
        Place(href, page.last_published_at, _alternates(versions[page.translation_key]))
        for page, href in pages
    ]


def _alternates(versions: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return versions if len(versions) > 1 else []


def _views(base: str) -> list[Place]:
    """Return the public views that are no pages, in every language."""
    places = []
    for name in addresses.names():
        versions = [(code, f"{base}{in_language(code, name)}") for code, _name in settings.LANGUAGES]
        places += [Place(href, None, _alternates(versions)) for _code, href in versions if href != base]
    return places


@page_cache.public
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every public address once, with its translations (sitemaps.org, and xhtml:link for languages)."""
    base = f"{request.scheme}://{request.get_host()}"
    places = _pages(request, base) + _views(base)
    return render(request, "pages/sitemap.xml", {"places": places}, content_type="application/xml")


@page_cache.public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what to leave alone: what is for staff, and what would count as a person's act."""
    closed = ["/admin/", "/accounts/", "/get/", "/files/", "/from-email/", "/search/"]
    closed += [f"/{code}{path}" for code, _name in settings.LANGUAGES[1:] for path in closed[1:]]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), ""]
    lines.append(f"Sitemap: {request.scheme}://{request.get_host()}{reverse('pages:sitemap')}")
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
