"""How sign-in behaves here: accounts are made by an administrator, never by a visitor."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as current
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from cms.core.layout import frame


class AccountAdapter(DefaultAccountAdapter):
    """Sign-up is closed, and whoever signs in goes to the admin."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody makes an account for themselves."""
        return False

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Staff go to the admin; anybody else to the first page."""
        if request.user.has_perm("wagtailadmin.access_admin"):
            return reverse("wagtailadmin_home")
        return "/"

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """After a new password, back to the admin."""
        return self.get_login_redirect_url(request)

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Sign letters with the name of the site, as every other letter is."""
        signed = {"site_name": frame(current.request).site_name, "site_url": settings.SITE_URL}
        super().send_mail(template_prefix, email, {**context, **signed})
