from django.apps import AppConfig
from django.db.models.signals import post_migrate


class AccountsConfig(AppConfig):
    name = "cms.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Give the groups their permissions whenever the database has been migrated."""
        from .services import after_migrate

        post_migrate.connect(after_migrate, dispatch_uid="accounts.set_up_groups")
