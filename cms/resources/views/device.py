"""The device that remembers somebody, because they ticked the box."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cms.people.models import Person
from cms.people.services import canonical

from ..services.links import BadLink, Purpose, make_link, read_link

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse


def remember(response: HttpResponse, person: Person, *, now: datetime) -> None:
    """Leave a cookie that stands for a person. It holds no address, and nobody can make one but us."""
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        make_link(purpose=Purpose.DEVICE, key=person.key, now=now),
        max_age=Purpose.DEVICE.lasts,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _person_of(token: str, purpose: Purpose, now: datetime) -> Person | None:
    try:
        link = read_link(token, purpose=purpose)
    except BadLink:
        return None
    if not link.is_live(now):
        return None
    person = Person.objects.select_related("merged_into").filter(key=link.key).first()
    return canonical(person) if person else None


def person_on_device(request: HttpRequest, now: datetime) -> Person | None:
    """Who asked to be remembered here; None for everybody else, and once they are erased."""
    token = request.COOKIES.get(settings.DEVICE_COOKIE_NAME)
    return _person_of(token, Purpose.DEVICE, now) if token else None


def person_of_link(token: str, now: datetime) -> Person | None:
    """Who came here from a page or a letter that was theirs."""
    return _person_of(token, Purpose.WHO, now) if token else None


def masked(address: str) -> str:
    """An e-mail address as its owner knows it and nobody else learns it: `s…@example.org`."""
    name, _at, host = address.rpartition("@")
    return f"{name[:1]}…@{host}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def forget(request: HttpRequest) -> HttpResponse:
    """Forget this device, then go back to where the button was."""
    if request.method != "POST":
        return render(request, "resources/forget.html", {"known": person_on_device(request, timezone.now())})
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("resources:forget")
    response = HttpResponseRedirect(back)
    response.delete_cookie(settings.DEVICE_COOKIE_NAME, samesite="Lax")
    return response
