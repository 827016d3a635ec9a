"""The form for somebody we know already."""

from django import forms

from .fields import LineField
from .files import FileMixin
from .heard import HeardMixin


class AgainForm(HeardMixin, FileMixin):
    """For somebody we know already: one question and one button."""

    who = LineField(required=False, widget=forms.HiddenInput)
    use_required_attribute = False
    field_order = ("file", "heard", "heard_words")
