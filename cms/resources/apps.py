from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ResourcesConfig(AppConfig):
    name = "cms.resources"
    label = "resources"
    default_auto_field = "django.db.models.BigAutoField"
    filled_by_migrations = frozenset({"heardsource"})

    def ready(self) -> None:
        """Show the page of a guide by its view, and make kept pages anew when the suite changes."""
        from cms.consent.models import Wording
        from cms.core import page_cache, sitemap
        from cms.places.signals import postcodes_loaded

        from .models import Edition, File, HeardSource, Resource, ResourcePage
        from .receivers import look_up_again
        from .views import offer

        ResourcePage.presentation = offer
        page_cache.watch(Resource, Edition, File, HeardSource, Wording)
        sitemap.register("resources:how_we_count", _("How we count"))
        postcodes_loaded.connect(look_up_again, dispatch_uid="resources-look-up-again")
