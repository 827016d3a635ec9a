"""The only place where URLs meet."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

urlpatterns = [
    path("accounts/", include("allauth.urls")),
    path("admin/", include("wagtail.admin.urls")),
]

urlpatterns += i18n_patterns(
    path("", include("wagtail.urls")),
    prefix_default_language=False,
)
