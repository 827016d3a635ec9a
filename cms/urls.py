"""The only place where URLs meet."""

from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path


def _if_there(prefix: str, module: str) -> list:
    """Include an app's URLs once the app has them."""
    return [path(prefix, include(module))] if find_spec(module) else []


urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", include("wagtail.admin.urls")),
]
if settings.DEBUG or getattr(settings, "SHOW_STYLEGUIDE", False):
    urlpatterns += _if_there("styleguide/", "theme.urls")

urlpatterns += i18n_patterns(
    *_if_there("", "cms.resources.urls"),
    *_if_there("", "cms.pages.urls"),
    path("", include("wagtail.urls")),
    prefix_default_language=False,
)
