"""Asking for a guide: the form at its own address, and the one button for somebody we know."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from cms.consent.choices import Purpose as ConsentPurpose
from cms.consent.models import Wording
from cms.core.limits import from_elsewhere

from ..choices import Channel
from ..models import Resource
from ..services import Answers, take_again, take_by_form
from ..services.links import Purpose, make_link, read_moment
from ..services.suite import offered_files
from .device import person_of_link, person_on_device, remember
from .limits import client_address, seconds_to_wait, wait_in_words
from .offer import for_one_person, form_context, known_form, new_form, page_of
from .returning import with_answers, with_school

if TYPE_CHECKING:
    from datetime import datetime

    from django.forms import Form
    from django.http import HttpRequest, HttpResponse

    from cms.people.models import Person

    from ..forms import DownloadForm
    from ..models import Download, File

# Nobody reads and fills in five questions in a second, and no person is turned away for it either: they are
# asked to press again. The page of a guide comes from a cache, its moment with it: an old form proves nothing
# and is welcome, and only the form at its own address is ever too young (docs/decisions/the-form.md).
QUICKEST = timedelta(seconds=1)


def _show(
    request: HttpRequest,
    resource: Resource,
    form: Form,
    *,
    person: Person | None = None,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    context = form_context(resource, form, person) | {"guide_page": page_of(resource), "notice": notice}
    response = render(request, "resources/get.html", context, status=status)
    return for_one_person(response) if person or request.method == "POST" else response


def _slow_down(request: HttpRequest, resource: Resource, form: Form, *, person: Person | None, seconds: int):
    response = _show(
        request,
        resource,
        form,
        person=person,
        status=429,
        notice=_(
            "Very many guides were asked for just now, so we have to wait. What you typed is still here: "
            "press the button again %(when)s."
        )
        % {"when": wait_in_words(seconds)},
    )
    response["Retry-After"] = str(seconds)
    return response


def _files(slug: str) -> tuple[Resource, list[File]]:
    """A guide with what it offers. One query where there are files."""
    files = offered_files(slug=slug, language=get_language() or "en")
    resource = files[0].edition.resource if files else get_object_or_404(Resource, slug=slug)
    return resource, files


def _to_the_file(download: Download, *, now: datetime) -> HttpResponseRedirect:
    token = make_link(purpose=Purpose.READY, key=download.key, file_id=download.file_id, now=now)
    response = HttpResponseRedirect(reverse("resources:ready", args=[download.resource.slug, token]))
    response.status_code = 303
    return for_one_person(response)


# The form stands on pages that are kept and shown to everybody, and sets no cookie, so it cannot carry a
# token of one visitor. The view reads no cookie on POST and acts for nobody but the address that was typed:
# there is no authority another website could borrow. What other websites send, `from_elsewhere` refuses.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def get(request: HttpRequest, slug: str) -> HttpResponse:
    """The form at its own address. `?via=CODE` tells which link led here, `?who=TOKEN` who follows it.

    `?school=URN` fills in a school; `back`, posted, shows the form as it was before the list of schools.
    """
    now = timezone.now()
    resource, files = _files(slug)
    if request.method == "POST" and request.POST.get("back"):
        return _show(request, resource, with_answers(new_form(files=files, now=now), request))
    if request.method == "POST":
        return _post(request, resource, files, now)
    via = request.GET.get("via", "")
    who = request.GET.get("who", "")
    person = person_of_link(who, now) or person_on_device(request, now)
    if person:
        form = known_form(files=files, who=who, via=via)
        return _show(request, resource, form, person=person)
    form = with_school(new_form(files=files, now=now, via=via), request.GET.get("school", ""))
    return _show(request, resource, form)


def _post(request: HttpRequest, resource: Resource, files: list[File], now: datetime) -> HttpResponse:
    if not files:
        raise Http404
    form = new_form(files=files, now=now, data=request.POST)
    if from_elsewhere(request):
        notice = _("This came from another website, so we have stopped it. Press the button again here.")
        return _show(request, resource, form, status=403, notice=notice)
    if not form.is_valid():
        return _show(request, resource, form)
    made = read_moment(form.cleaned_data["made"])
    if made is None or now - made < QUICKEST:
        if made is None:
            form = _made_anew(form, request, files, now)
        return _show(
            request, resource, form, notice=_("That was very quick. Look once more, then press again.")
        )
    if seconds := seconds_to_wait(client_address(request), form.cleaned_data["email"]):
        return _slow_down(request, resource, form, person=None, seconds=seconds)
    download = take_by_form(
        answers=_answers(form),
        file=form.file_chosen,
        heard_source=form.heard_source,
        heard_words=form.cleaned_data["heard_words"],
        seen_code=form.cleaned_data["via"],
        language=get_language() or "en",
        now=now,
    )
    response = _to_the_file(download, now=now)
    if form.cleaned_data["remember"]:
        remember(response, download.person, now=now)
    return response


def _made_anew(form: DownloadForm, request: HttpRequest, files: list[File], now: datetime) -> DownloadForm:
    """The same answers, with the moment of now: the one that came was missing or not ours."""
    data = request.POST.copy()
    data["made"] = form.initial["made"]
    return new_form(files=files, now=now, data=data)


def _answers(form: DownloadForm) -> Answers:
    data = form.cleaned_data
    return Answers(
        email=data["email"],
        role=data["role"],
        organisation_type=data["organisation_type"],
        place=form.place,
        name=data["name"],
        organisation=data["organisation"],
        school=form.school,
        wording=_wording_shown(form) if data.get("newsletter") else None,
    )


def _wording_shown(form: DownloadForm) -> Wording:
    """The words that stood beside the box: the page may be older than the newest ones."""
    told = form.cleaned_data.get("newsletter_wording", "")
    if told == str(form.wording.pk) or not (told.isascii() and told.isdigit() and len(told) < 10):
        return form.wording
    return Wording.objects.filter(pk=int(told), purpose=ConsentPurpose.NEWSLETTER).first() or form.wording


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def again(request: HttpRequest, slug: str) -> HttpResponse:
    """One question and one button for somebody we know: a cookie's authority, hence a CSRF token."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("resources:get", args=[slug]))
    now = timezone.now()
    resource, files = _files(slug)
    if not files:
        raise Http404
    form = known_form(files=files, data=request.POST)
    valid = form.is_valid()
    by_link = person_of_link(form.cleaned_data.get("who", ""), now)
    person = by_link or person_on_device(request, now)
    if person is None:
        # The device was forgotten or the link grew old meanwhile: the long form, with what was answered.
        notice = _("We no longer know who you are on this device. Please fill in the form.")
        initial = {key: request.POST.get(key, "") for key in ("heard", "heard_words", "file", "via")}
        longer = new_form(files=files, now=now)
        longer.initial |= initial
        return _show(request, resource, longer, notice=notice)
    if not valid:
        return _show(request, resource, form, person=person)
    if seconds := seconds_to_wait(client_address(request), person.email):
        return _slow_down(request, resource, form, person=person, seconds=seconds)
    download = take_again(
        person=person,
        file=form.file_chosen,
        channel=Channel.EMAIL if by_link else Channel.REMEMBERED,
        heard_source=form.heard_source,
        heard_words=form.cleaned_data["heard_words"],
        seen_code=form.cleaned_data["via"],
        language=get_language() or "en",
        now=now,
    )
    return _to_the_file(download, now=now)
