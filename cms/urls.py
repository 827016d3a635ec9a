"""The only place where URLs meet."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from cms.accounts.urls import admin_urlpatterns
from cms.core.urls import outbox_urlpatterns
from cms.core.views import media

urlpatterns = [
    path("", include("cms.core.urls")),
    path("", include("theme.urls")),
    path("admin/", include(admin_urlpatterns)),
    path("admin/", include("wagtail.admin.urls")),
]
if settings.SHOW_OUTBOX:
    urlpatterns += [path("outbox/", include((outbox_urlpatterns, "post")))]
if settings.SERVE_MEDIA:
    urlpatterns += [path("media/<path:path>", media)]

urlpatterns += i18n_patterns(
    path("accounts/", include("allauth.urls")),
    path("", include("cms.resources.urls")),
    path("", include("cms.places.urls")),
    path("", include("cms.consent.urls")),
    path("", include("cms.rights.urls")),
    path("", include("cms.pages.urls")),
    path("", include("wagtail.urls")),
    prefix_default_language=False,
)
