from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RightsConfig(AppConfig):
    name = "cms.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of a restore, and stand at the foot of every page."""
        from cms.core import sitemap

        from . import receivers

        receivers.connect()
        sitemap.register("rights:your_data", _("Your data and you"))
