"""What somebody asks about their data, and what staff answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.people.rules import normalise_email

from .choices import Channel, Kind
from .services.requests import LONGEST_WORDS, tidy


class LineField(forms.CharField):
    """A line of words: control characters, NUL among them, are left out without complaint."""

    def to_python(self, value: Any) -> str:
        """The words, on one line."""
        return " ".join(tidy(str(value or "")).split())


class WordsField(forms.CharField):
    """Words of several lines, without what no database keeps. Too long a text is refused, and stays as
    typed."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The words as typed; what is too long is left to the validator, so it is not cut here."""
        text = str(value or "").replace("\r\n", "\n")
        return text if len(text) > LONGEST_WORDS else tidy(text)


class AskForm(forms.Form):
    """An address, and what the person wants to add. `kind` says what is asked."""

    use_required_attribute = False

    email = LineField(
        label=_("Email address"),
        max_length=254,
        widget=forms.EmailInput(
            attrs={"autocomplete": "email", "spellcheck": "false", "autocapitalize": "none"}
        ),
        error_messages={
            "required": _("Enter your email address, like name@school.org.uk."),
            "max_length": _("That email address is too long. Check it and try again."),
        },
    )
    email.why = _("We know you by it, and only whoever reads its mail can say that it was you.")
    name = LineField(
        label=_("Your name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("Use at most 200 characters for your name.")},
    )
    words = WordsField(
        label=_("Anything you want to add"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={
            "required": _("Tell us in a few words what happened."),
            "max_length": _("Use at most %(limit_value)d characters. You can tell us more when we answer."),
        },
    )
    # A trap for programs that fill in everything. Hidden from people; it says what to do if they meet it.
    subject_line = LineField(label=_("Leave this empty"), required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind == Kind.COMPLAINT:
            self.fields["words"].label = _("What happened?")
            self.fields["words"].required = True
            self.fields["words"].help_text = _("When, where, and what would put it right.")
        elif kind == Kind.ACCESS:
            self.fields["words"].help_text = _("Such as: I only want to know what you sent me last year.")

    def clean_email(self) -> str:
        """The one spelling of the address."""
        try:
            return normalise_email(self.cleaned_data["email"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def clean_subject_line(self) -> str:
        """Nobody is turned away for good: whoever fell into the trap is shown it."""
        if self.cleaned_data["subject_line"]:
            raise forms.ValidationError(_now("Leave “Leave this empty” empty, then press the button again."))
        return ""


class TakeForm(forms.Form):
    """A request that came by telephone, letter or e-mail, written down by staff."""

    kind = forms.ChoiceField(label=_("What they ask"), choices=Kind.choices)
    channel = forms.ChoiceField(
        label=_("Came by"), choices=[choice for choice in Channel.choices if choice[0] != Channel.WEB]
    )
    email = forms.CharField(label=_("E-mail address"), max_length=254)
    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    words = WordsField(label=_("In their words"), required=False, max_length=LONGEST_WORDS)
    language = forms.ChoiceField(label=_("Language"), choices=[("en", _("English")), ("cy", _("Welsh"))])

    def clean_email(self) -> str:
        """The one spelling of the address."""
        try:
            return normalise_email(self.cleaned_data["email"])
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error


class ReplyForm(forms.Form):
    """What is answered, from a template that may be changed, perhaps with the copy of their data."""

    words = WordsField(
        label=_("Your answer"), max_length=LONGEST_WORDS, widget=forms.Textarea(attrs={"rows": 12})
    )
    attach = forms.BooleanField(label=_("Send the link to the copy of their data"), required=False)

    def __init__(self, *args: Any, package=None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if package is None:
            del self.fields["attach"]
        else:
            self.fields["attach"].initial = True


class KeepForm(forms.Form):
    """Somebody on the list is kept: until when, and why."""

    until = forms.DateField(label=_("Keep until"), widget=forms.DateInput(attrs={"type": "date"}))
    because = forms.CharField(label=_("Reason"), max_length=300)


class EraseForm(forms.Form):
    """The last question before somebody is erased."""

    sure = forms.BooleanField(
        label=_("Yes, erase this person. There is no way back."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )
    letter = forms.BooleanField(
        label=_("Tell them in a last e-mail that everything has been erased"), required=False, initial=True
    )
