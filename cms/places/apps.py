from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "cms.places"
    label = "places"
    default_auto_field = "django.db.models.BigAutoField"
    filled_by_migrations = frozenset(
        {"localauthority", "district", "areascheme", "area", "areamembership", "holiday"}
    )
