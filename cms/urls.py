"""The only place where URLs meet."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.static import serve

from cms.accounts.urls import admin_urlpatterns
from cms.core.urls import outbox_urlpatterns

urlpatterns = [
    path("", include("cms.core.urls")),
    path("", include("theme.urls")),
    path("accounts/", include("allauth.urls")),
    path("admin/", include(admin_urlpatterns)),
    path("admin/", include("wagtail.admin.urls")),
]
if settings.SHOW_OUTBOX:
    urlpatterns += [path("outbox/", include((outbox_urlpatterns, "post")))]
if settings.SERVE_MEDIA:
    urlpatterns += [path("media/<path:path>", serve, {"document_root": settings.MEDIA_ROOT})]

urlpatterns += i18n_patterns(
    path("", include("cms.resources.urls")),
    path("", include("cms.pages.urls")),
    path("", include("wagtail.urls")),
    prefix_default_language=False,
)
