"""Coming from the letter. Scanners at schools open every link, so opening one does nothing: a button does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ..models import File
from ..services import order_letter
from ..services.links import BadLink, Purpose, read_link
from ..services.suite import current_file, successor_of
from .limits import FOR_ONE_RENEWAL, FROM_ONE_ADDRESS, client_address, over_limit
from .offer import for_one_person
from .serving import download_of, expired, file_address, no_way, suite_context

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


# The address of the page is the whole authority, and it is secret; no cookie is read, so none can be abused.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def email_link(request: HttpRequest, token: str) -> HttpResponse:
    """A page with a button; the button gives the file."""
    now = timezone.now()
    try:
        link = read_link(token, purpose=Purpose.LETTER)
    except BadLink:
        return no_way(request, status=404)
    download = download_of(link)
    if download is None:
        return no_way(request, status=404)
    if not link.is_live(now):
        return expired(request, download)
    meant = File.objects.select_related("edition__resource").filter(pk=link.file_id).first()
    file = (meant and successor_of(meant)) or current_file(download)
    if file is None:
        return no_way(request, status=410, template="file_missing", guide=download.resource)
    if request.method == "POST":
        response = HttpResponseRedirect(file_address(download, file, now=now, by_letter=True))
        response.status_code = 303
    else:
        context = suite_context(download, now=now) | {
            "file": file,
            "newer": meant is None or meant.edition_id != file.edition_id,
        }
        response = render(request, "resources/from_letter.html", context)
        response["Referrer-Policy"] = "no-referrer"
    return for_one_person(response)


# As above: what is sent is a signed token, and all it can do is send a letter to the address it came from.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def renew(request: HttpRequest) -> HttpResponse:
    """Send a new link to the address that asked for the guide; nothing is asked, nothing is told."""
    now = timezone.now()
    if request.method != "POST":
        return no_way(request, status=404)
    try:
        link = read_link(request.POST.get("token", ""), purpose=Purpose.RENEWAL)
    except BadLink:
        return no_way(request, status=404)
    download = download_of(link)
    if download is None or not link.is_live(now):
        return no_way(request, status=404)
    limit = over_limit(FOR_ONE_RENEWAL, str(download.key)) or over_limit(
        FROM_ONE_ADDRESS, client_address(request)
    )
    if limit:
        notice = _("We have just sent you a link. It can take some minutes. Look among unwanted mail too.")
        response = no_way(request, status=429, template="renewed", guide=download.resource, notice=notice)
        response["Retry-After"] = "600"
        return response
    with transaction.atomic():
        order_letter(download=download, now=now)
    return no_way(request, status=200, template="renewed", guide=download.resource)
