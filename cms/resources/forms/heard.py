"""“Where did you hear about this?”, which every form asks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .fields import LineField
from .offered import offered_sources, source_name

if TYPE_CHECKING:
    from ..models import HeardSource


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
