from django.apps import AppConfig


class ConsentConfig(AppConfig):
    name = "cms.consent"
    label = "consent"
    default_auto_field = "django.db.models.BigAutoField"
    filled_by_migrations = frozenset({"wording"})
