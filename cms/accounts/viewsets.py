"""The list of staff accounts in the admin: Wagtail's own, with our forms."""

from django import forms
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from .forms import StaffCreationForm, StaffEditForm


class UserViewSet(WagtailUserViewSet):
    """Accounts of staff."""

    create_template_name = "accounts/users/create.html"
    edit_template_name = "accounts/users/edit.html"

    def get_form_class(self, for_update: bool = False) -> type[forms.ModelForm]:
        """Return the form for a new account or for a known one."""
        return StaffEditForm if for_update else StaffCreationForm
