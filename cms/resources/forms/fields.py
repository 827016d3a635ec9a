"""Fields that forgive what can be forgiven, and a select that is drawn cheaply."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from ..rules import tidy_words
from .offered import UNITED_KINGDOM

LONGEST_LINE = 10_000


@lru_cache(maxsize=600)
def _options(choices: tuple[tuple[str, str], ...], chosen: str) -> SafeString:
    """The options of a select, kept for the process: choices are few, `chosen` is one of them or empty."""
    return SafeString(  # joined from pieces that format_html has escaped
        "".join(
            format_html('<option value="{}" selected>{}</option>', code, label)
            if code == chosen
            else format_html('<option value="{}">{}</option>', code, label)
            for code, label in choices
        )
    )


class PlainSelect(forms.Select):
    """A select drawn without a template for each option, which for 250 countries costs a page dearly."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> SafeString:
        """The markup that Django's own select has."""
        choices = tuple((str(code), str(label)) for code, label in self.choices)
        chosen = "" if value is None else str(value)
        options = _options(choices, chosen if chosen in dict(choices) else "")
        given = format_html_join("", ' {}="{}"', self.build_attrs(self.attrs, attrs).items())
        return format_html('<select name="{}"{}>{}</select>', name, given, options)


class LineField(forms.CharField):
    """A line of words: control characters, NUL among them, are left out without complaint.

    `checked_later` leaves it to the form to say when it must be filled in; it is not called optional.
    """

    def __init__(self, *, checked_later: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.checked_later = checked_later

    def to_python(self, value: Any) -> str:
        """The words, tidied."""
        return tidy_words(super().to_python(value) or "", limit=LONGEST_LINE)

    def validate(self, value: str) -> None:
        """Only what is always needed is missed here."""
        if not self.checked_later:
            super().validate(value)


class CountryField(forms.ChoiceField):
    """A country; nothing said is the United Kingdom, where most people work."""

    def to_python(self, value: Any) -> str:
        """The code of a country."""
        return super().to_python(value) or UNITED_KINGDOM


class FileChoiceField(forms.ChoiceField):
    """Which file; nothing said is the first, which the form has marked."""

    def to_python(self, value: Any) -> str:
        """The key of a file."""
        return super().to_python(value) or str(self.initial or "")
