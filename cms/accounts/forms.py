"""How an administrator makes and changes the accounts of staff: known by address, with one name."""

from typing import ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .models import User


class StaffForm(forms.ModelForm):
    """What making and changing share: the fields of our user instead of first and last name."""

    first_name = None
    last_name = None


class StaffCreationForm(StaffForm, UserCreationForm):
    """A new account. Without a password its owner signs in by a code sent to the address."""

    password_required = False

    class Meta(UserCreationForm.Meta):
        model = User
        fields: ClassVar = ["email", "name", "is_superuser", "groups"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _("Leave it empty, and they sign in with a code sent by e-mail.")

    def clean_email(self) -> str:
        """Return the address in small letters, as sign-in compares it."""
        return self.cleaned_data["email"].strip().lower()

    def save(self, commit: bool = True) -> User:
        """Save the account; an empty password is none at all."""
        if not self.cleaned_data["password1"]:
            self.instance.set_unusable_password()
        return super().save(commit)


class OwnNameForm(forms.ModelForm):
    """What somebody may change about their own account."""

    class Meta:
        model = User
        fields: ClassVar = ["name"]
        help_texts: ClassVar = {"name": _("As colleagues should see it beside what you did.")}


class StaffEditForm(StaffForm, UserEditForm):
    """A known account."""

    class Meta(UserEditForm.Meta):
        model = User
        fields: ClassVar = ["email", "name", "is_active", "is_superuser", "groups"]

    def clean_email(self) -> str:
        """Return the address in small letters, as sign-in compares it."""
        return self.cleaned_data["email"].strip().lower()
