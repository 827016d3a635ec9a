"""Model fields of our own."""

from typing import Any

from django import forms
from django.db import models

from .choices import Area


class AreasField(models.CharField):
    """Some of the eight areas, kept as `,teaching,leadership,` and read as a list of codes.

    One column and no join, the same on SQLite and PostgreSQL, and carried through drafts and
    translations. Ask with `areas__contains=",teaching,"`, or better with `.in_area("teaching")`.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("max_length", 200)
        kwargs.setdefault("blank", True)
        kwargs.setdefault("default", list)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> list[str]:
        """Turn what the database holds into a list of codes."""
        return self.to_python(value)

    def to_python(self, value: Any) -> list[str]:
        """Turn text or any iterable into codes, in the order of the ring, each once."""
        given = value.split(",") if isinstance(value, str) else (value or ())
        return [code for code in Area.values if code in given]

    def get_prep_value(self, value: Any) -> str:
        """Turn codes into the text that is stored."""
        codes = self.to_python(value)
        return f",{','.join(codes)}," if codes else ""

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> str:
        """Leave the text of a lookup such as `__contains` as it is."""
        return value if isinstance(value, str) else self.get_prep_value(value)

    def get_lookup(self, lookup_name: str) -> Any:
        """Compare as plain text, so that `contains` finds one code among several."""
        lookup = super().get_lookup(lookup_name)
        if lookup is None or lookup_name in ("exact", "in", "isnull"):
            return lookup
        return type(lookup.__name__, (lookup,), {"prepare_rhs": False})

    def value_to_string(self, obj: models.Model) -> str:
        """Write the value into a draft."""
        return self.get_prep_value(self.value_from_object(obj))

    def validate(self, value: list[str], model_instance: models.Model | None) -> None:
        """Only an empty answer can be wrong: unknown codes never get this far."""
        if not self.blank and not value:
            raise forms.ValidationError(self.error_messages["blank"], code="blank")

    def run_validators(self, value: list[str]) -> None:
        """Check the length of what is stored, not of the list."""
        super().run_validators(self.get_prep_value(value))

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Eight checkboxes."""
        return forms.MultipleChoiceField(
            choices=Area.choices,
            required=not self.blank,
            label=self.verbose_name.capitalize() if self.verbose_name else "",
            help_text=self.help_text,
            widget=forms.CheckboxSelectMultiple,
        )


class BytewiseField(models.CharField):
    """A line of text that is sorted and compared byte by byte, whatever the database's language.

    So one index answers what begins with a text, and what comes in which order, the same on both databases.
    """

    def db_parameters(self, connection: Any) -> dict[str, Any]:
        """Name the collation where bytes are not what the database compares by itself."""
        parameters = super().db_parameters(connection)
        if connection.vendor == "postgresql":
            parameters["collation"] = "C"
        return parameters
