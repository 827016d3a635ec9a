"""The questions on the way to a guide."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.consent.choices import Purpose
from cms.consent.services import current_wording
from cms.core import page_cache
from cms.people.choices import OrganisationType, Role
from cms.people.rules import normalise_email
from cms.places.countries import country_name, country_names
from cms.places.rules import normalise_postcode
from cms.places.services import locate

from .choices import Variant
from .models import HeardSource
from .rules import tidy_words

if TYPE_CHECKING:
    from cms.consent.models import Wording
    from cms.places.rules import Place

    from .models import File

UNITED_KINGDOM = "GB"
LONGEST_CODE = 40
LONGEST_LINE = 10_000


def offered_sources() -> list[HeardSource]:
    """The answers the form offers, in their order; remembered until one is changed."""
    return page_cache.remember(
        "heard-sources", lambda: list(HeardSource.objects.filter(is_offered=True, merged_into=None))
    )


def newsletter_wording(language: str) -> Wording | None:
    """The words beside the newsletter box, or None; remembered until they are changed."""

    def read() -> Wording | None:
        try:
            return current_wording(Purpose.NEWSLETTER, language)
        except LookupError:
            return None

    return page_cache.remember(f"newsletter-wording-{language}", read)


def source_name(source: HeardSource) -> str:
    """An answer in the language of the moment."""
    return source.name_cy if get_language() == "cy" and source.name_cy else source.name


@lru_cache(maxsize=4)
def _countries(language: str) -> tuple[tuple[str, str], ...]:
    """Every country in a language, the United Kingdom first, because most people work there."""
    names = [(code, name) for code, name in country_names() if code != UNITED_KINGDOM]
    return ((UNITED_KINGDOM, country_name(UNITED_KINGDOM)), *names)


def country_choices() -> list[tuple[str, str]]:
    """Countries in the language of the moment."""
    return list(_countries(get_language() or "en"))


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


def _with_blank(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("Choose one")), *choices]


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


class HeardMixin(forms.Form):
    """“Where did you hear about this?”: always asked, and quick."""

    heard = forms.ChoiceField(
        label=_("Where did you hear about this?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose where you heard about this."),
            "invalid_choice": _("Choose where you heard about this."),
        },
    )
    heard.why = _("It is how we learn which ways of telling people work. Nothing else tells us.")
    heard_words = LineField(
        label=_("If somewhere else, where was it?"),
        checked_later=True,
        max_length=200,
        help_text=_("A few words, such as: a talk at our local SENCO meeting."),
        error_messages={"max_length": _("Use at most 200 characters to say where you heard about this.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sources = {source.code: source for source in offered_sources()}
        self.fields["heard"].choices = [(code, source_name(source)) for code, source in self.sources.items()]

    @property
    def heard_source(self) -> HeardSource:
        """The source chosen on a valid form."""
        return self.sources[self.cleaned_data["heard"]]

    def clean(self) -> dict[str, Any]:
        """“Somewhere else” needs words."""
        data = super().clean()
        source = self.sources.get(data.get("heard", ""))
        if (
            source
            and source.takes_words
            and not data.get("heard_words")
            and not self.errors.get("heard_words")
        ):
            self.add_error("heard_words", _now("Tell us in a few words where you heard about this."))
        return data


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


_LANGUAGES = {"en": "English", "cy": "Cymraeg"}


class AgainForm(HeardMixin, FileMixin):
    """For somebody we know already: one question and one button."""

    who = LineField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False
    field_order = ("file", "heard", "heard_words")


class DownloadForm(HeardMixin, FileMixin):
    """For somebody who is new here."""

    use_required_attribute = False
    field_order = (
        "email",
        "role",
        "organisation_type",
        "postcode",
        "country",
        "heard",
        "heard_words",
        "file",
        "name",
        "organisation",
        "newsletter",
        "remember",
    )

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
    email.why = _(
        "We send you a link to the guide, so that you can find it again. Nothing else, unless you ask."
    )
    role = forms.ChoiceField(
        label=_("What do you do?"),
        choices=_with_blank(Role.choices),
        widget=PlainSelect,
        error_messages={
            "required": _("Choose what you do. If nothing fits, choose “Something else”."),
            "invalid_choice": _("Choose what you do. If nothing fits, choose “Something else”."),
        },
    )
    role.why = _("It tells us whom our guides reach, and who is still missing.")
    organisation_type = forms.ChoiceField(
        label=_("What kind of place do you work in?"),
        choices=_with_blank(OrganisationType.choices),
        widget=PlainSelect,
        error_messages={
            "required": _("Choose what kind of place you work in. If nothing fits, choose “Something else”."),
            "invalid_choice": _(
                "Choose what kind of place you work in. If nothing fits, choose “Something else”."
            ),
        },
    )
    organisation_type.why = _(
        "A nursery needs other examples than a trust. This shows us what to write next."
    )
    postcode = LineField(
        label=_("Postcode of the place where you work"),
        checked_later=True,
        help_text=_("Like LS1 4AP. Its first half will do. Leave it empty if you work outside the UK."),
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "autocapitalize": "characters"}),
    )
    postcode.why = _("It shows which parts of the country we do not reach yet. We never print it anywhere.")
    country = CountryField(
        label=_("Country"),
        initial=UNITED_KINGDOM,
        choices=country_choices,
        widget=PlainSelect(attrs={"autocomplete": "country"}),
        help_text=_("Then we need no postcode."),
        error_messages={"invalid_choice": _("Choose a country from the list.")},
    )
    name = LineField(
        label=_("Your name"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"max_length": _("Use at most 200 characters for your name.")},
    )
    name.why = _("So that we can greet you in the email.")
    organisation = LineField(
        label=_("Name of your school or organisation"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"max_length": _("Use at most 200 characters for the name of your organisation.")},
    )
    organisation.why = _("It tells us how many schools we reach, not only how many people.")
    newsletter = forms.BooleanField(label=_("Send me the newsletter"), required=False)
    newsletter_wording = LineField(required=False, widget=forms.HiddenInput)
    remember = forms.BooleanField(
        label=_("Remember me on this device"),
        required=False,
        help_text=_(
            "The next guide then takes one press. Leave this empty on a computer that others use. "
            "It keeps one cookie for a year, and you can remove it at any time."
        ),
    )
    # A trap for programs that fill in everything. Hidden from people; it says what to do if they meet it.
    subject_line = LineField(label=_("Leave this empty"), required=False)
    made = LineField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, wording: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wording = wording
        if wording is None:
            del self.fields["newsletter"], self.fields["newsletter_wording"]
        else:
            self.fields["newsletter"].help_text = wording.text
            self.fields["newsletter_wording"].initial = wording.pk

    @property
    def is_about_the_country(self) -> bool:
        """Whether the question about the country stands open: somebody is abroad, or may be."""
        if not self.is_bound:
            return bool(self.initial.get("country"))
        return bool({"postcode", "country"} & self.errors.keys()) or self["country"].value() not in (
            *("", None, UNITED_KINGDOM),
        )

    @property
    def holds_answers(self) -> bool:
        """Whether somebody's answers stand in the questions: such a form is drawn for them alone."""
        return self.is_bound or any(self.initial.get(bound.name) for bound in self.visible_fields())

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

    def clean(self) -> dict[str, Any]:
        """A place: a postcode in the UK, or a country elsewhere."""
        data = super().clean()
        self.place: Place | None = None
        country = data.get("country") or UNITED_KINGDOM
        if country != UNITED_KINGDOM:
            self.place = locate(country=country)
        elif "postcode" in data and "country" not in self.errors:
            try:
                normalise_postcode(data["postcode"])
            except ValueError:
                self.add_error(
                    "postcode",
                    _now(
                        "Enter your postcode like LS1 4AP, or choose your country if you work outside the UK."
                    ),
                )
            else:
                self.place = locate(postcode=data["postcode"])
        return data
