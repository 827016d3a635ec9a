"""What we use of others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.core import page_cache

from ..sources import held_sources, licences


@page_cache.public
@require_safe
def data_sources(request: HttpRequest) -> HttpResponse:
    """List each source with its release, its use, when it was loaded, its checksum and its licence."""
    context = {"heading": _("Data sources"), "sources": list(held_sources()), "licences": licences()}
    return render(request, "pages/data_sources.html", context)
