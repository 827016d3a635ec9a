"""The search and its suggestions."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from cms.core.models import Card

from ..search import clean_query, find, suggestions

PER_PAGE = 10


def _card(page: Page, request: HttpRequest) -> Card:
    if hasattr(page, "card"):
        return page.card(request)
    return Card(title=page.title, text=page.search_description, href=page.get_url(request) or "")


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Show what was found. Any input is answered, with help where nothing was found."""
    query = clean_query(request.GET.get("q", ""))
    results = find(request, query)
    numbered = Paginator(results.found, PER_PAGE).get_page(request.GET.get("page"))
    pages = {page.pk: page for page in Page.objects.filter(pk__in=list(numbered)).specific()}
    first = numbered.number == 1
    return render(
        request,
        "pages/search.html",
        {
            "heading": _("Search"),
            "search_query": query,
            "meant": results.meant,
            "numbered": numbered,
            "count": len(results.found) + len(results.promoted),
            "promoted": [_card(page, request) for page in results.promoted] if first else [],
            "links": results.links if first else [],
            "results": [_card(pages[pk], request) for pk in numbered if pk in pages],
        },
    )


@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return suggestions while somebody types: `{"query": …, "suggestions": [{title, url, kind}]}`."""
    query = clean_query(request.GET.get("q", ""))
    cards = [_card(page, request) for page in suggestions(request, query)]
    rows = [{"title": card.title, "url": card.href, "kind": card.kind} for card in cards]
    response = JsonResponse({"query": query, "suggestions": rows})
    response.headers["Cache-Control"] = "public, max-age=60"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
