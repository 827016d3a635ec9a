"""Finding one's school: suggestions while somebody types, and a page for who has no script.

Nobody has to say who they are, no cookie is set, and nothing that is typed is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.http import JsonResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from cms.core.limits import Limit, client_address, from_elsewhere, over_limit

from ..reports import search_schools

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from ..reports import FoundSchool

LEAST = 3
LONGEST = 200
SUGGESTED = 8
LISTED = 30
BROWSER_SECONDS = 3600
# A whole school types at once on a training day, from one address: every word asks a few times.
FROM_ONE_ADDRESS = (Limit("schools", 1500, 600), Limit("schools-day", 20_000, 86_400))
# What a form had in it travels with the search and back: no form of ours asks more, or takes longer answers.
MOST_CARRIED, LONGEST_CARRIED = 60, 10_000
OURS = frozenset({"q", "next", "school", "organisation", "back", "csrfmiddlewaretoken"})


def _typed(text: str) -> str:
    return " ".join(text.replace("\0", "").split())[:LONGEST]


def _enough(words: str) -> bool:
    """Whether there are letters and figures enough to look for."""
    return sum(sign.isalnum() for sign in words) >= LEAST


def _detail(school: FoundSchool) -> str:
    """The line that tells schools of one name apart, in the language of the page."""
    parts = [part for part in (school.town, school.postcode) if part]
    parts.append(_("URN %(urn)s") % {"urn": school.urn})
    if school.closed:
        parts.append(_("closed"))
    return ", ".join(parts)


def _found(words: str, limit: int) -> list[dict]:
    if not _enough(words):
        return []
    return [
        {
            "title": school.name,
            "detail": _detail(school),
            "value": str(school.urn),
            "closed": school.closed,
        }
        for school in search_schools(words, limit)
    ]


@require_safe
def suggest_schools(request: HttpRequest) -> JsonResponse:
    """Schools that `?q=` may mean, at most eight: `{"suggestions": [{title, detail, value, closed}]}`.

    `value` is the URN. Fewer than three letters find nothing; too many questions from one network get 429.
    """
    limit = over_limit(FROM_ONE_ADDRESS, client_address(request))
    if limit:
        response = JsonResponse({"suggestions": []}, status=429)
        response["Retry-After"] = str(min(limit.seconds, 600))
        return response
    response = JsonResponse({"suggestions": _found(_typed(request.GET.get("q", "")), SUGGESTED)})
    # The same for everybody, and the register changes once a month.
    response["Cache-Control"] = f"public, max-age={BROWSER_SECONDS}"
    return response


def _safe_next(request: HttpRequest) -> str:
    """Where somebody came from, if that is a page of this site; else empty text."""
    address = request.GET.get("next", "")[:LONGEST]
    if address.startswith("/") and url_has_allowed_host_and_scheme(
        address, allowed_hosts=None, require_https=request.is_secure()
    ):
        return address
    return ""


def _carried(request: HttpRequest) -> list[tuple[str, str]]:
    """The answers that somebody had given before they came here, to be given back unread."""
    if request.method != "POST" or from_elsewhere(request):
        return []
    pairs = [
        (name[:LONGEST], value[:LONGEST_CARRIED])
        for name, values in request.POST.lists()
        if name not in OURS
        for value in values
    ]
    return pairs[:MOST_CARRIED]


# It reads no cookie and changes nothing: what is posted here comes back on the page, so that answers somebody
# has typed stand in no address. There is no authority that another website could borrow.
@csrf_exempt
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def find_school(request: HttpRequest) -> HttpResponse:
    """A page that lists the schools `q` may mean, and leads back with the one chosen to the form at `next`.

    From a form, with POST, it takes along what was answered there and gives it back; `organisation` is
    looked for then. Words that find nothing are taken back to the form as they are: they will do.
    """
    data = request.POST if request.method == "POST" else request.GET
    own_words = _typed(data.get("organisation", ""))
    words = _typed(data.get("q", own_words))
    back = _safe_next(request)
    limit = over_limit(FROM_ONE_ADDRESS, client_address(request)) if words else None
    found = [] if limit else _found(words, LISTED)
    context = {
        "words": words,
        "own_words": own_words or words,
        "too_short": bool(words) and not _enough(words),
        "found": found,
        "full": len(found) == LISTED,
        "back": back,
        "here": f"{request.path}?{urlencode({'next': back})}" if back else request.path,
        "carried": _carried(request),
        "slow": limit is not None,
    }
    response = render(request, "places/find_school.html", context, status=429 if limit else 200)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "same-origin"
    return response
