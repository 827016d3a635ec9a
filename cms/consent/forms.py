"""The questions about what people want to be written to about."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.people.rules import clean_words, normalise_email

from .models import Wording
from .reports import Asked

YES, NO = "yes", "no"


class AddressField(forms.CharField):
    """An e-mail address, in its one spelling."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            label=_("Email address"),
            widget=forms.EmailInput(
                attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
            ),
            error_messages={"required": _("Enter your email address, like name@school.org.uk.")},
            **options,
        )

    def to_python(self, value: Any) -> str:
        """Without what cannot be kept."""
        return clean_words(super().to_python(value) or "", limit=10_000)

    def clean(self, value: Any) -> str:
        """The one spelling."""
        try:
            return normalise_email(super().clean(value))
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class AddressForm(forms.Form):
    """Where to send the link to somebody's choices."""

    use_required_attribute = False
    email = AddressField()


class SignUpForm(AddressForm):
    """The newsletter: an address, under words that are told with it."""

    wording = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, words: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = words
        self.fields["wording"].initial = words.pk

    def clean_wording(self) -> Wording:
        """The words that stood on the page: it may be older than the newest ones."""
        return shown(self.cleaned_data["wording"], self.words)


def shown(told: str, newest: Wording) -> Wording:
    """The version whose number came with a form, if it is one of this purpose; else the newest."""
    if not (told.isascii() and told.isdigit() and len(told) < 10):
        return newest
    return Wording.objects.filter(pk=int(told), purpose=newest.purpose).first() or newest


class PreferencesForm(forms.Form):
    """A yes or a no to each purpose; what is left open stays as it is."""

    use_required_attribute = False

    def __init__(self, *args: Any, asked: list[Asked], language: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = asked
        for one in asked:
            self.fields[one.name] = forms.ChoiceField(
                label=one.label,
                help_text=one.wording.text,
                choices=[(YES, _now("Yes")), (NO, _now("No"))],
                widget=forms.RadioSelect,
                required=False,
                initial=one.answer,
                error_messages={"invalid_choice": _now("Choose yes or no.")},
            )
            self.fields[f"{one.name}-words"] = forms.CharField(
                required=False, widget=forms.HiddenInput, initial=one.wording.pk
            )
        self.fields["language"] = forms.ChoiceField(
            label=_now("In which language shall we write to you?"),
            choices=settings.LANGUAGES,
            initial=language,
            required=False,
        )

    def rows(self) -> list[tuple[Asked, Any, Any]]:
        """Each purpose with its question and the hidden number of its words."""
        return [(one, self[one.name], self[f"{one.name}-words"]) for one in self.asked]

    def changes(self) -> list[tuple[Asked, str, Wording]]:
        """What was answered otherwise than the page showed, with the words it stood under."""
        found = []
        for one in self.asked:
            answer = self.cleaned_data.get(one.name)
            if answer and answer != one.answer:
                told = self.cleaned_data.get(f"{one.name}-words", "")
                found.append((one, answer, shown(told, one.wording)))
        return found
