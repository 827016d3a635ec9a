"""Registers this room in the admin."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.permissions import register_permission_policy

from cms.accounts.policies import RecordPolicy

from .models import Erasure, Farewell, RightsRequest
from .panels import RightsPanel
from .permissions import may_answer, may_erase
from .services.requests import london_day
from .to_do import to_do
from .viewsets import rights_viewset

for model in (RightsRequest, Farewell, Erasure):
    register_permission_policy(model, RecordPolicy(model, never=("add", "delete")))


@hooks.register("register_admin_viewset")
def register_rights():
    """Requests, copies, erasures, whose time is up."""
    return rights_viewset


@hooks.register("register_person_panels")
def register_rights_panel(request, person):
    """For those who answer people about their data."""
    return [RightsPanel(person, request.user)] if may_answer(request.user) else []


@hooks.register("register_person_actions")
def register_erasing(request, person):
    """The way to erasing somebody, from the head of their page."""
    if not may_erase(request.user):
        return []
    return [{"label": _("Erase this person"), "url": reverse("rights_admin:erase", args=[person.pk])}]


@hooks.register("register_to_do")
def register_to_do(request):
    """What waits for this person."""
    return to_do(request.user, today=london_day(timezone.now()))


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """What is written down about copies and erasures, in words for the history."""
    actions.register_action("rights.package", _("Copy a person's data"), _("Copy of a person’s data ordered"))
    actions.register_action("rights.fetch", _("Fetch the copy"), _("Copy of a person’s data fetched"))
    actions.register_action("rights.erase", _("Erase a person"), _("A person was erased"))


@hooks.register("register_rights_links")
def register_rights_links(request):
    """From the page where somebody changes what they are written to about."""
    return [
        (_("Send me what you keep about me"), reverse("rights:access")),
        (_("Forget me: erase what you keep"), reverse("rights:erasure")),
    ]
