"""Signing up for the newsletter, and confirming it from the mailbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.core.limits import FROM_ONE_ADDRESS, Limit, client_address, from_elsewhere, over_limit

from ..choices import Purpose
from ..forms import SignUpForm
from ..services import ask_again, confirm, current_wording, preferences_address, sign_up, waiting_sign_up
from ..services.links import BadLink, Link, read_link
from .answers import page, see_other, stopped, too_often, wrong_link

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

# One address gets few letters that it may not have asked for, whoever typed it.
FOR_ONE_ADDRESS = (Limit("sign-up", 6, 3_600), Limit("sign-up-day", 12, 86_400))


# The page is the same for everybody and sets no cookie, so it cannot carry a token of one visitor. The view
# reads no cookie on POST, and all it can do is write to the address that was typed; what other websites send,
# `from_elsewhere` stops.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def newsletter(request: HttpRequest) -> HttpResponse:
    """One question and one button."""
    language = get_language() or "en"
    try:
        words = current_wording(Purpose.NEWSLETTER, language)
    except LookupError as error:
        raise Http404 from error
    form = SignUpForm(request.POST if request.method == "POST" else None, words=words)
    if request.method != "POST":
        return render(request, "consent/newsletter.html", {"form": form})
    if from_elsewhere(request):
        return stopped(request, "newsletter", {"form": form})
    if not form.is_valid():
        return page(request, "newsletter", {"form": form})
    email = form.cleaned_data["email"]
    if over_limit(FROM_ONE_ADDRESS, client_address(request)) or over_limit(FOR_ONE_ADDRESS, email):
        return too_often(request, "newsletter", {"form": form})
    sign_up(
        email=email,
        wording=form.cleaned_data["wording"],
        language=language,
        source="sign-up page",
        now=timezone.now(),
    )
    return see_other(reverse("consent:newsletter_sent"))


@require_safe
def newsletter_sent(request: HttpRequest) -> HttpResponse:
    """Look in your mailbox: the same words whoever signed up."""
    return render(request, "consent/newsletter_sent.html", {"days": Link.CONFIRM.lasts.days})


# The address of the page is the whole authority, and it is secret; no cookie is read, so none can be abused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirmation(request: HttpRequest, token: str) -> HttpResponse:
    """The page behind the link in the letter. Scanners open it, and nothing happens: the button confirms."""
    now = timezone.now()
    try:
        link = read_link(token, Link.CONFIRM)
    except BadLink:
        return wrong_link(request)
    if request.method == "POST" and request.POST.get("do") == "again":
        ask_again(key=link.key, now=now)
        return see_other(reverse("consent:newsletter_sent"))
    waiting = waiting_sign_up(link.key)
    if not link.is_live(now):
        return page(request, "confirm_old", {"waiting": waiting, "token": token}, status=410)
    if request.method == "POST":
        event = confirm(key=link.key, now=now)
        if event is not None:
            choices = preferences_address(event.person, now=now)
            return page(request, "confirmed", {"event": event, "choices": choices})
        waiting = None
    if waiting is None:
        return page(request, "confirm_done", {})
    return page(request, "confirm", {"waiting": waiting, "token": token})
