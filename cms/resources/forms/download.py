"""The form for somebody who is new here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from cms.people.choices import OrganisationType, Role
from cms.people.rules import normalise_email
from cms.places.reports import school_chosen
from cms.places.rules import UnknownArea, normalise_postcode
from cms.places.services import locate

from .fields import CountryField, LineField, PlainSelect
from .files import FileMixin
from .heard import HeardMixin
from .offered import UNITED_KINGDOM, country_choices

if TYPE_CHECKING:
    from cms.places.models import School
    from cms.places.rules import Place


def _with_blank(choices: Any) -> list[tuple[str, Any]]:
    return [("", _("Choose one")), *choices]


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
        "school",
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
    # The number of the school chosen from the list; it counts while its name stands in the question above.
    school = LineField(required=False, widget=forms.HiddenInput)
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
        """A place: a postcode in the UK, or a country elsewhere.

        Whoever chose their school need not give its postcode: the register has it, and the place besides.
        """
        data = super().clean()
        self.place: Place | None = None
        self.school: School | None = self._school(data)
        country = data.get("country") or UNITED_KINGDOM
        if country != UNITED_KINGDOM:
            self.place = locate(country=country)
        elif self.school and self.school.postcode and not data.get("postcode"):
            self.place = self.school.place
        elif "postcode" in data and "country" not in self.errors:
            try:
                normalise_postcode(data["postcode"])
            except UnknownArea as error:
                self.add_error("postcode", str(error))
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

    def _school(self, data: dict[str, Any]) -> School | None:
        """The school that was chosen from the list, and its name as the register writes it."""
        if not data.get("school"):
            return None
        school = school_chosen(urn=data["school"], typed=data.get("organisation", ""))
        data["school"] = str(school.urn) if school else ""
        if school:
            data["organisation"] = school.name
        return school
