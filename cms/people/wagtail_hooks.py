"""Registers people in the admin, and the menu that other apps hang their screens in."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.permissions import register_permission_policy

from cms.accounts.policies import RecordPolicy

from .models import Person
from .viewsets import people_viewset

# People come through forms and go by erasure: nobody adds or deletes one by hand.
register_permission_policy(Person, RecordPolicy(Person, never=("add", "delete")))


@hooks.register("register_admin_viewset")
def register_people():
    """The list of people and each one's page."""
    return people_viewset


@hooks.register("register_admin_menu_item")
def register_people_menu():
    """The People menu. Another app adds to it with the hook `register_people_menu_item`."""
    return SubmenuMenuItem(
        _("People"),
        Menu(register_hook_name="register_people_menu_item", construct_hook_name="construct_people_menu"),
        name="people",
        icon_name="group",
        order=240,
    )


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """What is written down when personal data leaves the site."""
    actions.register_action(
        "people.export", _("Take personal data out"), _("Personal data taken out of the site")
    )
