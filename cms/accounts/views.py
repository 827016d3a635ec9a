"""The admin's own sign-in and sign-out addresses, answered by the site's."""

from allauth.account.views import LogoutView
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse


def admin_login(request: HttpRequest) -> HttpResponse:
    """Send staff to the one sign-in there is, and remember where they were going."""
    query = (
        {REDIRECT_FIELD_NAME: request.GET[REDIRECT_FIELD_NAME]} if REDIRECT_FIELD_NAME in request.GET else {}
    )
    return redirect(reverse("account_login", query=query))


class AdminLogoutView(LogoutView):
    """Signs out on a press of the admin's button; an address alone only asks."""
