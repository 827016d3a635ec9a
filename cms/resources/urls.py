"""Addresses of the form, the delivery and the counting rule."""

from django.urls import path, register_converter

from . import views


class TokenConverter:
    """What a signed token is made of."""

    regex = r"[A-Za-z0-9_.\-]{20,200}"

    def to_python(self, value: str) -> str:
        """The token as it stands."""
        return value

    def to_url(self, value: str) -> str:
        """The token as it stands."""
        return value


class FileNameConverter(TokenConverter):
    """A file name without folders."""

    regex = r"[A-Za-z0-9_.\-]{1,150}"


register_converter(TokenConverter, "token")
register_converter(FileNameConverter, "filename")

app_name = "resources"
urlpatterns = [
    path("get/<slug:slug>/", views.get, name="get"),
    path("get/<slug:slug>/again/", views.again, name="again"),
    path("get/<slug:slug>/ready/<token:token>/", views.ready, name="ready"),
    path("files/<token:token>/<filename:name>", views.file, name="file"),
    path("from-email/<token:token>/", views.email_link, name="email_link"),
    path("new-link/", views.renew, name="renew"),
    path("editions/<int:pk>/", views.edition, name="edition"),
    path("forget-this-device/", views.forget, name="forget"),
    path("about/how-we-count/", views.how_we_count, name="how_we_count"),
]
