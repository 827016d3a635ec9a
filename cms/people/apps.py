from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "cms.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to other rooms."""
        from cms.places.signals import postcodes_loaded, register_loaded

        from .receivers import follow_the_register, look_up_again

        postcodes_loaded.connect(look_up_again, dispatch_uid="people-look-up-again")
        register_loaded.connect(follow_the_register, dispatch_uid="people-follow-the-register")
