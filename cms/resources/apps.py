from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "cms.resources"
    label = "resources"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Make kept pages anew when what they show of the suite changes."""
        from cms.consent.models import Wording
        from cms.core import page_cache, sitemap

        from .models import Edition, File, HeardSource, Resource

        page_cache.watch(Resource, Edition, File, HeardSource, Wording)
        sitemap.register("resources:how_we_count")
