from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"
    default = True

    def ready(self) -> None:
        """Give the groups their permissions whenever the database has been migrated."""
        from .services import after_migrate

        post_migrate.connect(after_migrate, dispatch_uid="accounts.set_up_groups")


class StaffConfig(WagtailUsersAppConfig):
    """Wagtail's list of users, with the forms that fit ours."""

    user_viewset = "cms.accounts.viewsets.UserViewSet"
