"""Which file is wanted, and which link brought somebody here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from ..choices import Variant
from .fields import FileChoiceField, LineField

if TYPE_CHECKING:
    from ..models import File

LONGEST_CODE = 40
_LANGUAGES = {"en": "English", "cy": "Cymraeg"}


class FileMixin(forms.Form):
    """Which file, where there are several."""

    file = FileChoiceField(
        label=_("Which one would you like?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose which one you would like."),
            "invalid_choice": _("That one is no longer offered. Choose one of these."),
        },
    )
    # Where a tracked link brought somebody here; words we put in the address ourselves, not theirs.
    via = LineField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, files: list[File], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.files = {str(file.pk): file for file in files}
        if len(files) > 1:
            self.fields["file"].choices = [(key, file_name(file)) for key, file in self.files.items()]
            self.fields["file"].initial = next(iter(self.files))
        else:
            del self.fields["file"]

    @property
    def file_chosen(self) -> File:
        """The file on a valid form."""
        return self.files[self.cleaned_data.get("file") or next(iter(self.files))]

    def clean_via(self) -> str:
        """The code of a tracked link; anything that is none is dropped, never complained about."""
        text = self.cleaned_data["via"]
        plain = text.isascii() and text.replace("-", "").replace("_", "").isalnum()
        return text if plain and len(text) <= LONGEST_CODE else ""


def file_name(file: File) -> str:
    """A file as the form offers it: format, what it is good for, language."""
    words = {"pdf": _now("PDF, to read and print"), "docx": _now("Word, to fill in and edit")}[file.format]
    if file.edition.variant == Variant.WHITE_LABEL:
        words = {
            "pdf": _now("White-label PDF, without our name"),
            "docx": _now("White-label Word, to put your own name and logo on"),
        }[file.format]
    if file.edition.language != (get_language() or "en"):
        words = f"{words} ({_LANGUAGES.get(file.edition.language, file.edition.language)})"
    return words
