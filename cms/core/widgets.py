"""The days of our own admin forms: with a picker, and what was typed stays."""

from typing import Any

from wagtail.admin.filters import DateRangePickerWidget
from wagtail.admin.widgets import AdminDateInput


class DayInput(AdminDateInput):
    """A day with a picker.

    Wagtail's picker puts today in the place of a day it cannot read, without a word. Here the form says so
    instead, and reads days however they are written in the language.
    """

    def get_config(self) -> dict[str, Any]:
        """Leave what was typed to the form."""
        return super().get_config() | {"validateOnBlur": False}


class DayRangeInput(DateRangePickerWidget):
    """Two such days, for a filter."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.widgets = [DayInput(attrs=widget.attrs) for widget in self.widgets]
