"""Pages for those who look after the site: is it well, and what would it have sent?"""

import posixpath

from csp.decorators import csp
from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe
from django.views.static import serve

from . import outbox as post

# A letter brings styles of its own, and may show our pictures; it may do nothing else. A link in it opens in
# the whole window, and only when somebody follows it.
LETTER_POLICY = {
    "default-src": ["'none'"],
    "img-src": ["'self'", "data:"],
    "style-src": ["'unsafe-inline'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'self'"],
    "sandbox": ["allow-top-navigation-by-user-activation"],
}


@never_cache
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Say whether this process reaches its database: 200, or 503 for a load balancer to go elsewhere."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def outbox(request: HttpRequest) -> HttpResponse:
    """List the letters, newest first."""
    return render(request, "core/outbox.html", {"letters": post.letters()})


def _letter(name: str) -> post.Letter:
    letter = post.letter_named(name)
    if letter is None:
        raise Http404(name)
    return letter


@never_cache
@require_safe
def letter(request: HttpRequest, name: str) -> HttpResponse:
    """Show one letter: who to, its plain text, and its HTML in a frame that can do nothing."""
    return render(request, "core/letter.html", {"letter": _letter(name)})


@never_cache
@require_safe
@xframe_options_sameorigin
@csp(LETTER_POLICY)
def letter_html(request: HttpRequest, name: str) -> HttpResponse:
    """Give the HTML of a letter to the frame; links in it open in the whole window."""
    html = _letter(name).html
    if not html:
        raise Http404(name)
    return HttpResponse(
        f'<base target="_top">{html}'
        if "<head>" not in html
        else html.replace("<head>", '<head><base target="_top">', 1)
    )


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """A public picture. A path that leads out of the folder is not found, like any that is not there.

    Nor is a document of Wagtail's: there are none, and one left from elsewhere is not for everybody.
    """
    if posixpath.normpath(path).lstrip("/").startswith("documents/"):
        raise Http404(path)
    try:
        return serve(request, path, document_root=settings.MEDIA_ROOT)
    except SuspiciousOperation as error:
        raise Http404 from error
