"""Coming from one of our letters. Scanners open every link, so opening one does nothing: a button does."""

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..choices import PackageState
from ..models import Package, RightsRequest
from ..rules import CLOSED
from ..services.links import Purpose, read_link
from ..services.requests import confirm as confirm_request


def _private(response: HttpResponse) -> HttpResponse:
    """For one person: kept by nobody, and the address told to nobody."""
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _no_way(request: HttpRequest, *, status: int, text: str) -> HttpResponse:
    context = {"heading": _("This link does not work any more"), "text": text}
    return _private(render(request, "rights/no_way.html", context, status=status))


# The address of the page is the whole authority, and it is secret; no cookie is read, so none can be abused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the button says that it was them."""
    key = read_link(token, Purpose.CONFIRM)
    asked = RightsRequest.objects.filter(key=key).first() if key else None
    if asked is None:
        text = _("It is too old, or was cut short on the way. Ask again: it takes a minute.")
        return _no_way(request, status=404, text=text)
    if request.method == "POST":
        asked = confirm_request(request=asked, now=timezone.now())
    done = asked.confirmed_at is not None or asked.state in CLOSED
    context = {
        "heading": _("Thank you, we know that it was you") if done else _("Was this you?"),
        "asked": asked,
        "done": done,
        "closed": asked.state in CLOSED,
    }
    return _private(render(request, "rights/confirm.html", context))


@csrf_exempt  # as above
@require_http_methods(["GET", "HEAD", "POST"])
def package(request: HttpRequest, token: str) -> HttpResponseBase:
    """A page with a button; the button gives the copy of their data."""
    now = timezone.now()
    key = read_link(token, Purpose.PACKAGE)
    found = (
        Package.objects.filter(key=key, state=PackageState.READY, expires_at__gt=now).first() if key else None
    )
    if found is None or not found.file.storage.exists(found.file.name):
        text = _("The copy of your data was there for some days and has gone. Ask again for a new one.")
        return _no_way(request, status=404, text=text)
    if request.method != "POST":
        context = {"heading": _("The copy of your data"), "package": found}
        return _private(render(request, "rights/package.html", context))
    return serve_package(found, now=now)


def serve_package(found: Package, *, now) -> FileResponse:
    """The zip itself, streamed by this process: it is small, and fetched once or twice."""
    Package.objects.filter(pk=found.pk).update(fetched_at=now)
    response = FileResponse(
        found.file.open("rb"),
        as_attachment=True,
        filename=f"{_('my-data')}.zip",
        content_type="application/zip",
    )
    return _private(response)
