"""Questions about areas and school holidays, and their checks."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .imports.holidays import LARGEST
from .models import LocalAuthority
from .services.areas import overlap, read_part


class AreaForm(WagtailAdminModelForm):
    """An area with its parts: each by a code there is, none twice at one time."""

    def is_valid(self):
        """The area, its parts each by itself, and then all of them together."""
        valid = super().is_valid()
        return self._parts_are_right() and valid

    def _parts_are_right(self) -> bool:
        standing = []
        for form in self.formsets["memberships"].forms:
            cells = getattr(form, "cleaned_data", None)
            if not cells or cells.get("DELETE") or not cells.get("part") or not cells.get("code"):
                continue
            try:
                cells["code"] = form.instance.code = read_part(cells["part"], cells["code"])
            except ValidationError as error:
                form.add_error("code", error)
                continue
            first, last = cells.get("first_day"), cells.get("last_day")
            if first and last and first > last:
                form.add_error("last_day", _now("The last day is before the first."))
                continue
            standing.append(form)
        again = overlap([form.instance for form in standing])
        for form in standing:
            if form.instance is again:
                form.add_error("code", _now("This part stands in the area already, at an overlapping time."))
        return not any(form.errors for form in standing) and all(
            not form.errors for form in self.formsets["memberships"].forms
        )


class CalendarForm(forms.Form):
    """Whose calendar it is, and the file."""

    authority = forms.ModelChoiceField(
        label=_("Local authority"), queryset=LocalAuthority.objects.order_by("name")
    )
    file = forms.FileField(
        label=_("Calendar"),
        help_text=_("The file that ends in .ics, as the authority publishes it. At most 1 MB."),
        widget=forms.FileInput(attrs={"accept": ".ics,text/calendar"}),
    )

    def clean_file(self):
        """Not larger than any calendar of holidays."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(
                _now("The file is larger than 1 MB: this is no calendar of school holidays.")
            )
        return file
