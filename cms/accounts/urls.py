"""The doors of the admin, all of them through the same sign-in."""

from django.urls import path
from django.views.generic import RedirectView
from wagtail.admin.auth import require_admin_access

from . import views

# These stand before Wagtail's own addresses of the same names: otherwise the admin would have
# a sign-in that knows nothing of the second factor.
admin_urlpatterns = [
    path("login/", views.admin_login),
    path("account/", require_admin_access(views.AccountView.as_view())),
    path("logout/", views.AdminLogoutView.as_view()),
    path("password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("password_reset/<path:rest>", RedirectView.as_view(url="/accounts/password/reset/")),
    # Wagtail's documents are closed (apps.py), to superusers too.
    path("documents/", views.closed),
    path("documents/<path:rest>", views.closed),
    path("bulk/wagtaildocs/<path:rest>", views.closed),
    path("api/main/documents/", views.closed),
    path("api/main/documents/<path:rest>", views.closed),
]
