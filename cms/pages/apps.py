from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    name = "cms.pages"
    label = "pages"
    default_auto_field = "django.db.models.BigAutoField"
    filled_by_migrations = frozenset({"homepage"})

    def ready(self) -> None:
        """Listen for what changes the pages, and give a new site its home pages."""
        from cms.core import sitemap

        from . import receivers, starting

        receivers.connect()
        sitemap.register("pages:data_sources", _("Data sources"))
        post_migrate.connect(starting.after_migrate, sender=self, dispatch_uid="home-pages")
