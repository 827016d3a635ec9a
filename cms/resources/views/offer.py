"""What the page of a guide and the form's own address show: editions, the other guides, the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from cms.core import locales, page_cache
from cms.core.choices import Area
from cms.core.querysets import public

from ..choices import Status
from ..forms import AgainForm, DownloadForm, newsletter_wording
from ..models import Edition, ResourcePage
from ..services.links import sign_moment
from ..services.suite import in_order
from .device import masked, person_on_device

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from cms.people.models import Person

    from ..models import File, Resource


@dataclass(frozen=True, slots=True)
class Shelf:
    """The editions of one guide: those to take, with their files, and those that were replaced."""

    current: list[Edition]
    superseded: list[Edition]
    files: list[File]


def shelf_of(resource: Resource, language: str) -> Shelf:
    """Every edition of a guide, remembered until one of them changes. To be read, not changed."""
    return page_cache.remember(f"shelf-{resource.pk}-{language}", lambda: _read_shelf(resource, language))


def _read_shelf(resource: Resource, language: str) -> Shelf:
    """Every edition of a guide. Two queries, however many there are."""
    editions = list(Edition.objects.filter(resource=resource).prefetch_related("files"))
    for edition in editions:
        edition.resource = resource
    current = [edition for edition in editions if edition.status == Status.CURRENT]
    files = in_order((file for edition in current for file in edition.files.all()), language)
    # In the order their files are offered in.
    places = {file.edition_id: -place for place, file in enumerate(reversed(files))}
    return Shelf(
        current=sorted(current, key=lambda edition: places.get(edition.pk, 1)),
        superseded=[edition for edition in editions if edition.status == Status.SUPERSEDED],
        files=files,
    )


def other_guides(resource: Resource) -> list[ResourcePage]:
    """The pages of the other guides in this language, remembered until a page changes. To be read only."""
    locale = locales.active()
    every = page_cache.remember(f"guides-{locale}", lambda: _read_guides(locale))
    return [page for page in every if page.resource_id != resource.pk]


def _read_guides(locale: int) -> list[ResourcePage]:
    """The pages of all guides in a language. One query."""
    pages = public(ResourcePage.objects.live().filter(locale=locale)).select_related("resource")
    return list(pages.order_by("path").defer("inside", "what_for", "who_for", "how_to_use"))


def page_of(resource: Resource) -> ResourcePage | None:
    """The live page of a guide, in this language or else in English."""
    pages = list(ResourcePage.objects.live().public().filter(resource=resource).select_related("locale"))
    language = get_language() or "en"
    pages.sort(key=lambda page: (page.locale.language_code != language, page.locale.language_code != "en"))
    return next(iter(pages), None)


def new_form(*, files: list[File], now: datetime, via: str = "", data: Any = None) -> DownloadForm:
    """The form for somebody new, with the moment it was made."""
    return DownloadForm(
        data,
        files=files,
        wording=newsletter_wording(get_language() or "en"),
        initial={"made": sign_moment(now), "via": via},
    )


def known_form(*, files: list[File], who: str = "", via: str = "", data: Any = None) -> AgainForm:
    """The one question for somebody we know."""
    return AgainForm(data, files=files, initial={"who": who, "via": via})


def form_context(resource: Resource, form: DownloadForm | AgainForm, person: Person | None) -> dict[str, Any]:
    """What the form's own part of a page reads."""
    return {
        "form": form,
        "fresh": None if person else _fresh(form),
        "guide": resource,
        "files": form.files,
        "known": masked(person.email) if person else "",
        "action": reverse("resources:again" if person else "resources:get", args=[resource.slug]),
    }


def _fresh(form: DownloadForm) -> dict[str, str] | None:
    """What alone tells the form of one visitor from another's, as long as nothing was typed or chosen.

    None when anything was: such a form is drawn for that one person, and its markup is never remembered.
    """
    if form.holds_answers:
        return None
    return {"made": form.initial["made"], "via": form.initial.get("via", "")}


def page_context(request: HttpRequest, page: ResourcePage) -> dict[str, Any]:
    """What the page of a guide shows to everybody."""
    if page.resource_id is None:
        return {"shelf": Shelf([], [], []), "others": []}
    shelf = shelf_of(page.resource, get_language() or "en")
    now = timezone.now()
    return {
        # The markup of what is lazy here is remembered, so that it is hardly ever asked for.
        "form": SimpleLazyObject(lambda: new_form(files=shelf.files, now=now)),
        "fresh": {"made": sign_moment(now), "via": ""},
        "guide": page.resource,
        "files": shelf.files,
        "known": "",
        "action": reverse("resources:get", args=[page.resource.slug]),
        "shelf": shelf,
        "others": SimpleLazyObject(lambda: other_guides(page.resource)),
        "area_labels": SimpleLazyObject(lambda: [(code, Area(code).label) for code in page.areas]),
    }


def personalise(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """On a device that remembers somebody: their one question instead of the form, and nothing is cached.

    A device without the cookie is never looked at further, so that the page stays the same for everybody.
    """
    if settings.DEVICE_COOKIE_NAME not in request.COOKIES or not getattr(response, "context_data", None):
        return response
    page = response.context_data.get("page")
    person = person_on_device(request, timezone.now())
    if person and getattr(page, "resource_id", None):
        shelf = response.context_data["shelf"]
        response.context_data |= form_context(page.resource, known_form(files=shelf.files), person)
    return for_one_person(response)


def for_one_person(response: HttpResponse) -> HttpResponse:
    """Mark an answer as one that knows somebody: kept nowhere, shown to nobody else."""
    response.same_for_everybody = False
    patch_cache_control(response, private=True, no_store=True)
    return response
