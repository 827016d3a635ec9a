"""Registers areas and school holidays in the admin, under Settings."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.permissions import register_permission_policy

from cms.accounts.policies import RecordPolicy

from . import viewsets
from .models import Area, AreaScheme, Holiday, School, SchoolGroup
from .register import viewsets as register

for model in (AreaScheme, Area, Holiday):
    register_permission_policy(model, RecordPolicy(model, never=()))
# The register writes its rows, and nobody by hand.
for model in (School, SchoolGroup):
    register_permission_policy(model, RecordPolicy(model, never=("add", "change", "delete")))


@hooks.register("register_admin_viewset")
def register_places():
    """Schemes, areas and holidays, and the register of schools."""
    return [*viewsets.ALL, *register.ALL]


@hooks.register("register_settings_menu_item")
def register_places_menu():
    """The Places menu inside Settings. Another app adds to it with the hook `register_places_menu_item`."""
    return SubmenuMenuItem(
        _("Places"),
        Menu(register_hook_name=viewsets.MENU, construct_hook_name="construct_places_menu"),
        name="places",
        icon_name="site",
        order=900,
    )
