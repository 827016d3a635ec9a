from django.apps import AppConfig
from django.db.models.signals import post_migrate
from wagtail.documents.apps import WagtailDocsAppConfig
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


class ClosedDocumentsConfig(WagtailDocsAppConfig):
    """Wagtail's documents, closed: they would be public files that nobody looked at, and ours are private.

    The app stays installed, because databases have its tables and rows may point at what is in them.
    """

    def ready(self) -> None:
        """Put a policy in the place of Wagtail's that never allows.

        The menu, the numbers on the home page, the search area and links from other screens ask it whether to
        show; the addresses are closed in `urls.py`.
        """
        super().ready()
        from wagtail.documents import get_document_model
        from wagtail.permissions import register_permission_policy

        from .policies import ClosedPolicy

        document = get_document_model()
        register_permission_policy(document, ClosedPolicy(document, auth_model=document))
