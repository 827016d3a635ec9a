"""What the styleguide shows: guides and a form with everything a form can hold."""

from django import forms

GUIDES = [
    ("send-review-guide", "SEND Review Guide", "A whole school, in eight areas."),
    (
        "ta-deployment-review-guide",
        "Teaching Assistant Deployment Review Guide",
        "How teaching assistants are deployed.",
    ),
    ("send-reflection-framework", "SEND Reflection Framework", "A teacher’s own classroom."),
    (
        "preparing-for-adulthood-review-guide",
        "Preparing for Adulthood from the Earliest Years Review Guide",
        "The way to adult life.",
    ),
    ("send-governance-review-guide", "SEND Governance Review Guide", "What a governing board does."),
    ("mat-send-framework", "MAT SEND Framework", "A trust, on five principles."),
]

ROLES = [
    ("senco", "SENCO"),
    ("teacher", "Teacher"),
    ("ta", "Teaching assistant"),
    ("head", "Headteacher"),
]
SOURCES = [
    ("email", "An e-mail or newsletter"),
    ("colleague", "A colleague"),
    ("search", "A search engine"),
    ("social", "Twitter"),
    ("event", "An event"),
    ("training", "A training day"),
    ("forum", "A SENCO forum"),
    ("else", "Somewhere else"),
]


class SampleForm(forms.Form):
    """One of every kind of field."""

    email = forms.EmailField(
        label="E-mail address",
        help_text="Like senco@example.org.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label="Your name", required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    role = forms.ChoiceField(label="Your role", choices=[("", "Choose a role"), *ROLES])
    postcode = forms.CharField(
        label="Postcode of where you work",
        help_text="Like LS1 4AP.",
        widget=forms.TextInput(attrs={"autocomplete": "postal-code"}),
    )
    heard = forms.ChoiceField(
        label="Where did you hear about this?", choices=SOURCES, widget=forms.RadioSelect
    )
    areas = forms.MultipleChoiceField(
        label="What will you use it for?",
        choices=ROLES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(label="Anything else", required=False, widget=forms.Textarea(attrs={"rows": 4}))
    newsletter = forms.BooleanField(label="Send me the newsletter, about once a month", required=False)


SampleForm.base_fields["email"].why = "We send the guide there as well. We do not share your address."
SampleForm.base_fields["heard"].why = "It is the only way we learn which of our news reaches schools."


class SuggestingForm(forms.Form):
    """A question with suggestions while one types, and the hidden field a choice goes into."""

    place = forms.CharField(label="Where do you work?", required=False, help_text="Your own words will do.")
    place_chosen = forms.CharField(required=False, widget=forms.HiddenInput)


def asked_freshly() -> SampleForm:
    """The form as it is first seen."""
    return SampleForm(auto_id="fresh_%s")


def asked_wrongly() -> SampleForm:
    """The form as it comes back with errors."""
    return SampleForm({"email": "senco at example", "postcode": "", "areas": ["ta"]}, auto_id="wrong_%s")
