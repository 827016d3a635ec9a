from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ConsentConfig(AppConfig):
    name = "cms.consent"
    label = "consent"
    default_auto_field = "django.db.models.BigAutoField"
    filled_by_migrations = frozenset({"wording"})

    def ready(self) -> None:
        """Say at the foot of every page where the newsletter begins; that page says where it ends."""
        from cms.core import sitemap

        sitemap.register("consent:newsletter", _("The newsletter"))
