"""The register of what is kept, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.core import page_cache

from ..reports import register_of_what_is_kept


@page_cache.public
@require_safe
def what_we_keep(request: HttpRequest) -> HttpResponse:
    """Each thing we keep, of whom, why, on which ground, for how long: written by the code that keeps it."""
    context = {"heading": _("What we keep, and for how long"), "register": register_of_what_is_kept()}
    return render(request, "rights/what_we_keep.html", context)
