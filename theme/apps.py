from django.apps import AppConfig
from django.core.checks import register


class ThemeConfig(AppConfig):
    name = "theme"
    label = "theme"

    def ready(self) -> None:
        """Register the check of the bundle."""
        from .checks import bundle_is_fresh

        register(bundle_is_fresh)
