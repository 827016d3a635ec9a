"""The admin's own sign-in, sign-out and account addresses, answered by the site's."""

from allauth.account.views import LogoutView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.views import account

from .forms import OwnNameForm


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send staff to the one sign-in there is, and remember where they were going."""
    query = (
        {REDIRECT_FIELD_NAME: request.GET[REDIRECT_FIELD_NAME]} if REDIRECT_FIELD_NAME in request.GET else {}
    )
    return redirect(reverse("account_login", query=query))


def closed(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Not found, whoever asks."""
    raise Http404(request.path)


class AdminLogoutView(LogoutView):
    """Signs out on a press of the admin's button; an address alone only asks."""


class OwnNamePanel(account.NameEmailSettingsPanel):
    """The one name of our accounts instead of a first and a last one, and no address: who changed it by a
    slip could not sign in again.
    """

    title = _("Name")
    form_class = OwnNameForm


class AccountView(account.AccountView):
    """Somebody's own account in the admin."""

    def get_panels(self):
        """Wagtail's panels, with our name in the place of its own."""
        return [
            OwnNamePanel(panel.request, panel.user, panel.profile)
            if type(panel) is account.NameEmailSettingsPanel
            else panel
            for panel in super().get_panels()
        ]
