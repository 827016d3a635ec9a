"""What we use of others."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.core import page_cache

from ..sources import SOURCES


@page_cache.public
@require_safe
def data_sources(request: HttpRequest) -> HttpResponse:
    """List each source with its release, its use, its licence and the words the licence asks for."""
    return render(request, "pages/data_sources.html", {"heading": _("Data sources"), "sources": SOURCES})
