"""Answers that know somebody: kept nowhere, found by no search engine, told to no other site."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


def private(response: HttpResponse) -> HttpResponse:
    """Mark an answer as one for one person."""
    response.same_for_everybody = False
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


def page(request: HttpRequest, template: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """Draw a page for one person."""
    return private(render(request, f"consent/{template}.html", context, status=status))


def see_other(address: str) -> HttpResponse:
    """Lead on after a form, so that going back or pressing again sends nothing twice."""
    response = HttpResponseRedirect(address)
    response.status_code = 303
    return private(response)


def wrong_link(request: HttpRequest) -> HttpResponse:
    """A link that we did not make, or whose person is no longer here."""
    return page(request, "link_wrong", {}, status=404)


def too_often(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The same page with what was typed, and the wish to wait."""
    notice = _("This was sent very often just now, so we have to wait a little. Try again in ten minutes.")
    response = page(request, template, context | {"notice": notice}, status=429)
    response["Retry-After"] = "600"
    return response


def stopped(request: HttpRequest, template: str, context: dict[str, Any]) -> HttpResponse:
    """The same page with what was typed: another website made the browser send it."""
    notice = _("This came from another website, so we have stopped it. Press the button again here.")
    return page(request, template, context | {"notice": notice}, status=403)
