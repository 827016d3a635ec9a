"""How a form looks and how it tells what went wrong; knows no model."""

from dataclasses import dataclass, field

from django import forms
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Problem:
    """One line of an error summary: the words, and the id of what mends it ("" for the form as a whole)."""

    message: str
    target: str


@dataclass(frozen=True)
class Choice:
    """One radio button or checkbox: the input itself and its label."""

    input: str
    label: str
    id: str


@dataclass(frozen=True)
class FieldParts:
    """What the field template draws."""

    kind: str
    id: str
    label: str
    hint: str
    why: str
    errors: list[str]
    optional: bool
    control: str = ""
    choices: list[Choice] = field(default_factory=list)
    described_by: str = ""
    after: str = ""


def first_id(bound: BoundField) -> str:
    """The id of the control that takes the focus: of the first choice, where there are several."""
    if isinstance(bound.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return f"{bound.auto_id}_0"
    return bound.id_for_label


def problems(form: BaseForm) -> list[Problem]:
    """Everything wrong with a form, in the order of its fields, the form's own troubles first."""
    if not form.is_bound:
        return []
    found = [Problem(str(message), "") for message in form.non_field_errors()]
    for bound in form:
        if bound.is_hidden:
            found += [Problem(str(message), "") for message in bound.errors]
        else:
            found += [Problem(str(message), first_id(bound)) for message in bound.errors]
    return found


def _kind(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, forms.CheckboxInput):
        return "checkbox"
    return "control"


def parts(
    bound: BoundField,
    *,
    hint: str = "",
    why: str = "",
    also: dict[str, str] | None = None,
    after: str = "",
) -> FieldParts:
    """Take a bound field apart for the field template, with the ids that join label, hint and error to it.

    A form field may carry an attribute `why` (the reason for asking); `hint` and `why` given here win. `also`
    are more attributes of the control, `after` is safe markup that stands under it.
    """
    kind, base = _kind(bound.field.widget), bound.auto_id
    hint = hint or str(bound.help_text or "")
    why = why or str(getattr(bound.field, "why", "") or "")
    errors = [str(message) for message in bound.errors]
    described = " ".join(
        name
        for name, shown in ((f"{base}-hint", hint), (f"{base}-why", why), (f"{base}-error", errors))
        if shown
    )
    attrs: dict[str, str | bool] = {**(also or {})}
    if described and kind != "choices":
        attrs["aria-describedby"] = described
    if "placeholder" in bound.field.widget.attrs:
        attrs["placeholder"] = False  # the label above says it, and stays when somebody types
    if errors and kind != "choices":
        attrs["aria-invalid"] = "true"
    choices: list[Choice] = []
    control = ""
    if kind == "choices":
        choices = [
            Choice(choice.tag(), str(choice.data["label"]), choice.id_for_label)
            for choice in bound.subwidgets
        ]
    else:
        control = bound.as_widget(attrs=attrs)
    return FieldParts(
        kind=kind,
        id=base,
        label=str(bound.label),
        hint=hint,
        why=why,
        errors=errors,
        optional=not bound.field.required and kind != "checkbox",
        control=control,
        choices=choices,
        described_by=described,
        after=after,
    )


def summary_heading(count: int) -> str:
    """The heading above the list of errors."""
    return ngettext("There is a problem", "There are %(count)d problems", count) % {"count": count}
