"""The only place where URLs meet."""

from importlib.util import find_spec

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path

from cms.accounts.urls import admin_urlpatterns
from cms.core.urls import outbox_urlpatterns


def _if_there(prefix: str, module: str) -> list:
    """Include an app's URLs once the app has them."""
    return [path(prefix, include(module))] if find_spec(module) else []


urlpatterns = [
    path("", include("cms.core.urls")),
    path("", include("theme.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(admin_urlpatterns)),
    path("admin/", include("wagtail.admin.urls")),
]
if settings.SHOW_OUTBOX:
    urlpatterns += [path("outbox/", include((outbox_urlpatterns, "post")))]
urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

urlpatterns += i18n_patterns(
    *_if_there("", "cms.resources.urls"),
    *_if_there("", "cms.pages.urls"),
    path("", include("wagtail.urls")),
    prefix_default_language=False,
)
