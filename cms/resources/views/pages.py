"""Pages of the suite that Wagtail does not hold: the counting rule, and old editions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from cms.core.page_cache import public

from ..choices import Status
from ..models import Edition
from ..rules import RULE
from .offer import page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@public
@require_safe
def how_we_count(request: HttpRequest) -> HttpResponse:
    """The counting rule, as the code has it."""
    return render(request, "resources/how_we_count.html", {"rule": RULE})


@public
@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """An edition by its own address: the guide's page, or what has taken its place."""
    wanted = get_object_or_404(Edition.objects.select_related("resource"), pk=pk)
    page = page_of(wanted.resource)
    if page is None:
        raise Http404
    if wanted.status == Status.CURRENT:
        return HttpResponseRedirect(page.get_url(request))
    newer = Edition.objects.filter(
        resource=wanted.resource,
        status=Status.CURRENT,
        language=wanted.language,
        variant=wanted.variant,
    ).first()
    context = {"edition": wanted, "newer": newer, "guide": wanted.resource, "guide_page": page}
    return render(request, "resources/edition.html", context)
