"""Asking to see or erase what we keep, and complaining. All get the same answer: it tells nobody who is
known."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.core import page_cache
from cms.core.limits import FROM_ONE_ADDRESS, Limit, client_address, from_elsewhere, over_limit

from ..choices import Kind
from ..forms import AskForm
from ..services.requests import take_request

# One letter each: enough for somebody who pressed twice, too few to fill somebody's mailbox.
FOR_ONE_PERSON = (Limit("rights", 6, 3_600), Limit("rights-day", 12, 86_400))

HEADINGS = {
    Kind.ACCESS: gettext_lazy("Ask to see what we keep about you"),
    Kind.ERASURE: gettext_lazy("Ask to have your data erased"),
    Kind.COMPLAINT: gettext_lazy("Complain about how we handle your data"),
}


@page_cache.public
@require_safe
def your_data(request: HttpRequest) -> HttpResponse:
    """What somebody can ask of us, and where."""
    context = {"heading": _("Your data and you"), "promise": settings.COMPLAINT_ANSWER_DAYS}
    return render(request, "rights/your_data.html", context)


@page_cache.public
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """What happens next; the same whoever asked what."""
    return render(request, "rights/sent.html", {"heading": _("Look into your mail")})


def _page(
    request: HttpRequest, kind: Kind, form: AskForm, *, status: int = 200, notice: str = ""
) -> HttpResponse:
    context = {
        "form": form,
        "kind": kind.value,
        "heading": HEADINGS[kind],
        "notice": notice,
        "promise": settings.COMPLAINT_ANSWER_DAYS,
    }
    response = render(request, "rights/ask.html", context, status=status)
    if request.method == "POST":
        response["Cache-Control"] = "private, no-store"
        return response
    return page_cache.keep(response)


def _ask(request: HttpRequest, kind: Kind) -> HttpResponse:
    if request.method != "POST":
        return _page(request, kind, AskForm(kind=kind))
    form = AskForm(request.POST, kind=kind)
    if from_elsewhere(request):
        notice = _("This came from another website, so we have stopped it. Press the button again here.")
        return _page(request, kind, form, status=403, notice=notice)
    if not form.is_valid():
        return _page(request, kind, form)
    limit = over_limit(FROM_ONE_ADDRESS, client_address(request)) or over_limit(
        FOR_ONE_PERSON, form.cleaned_data["email"]
    )
    if limit:
        notice = _(
            "This was sent very often just now, so we have to wait a little. What you typed is still here: "
            "press the button again in an hour."
        )
        response = _page(request, kind, form, status=429, notice=notice)
        response["Retry-After"] = str(min(limit.seconds, 3600))
        return response
    take_request(
        kind=kind,
        email=form.cleaned_data["email"],
        name=form.cleaned_data["name"],
        words=form.cleaned_data["words"],
        language=get_language() or "en",
        now=timezone.now(),
    )
    response = HttpResponseRedirect(reverse("rights:sent"))
    response.status_code = 303
    return response


# None of these forms reads a cookie or acts for anybody who is signed in; all they do is write to the
# address that was typed. Another website has nothing to borrow, and what it sends is refused.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def access(request: HttpRequest) -> HttpResponse:
    """Somebody asks to see what we keep."""
    return _ask(request, Kind.ACCESS)


@csrf_exempt  # as above
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def erasure(request: HttpRequest) -> HttpResponse:
    """Somebody asks to be erased."""
    return _ask(request, Kind.ERASURE)


@csrf_exempt  # as above
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def complaint(request: HttpRequest) -> HttpResponse:
    """Somebody complains."""
    return _ask(request, Kind.COMPLAINT)
