from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "cms.rights"
    label = "rights"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Hear of a restore."""
        from . import receivers

        receivers.connect()
