from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "cms.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
    filled_by_migrations = frozenset(
        {"localauthority", "district", "areascheme", "area", "areamembership", "holiday"}
    )

    def ready(self) -> None:
        """Listen to this room's own news."""
        from .receivers import look_up_again
        from .signals import postcodes_loaded

        postcodes_loaded.connect(look_up_again, dispatch_uid="places-look-up-again")
