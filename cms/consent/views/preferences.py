"""What somebody is written to about, changed without a log-in by a link that only their mailbox had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from wagtail import hooks

from cms.core.limits import FROM_ONE_ADDRESS, Limit, client_address, from_elsewhere, over_limit

from ..forms import YES, AddressForm, PreferencesForm
from ..reports import choices_of
from ..services import agree, person_of, send_choices, unsubscribe
from ..services.links import BadLink, Link, read_link
from .answers import page, see_other, stopped, too_often, wrong_link

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from cms.people.models import Person

FOR_ONE_ADDRESS = (Limit("choices", 6, 3_600), Limit("choices-day", 12, 86_400))
SOURCE = "preference centre"


# As for the newsletter: the same page for everybody; all it can do is write to the address that was typed.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest) -> HttpResponse:
    """Type an address, get a letter with the link."""
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return render(request, "consent/preferences_ask.html", {"form": form})
    if from_elsewhere(request):
        return stopped(request, "preferences_ask", {"form": form})
    if not form.is_valid():
        return page(request, "preferences_ask", {"form": form})
    email = form.cleaned_data["email"]
    if over_limit(FROM_ONE_ADDRESS, client_address(request)) or over_limit(FOR_ONE_ADDRESS, email):
        return too_often(request, "preferences_ask", {"form": form})
    send_choices(email=email, now=timezone.now())
    return see_other(reverse("consent:preferences_sent"))


@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Look in your mailbox: the same words whether or not the address is known."""
    return render(request, "consent/preferences_sent.html", {"days": Link.PREFERENCES.lasts.days})


# The address of the page is the whole authority, and it is secret; no cookie is read, so none can be abused.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def preferences(request: HttpRequest, token: str) -> HttpResponse:
    """Each purpose with its words and how it stands; save changes them."""
    now = timezone.now()
    try:
        link = read_link(token, Link.PREFERENCES)
    except BadLink:
        return wrong_link(request)
    person = person_of(link.key)
    if person is None:
        return wrong_link(request)
    if not link.is_live(now):
        if request.method == "POST":
            send_choices(email=person.email, now=now)
            return see_other(reverse("consent:preferences_sent"))
        return page(request, "preferences_old", {"token": token}, status=410)
    asked = choices_of(person, language=get_language() or "en", now=now)
    form = PreferencesForm(
        request.POST if request.method == "POST" else None, asked=asked, language=person.language
    )
    if request.method == "POST":
        if request.POST.get("do") == "stop":
            _stop_all(person, asked, now)
            return see_other(f"{request.path}?saved=stopped")
        if form.is_valid():
            _save(person, form, now)
            return see_other(f"{request.path}?saved=yes")
    context = {
        "form": form,
        "person": person,
        "saved": request.GET.get("saved", ""),
        "rights": [pair for fn in hooks.get_hooks("register_rights_links") for pair in fn(request)],
    }
    return page(request, "preferences", context)


def _save(person: Person, form: PreferencesForm, now: datetime) -> None:
    """All of it, or nothing."""
    with transaction.atomic():
        for one, answer, wording in form.changes():
            about = {"person": person, "purpose": one.purpose, "subject": one.subject, "wording": wording}
            (agree if answer == YES else unsubscribe)(**about, source=SOURCE, now=now)
        language = form.cleaned_data["language"]
        if language in dict(settings.LANGUAGES) and language != person.language:
            person.language = language
            person.save(update_fields=["language", "updated_at"])


def _stop_all(person: Person, asked: list, now: datetime) -> None:
    """A no to everything at once."""
    with transaction.atomic():
        for one in asked:
            unsubscribe(
                person=person,
                purpose=one.purpose,
                subject=one.subject,
                wording=one.wording,
                source=SOURCE,
                now=now,
            )
