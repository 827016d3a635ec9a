"""Addresses where people say yes and no."""

from django.urls import path, register_converter

from . import views


class SignedConverter:
    """What a signed token is made of."""

    regex = r"[A-Za-z0-9_.\-]{20,300}"

    def to_python(self, value: str) -> str:
        """The token as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The token as it stands."""
        return value


register_converter(SignedConverter, "signed")

app_name = "consent"
urlpatterns = [
    path("newsletter/", views.newsletter, name="newsletter"),
    path("newsletter/sent/", views.newsletter_sent, name="newsletter_sent"),
    path("newsletter/confirm/<signed:token>/", views.confirmation, name="confirm"),
    path("unsubscribe/<signed:token>/", views.leave, name="unsubscribe"),
    path("preferences/", views.ask, name="ask"),
    path("preferences/sent/", views.sent, name="preferences_sent"),
    path("preferences/<signed:token>/", views.preferences, name="preferences"),
]
