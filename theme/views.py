"""The living styleguide, and the pictures that stand beside shared links."""

import datetime

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from . import drawing, share
from .samples import GUIDES, SuggestingForm, asked_freshly, asked_wrongly

MONTH = 60 * 60 * 24 * 30


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component in every state. `?scheme=light` or `dark` shows one, whatever the device prefers."""
    scheme = request.GET.get("scheme", "")
    context = {
        "site_name": "Styleguide",
        "scheme": scheme if scheme in ("light", "dark") else "",
        "main_menu": [
            ("Guides", "/styleguide/#cards"),
            ("Stories", "/styleguide/#words"),
            ("This page", request.path),
        ],
        "footer_menu": [("How we count", "#"), ("Privacy", "#"), ("Accessibility", "#")],
        "language_links": [("en", "English", request.path, True), ("cy", "Cymraeg", request.path, False)],
        "search_url": request.path,
        "suggest_url": "",
        "breadcrumbs": [("Home", "/"), ("Section", "#")],
        "areas": [(ink.code, ink) for ink in drawing.AREAS.values()],
        "guides": GUIDES,
        "form": asked_freshly(),
        "wrong": asked_wrongly(),
        "suggesting": SuggestingForm(auto_id="suggesting_%s"),
        "pages": Paginator(range(240), 10).page(7),
        "rows": [
            ("Version", "2.1"),
            ("Last reviewed", "19 July 2016"),
            ("E-mail", "a@example.org", "#", "Change"),
        ],
        "moment": datetime.datetime(2018, 3, 22, 9, 30, tzinfo=datetime.UTC),
        "day": datetime.date(2016, 7, 19),
    }
    return render(request, "theme/styleguide.html", context)


def share_picture(request: HttpRequest, ticket: str) -> HttpResponse:
    """The picture for a shared link, drawn only for tickets that this site signed."""
    picture = share.draw(ticket)
    if picture is None:
        return HttpResponse(status=404)
    return HttpResponse(
        picture, content_type="image/png", headers={"Cache-Control": f"public, max-age={MONTH}, immutable"}
    )
