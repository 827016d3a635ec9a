"""Unsubscribing: one press, no log-in, no question why (RFC 8058)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.core.limits import Limit, over_limit

from ..choices import Purpose
from ..services import current_wording, may_mail, person_of, sign_up, unsubscribe
from ..services.links import BadLink, Link, read_link
from .answers import page, private, see_other, wrong_link

if TYPE_CHECKING:
    from django.http import HttpRequest

UNDONE = (Limit("undo", 3, 3_600), Limit("undo-day", 6, 86_400))


# Mail programs send this POST without any cookie, and none is read: the signed address is the whole
# authority, and all it can do is stop letters to the address that it was sent to.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows a button and changes nothing; POST stops the letters, however often it comes.

    A newsletter is passed on, links and all: nothing here tells whose link it is, or leads to their choices.
    """
    now = timezone.now()
    try:
        link = read_link(token, Link.UNSUBSCRIBE)
    except BadLink:
        return wrong_link(request)
    if link.purpose not in Purpose.values:
        return wrong_link(request)
    purpose = Purpose(link.purpose)
    person = person_of(link.key)
    context = {"purpose": purpose, "token": token, "person": person}
    by_machine = request.POST.get("List-Unsubscribe", "").casefold() == "one-click"
    if request.method == "POST" and request.POST.get("do") == "undo" and not by_machine:
        return _undo(request, person, link, now)
    if person is not None:
        if request.method == "POST":
            source = "one click in a mail program" if by_machine else "unsubscribe page"
            unsubscribe(person=person, purpose=purpose, subject=link.subject, source=source, now=now)
        verdict = may_mail(person, purpose, now=now, subject=link.subject)
        context["gone"] = not verdict.allowed and verdict.code != "awaiting"
    else:
        # Erased meanwhile: nothing is sent to them, which is what they want.
        context["gone"] = True
    if by_machine:
        return private(HttpResponse("OK\n", content_type="text/plain; charset=utf-8"))
    return page(request, "unsubscribed" if context["gone"] else "unsubscribe", context)


def _undo(request: HttpRequest, person, link, now) -> HttpResponse:
    """“That was a mistake”: the link may have been passed on, so the mailbox is asked once more."""
    if person is not None and not over_limit(UNDONE, str(person.key)):
        sign_up(
            email=person.email,
            wording=current_wording(link.purpose, person.language),
            language=person.language,
            source="unsubscribe page, undone",
            purpose=link.purpose,
            subject=link.subject,
            now=now,
        )
    return see_other(reverse("consent:newsletter_sent"))
