"""The guide is taken: the page with the file on it, and the file itself."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import DatabaseError
from django.db.models import Q
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from cms.consent.services import awaits_confirmation

from ..choices import Channel, Outcome
from ..models import Download, File
from ..rules import is_robot
from ..services import complete_download, staff_users
from ..services.links import BadLink, Purpose, make_link, read_link
from ..services.suite import current_file, successor_of
from .device import person_on_device
from .handoff import hand_off, is_there
from .offer import for_one_person, other_guides, page_of, shelf_of

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse
    from django.http.response import HttpResponseBase

    from ..services.links import Link

logger = logging.getLogger(__name__)


def download_of(link: Link) -> Download | None:
    """The download a link is about; None once its person is erased."""
    return (
        Download.objects.select_related("resource", "person")
        .filter(key=link.key, person__isnull=False)
        .first()
    )


def no_way(request: HttpRequest, *, status: int, template: str = "link_wrong", **context) -> HttpResponse:
    """A page that says why a link does not work, and where to go instead."""
    if "guide" in context:
        context["guide_page"] = page_of(context["guide"])
    response = render(request, f"resources/{template}.html", context, status=status)
    response["Referrer-Policy"] = "no-referrer" if status == 404 else "same-origin"
    return for_one_person(response)


def file_address(download: Download, file: File, *, now: datetime, by_letter: bool = False) -> str:
    """The address of one file for one download; it works for a day."""
    token = make_link(purpose=Purpose.FILE, key=download.key, file_id=file.pk, now=now, by_letter=by_letter)
    return reverse("resources:file", args=[token, file.download_name])


def suite_context(download: Download, *, now: datetime) -> dict:
    """The rest of the suite for somebody who just got one guide: each one press away."""
    who = make_link(purpose=Purpose.WHO, key=download.person.key, now=now)
    return {
        "guide": download.resource,
        "guide_page": page_of(download.resource),
        "others": [
            {"page": page, "href": f"{reverse('resources:get', args=[page.resource.slug])}?who={who}"}
            for page in other_guides(download.resource)
        ],
    }


@require_safe
def ready(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """The guide is ready: its file, how to use it, and the rest of the suite."""
    now = timezone.now()
    try:
        link = read_link(token, purpose=Purpose.READY)
    except BadLink:
        return no_way(request, status=404)
    download = download_of(link)
    if download is None or download.resource.slug != slug:
        return no_way(request, status=404)
    if not link.is_live(now):
        return expired(request, download)
    asked_for = File.objects.select_related("edition__resource").filter(pk=link.file_id).first()
    file = (asked_for and successor_of(asked_for)) or current_file(download)
    if file is None:
        return no_way(request, status=410, template="file_missing", guide=download.resource)
    shelf = shelf_of(download.resource, get_language() or "en")
    context = suite_context(download, now=now) | {
        "file": file,
        "file_href": file_address(download, file, now=now),
        "newer": asked_for is None or asked_for.edition_id != file.edition_id,
        "more_files": [
            {"file": other, "href": file_address(download, other, now=now)}
            for other in shelf.files
            if other.pk != file.pk
        ],
        "remembered": person_on_device(request, now) is not None,
        "awaits_confirmation": awaits_confirmation(download.person.email, now=now),
    }
    response = render(request, "resources/ready.html", context)
    response["Referrer-Policy"] = "no-referrer"
    return for_one_person(response)


def expired(request: HttpRequest, download: Download) -> HttpResponse:
    """An old link, which offers a new one. It says nothing about whom it was for."""
    token = make_link(purpose=Purpose.RENEWAL, key=download.key, now=timezone.now())
    return no_way(request, status=410, template="link_expired", guide=download.resource, renewal=token)


# HEAD asks about a file; like a range that begins further on it is answered and not counted.
@require_http_methods(["GET", "HEAD"])
def file(request: HttpRequest, token: str, name: str) -> HttpResponseBase:
    """One file for one download. `name` is for the reader's computer alone."""
    now = timezone.now()
    try:
        link = read_link(token, purpose=Purpose.FILE)
    except BadLink:
        return no_way(request, status=404)
    download = download_of(link)
    if download is None:
        return no_way(request, status=404)
    if not link.is_live(now):
        return expired(request, download)
    wanted = File.objects.select_related("edition__resource").filter(pk=link.file_id).first()
    found = wanted and successor_of(wanted)
    if found is None or found.pk != wanted.pk:
        # A newer edition has taken its place: the page says so and gives that one.
        fresh = make_link(purpose=Purpose.READY, key=download.key, file_id=link.file_id, now=now)
        return for_one_person(
            HttpResponseRedirect(reverse("resources:ready", args=[download.resource.slug, fresh]))
        )
    if not is_there(found):
        return _missing(request, found)
    try:
        handover = hand_off(request, found)
    except FileNotFoundError:
        return _missing(request, found)
    if handover.is_download:
        _count(request, download, found, link, now)
    return handover.response


def _missing(request: HttpRequest, file: File) -> HttpResponse:
    logger.error("The storage has no file %s of edition %s", file.pk, file.edition_id)
    return no_way(request, status=404, template="file_missing", guide=file.edition.resource)


def _count(request: HttpRequest, download: Download, file: File, link: Link, now: datetime) -> None:
    """Write down the serving. A database that fails must not keep the guide from its reader."""
    try:
        complete_download(
            download=download,
            file=file,
            robot=is_robot(request.headers.get("User-Agent", "")),
            staff=_by_staff(request, download),
            now=now,
            channel=Channel.EMAIL if link.by_letter and download.outcome != Outcome.WAITING else "",
        )
    except DatabaseError as error:
        logger.warning("A serving of file %s could not be counted: %s", file.pk, type(error).__name__)


def _by_staff(request: HttpRequest, download: Download) -> bool:
    """Whether our own staff fetch it: signed in here, or by their address on the form."""
    who = Q(email__iexact=download.person.email)
    if request.user.is_authenticated:
        who |= Q(pk=request.user.pk)
    return staff_users().filter(who).exists()
