"""A second factor for everybody who works in the admin."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


class SecondFactorMiddleware:
    """Where `REQUIRE_SECOND_FACTOR` is set, the admin opens only to those who have a second factor.

    Whoever has one is asked for it while signing in. Whoever has none is sent to set one up, and sees
    nothing of the admin until then.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Send staff without a second factor to the page where they set one up."""
        if self._wanting(request):
            messages.warning(
                request, _("To work here you need a second way to show it is you. Set one up now.")
            )
            return redirect("mfa_index")
        return self.get_response(request)

    def _wanting(self, request: HttpRequest) -> bool:
        if not settings.REQUIRE_SECOND_FACTOR or not request.path.startswith(reverse("wagtailadmin_home")):
            return False
        if request.path in {reverse("wagtailadmin_login"), reverse("wagtailadmin_logout")}:
            return False
        return request.user.is_authenticated and not is_mfa_enabled(request.user, FACTORS)
