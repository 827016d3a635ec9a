"""A file of people: uploaded, looked through row by row, then brought in or left."""

import csv
import io
import zlib

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin import messages
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.core.exports import table_response
from cms.core.spreadsheets import SpreadsheetError

from ..choices import ImportMode
from ..models import PeopleImport, Person
from ..services.files import LARGEST, MOST_ROWS, bring_in, keep_file, look_through, refused_table
from ..services.importing import COLUMNS, Fate
from .screens import PeopleScreen

SHOWN = 200
FATES = {
    Fate.ADDED: _("new"),
    Fate.FILLED: _("blanks filled in"),
    Fate.UPDATED: _("overwritten"),
    Fate.UNCHANGED: _("nothing to change"),
    Fate.SKIPPED: _("known, left as they are"),
    Fate.REFUSED: _("refused"),
}


class UploadForm(forms.Form):
    """The file, and what becomes of people we know."""

    file = forms.FileField(
        label=_("File"),
        help_text=_(
            "A table as CSV or XLSX, at most 5 MB. Nothing is written before you have seen each row."
        ),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    mode = forms.ChoiceField(
        label=_("People we know already"), choices=ImportMode.choices, initial=ImportMode.FILL
    )

    def clean_file(self):
        """Not larger than we read at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB. Cut it in parts."))
        return file


class ImportUpload(PeopleScreen):
    """The form, what the columns are, and the files before."""

    template_name = "people/admin/import.html"
    page_title = _("Bring people in")
    header_icon = "upload"

    @cached_property
    def form(self) -> UploadForm:
        """The form as sent, or empty."""
        request = self.request
        return UploadForm(request.POST, request.FILES) if request.method == "POST" else UploadForm()

    def post(self, request, *args, **kwargs):
        """Keep the file and show what would become of it."""
        if self.form.is_valid():
            content = self.form.cleaned_data["file"].read()
            mode = self.form.cleaned_data["mode"]
            try:
                file = keep_file(content=content, mode=mode, user=request.user, now=timezone.now())
            except SpreadsheetError as error:
                self.form.add_error("file", str(error))
            else:
                return redirect("people:import_one", file.pk)
        return self.render_to_response(self.get_context_data(), status=422)

    def get_context_data(self, **kwargs):
        """The form and the latest files."""
        return super().get_context_data(
            **kwargs,
            form=self.form,
            columns=COLUMNS,
            most=MOST_ROWS,
            files=[
                {"file": file, "counts": counts_in_words(file.counts)}
                for file in PeopleImport.objects.select_related("by").defer("content").order_by("-at")[:10]
            ],
        )


def counts_in_words(counts: dict[str, int]) -> list[tuple[str, int]]:
    """How many rows became what, in the order of the fates, those of none left out."""
    return [(str(FATES[fate]), counts[fate.value]) for fate in Fate if counts.get(fate.value)]


class ImportOne(PeopleScreen):
    """What would become of each row of one file, or what became of it."""

    template_name = "people/admin/import_one.html"
    page_title = _("A file of people")
    header_icon = "upload"

    @cached_property
    def file(self) -> PeopleImport:
        """The file it is about."""
        return get_object_or_404(PeopleImport.objects.select_related("by"), pk=self.kwargs["file"])

    def post(self, request, *args, **kwargs):
        """Bring it in with the mode that was shown, look with another mode, or throw it away."""
        here = HttpResponseRedirect(reverse("people:import_one", args=[self.file.pk]))
        if "forget" in request.POST and not self.file.done_at:
            PeopleImport.objects.filter(pk=self.file.pk, done_at=None).delete()
            messages.success(request, _("The file is thrown away. Nobody was changed."))
            return redirect("people:import")
        mode = request.POST.get("mode", "")
        if mode in ImportMode.values and mode != self.file.mode and not self.file.done_at:
            PeopleImport.objects.filter(pk=self.file.pk, done_at=None).update(mode=mode)
            return here
        if "bring" in request.POST:
            if bring_in(self.file, user=request.user, now=timezone.now()) is None:
                messages.warning(request, _("This file has been brought in already, or is no longer kept."))
            else:
                messages.success(request, _("Done. The file counts below."))
        return here

    def get_context_data(self, **kwargs):
        """The rows, those that are refused first, and the numbers."""
        file, rows, counts, problem = self.file, [], self.file.counts, ""
        if not file.done_at:
            try:
                rows, counts = look_through(file, now=timezone.now())
            except LookupError:
                problem = _("The file is no longer kept. Upload it again.")
            except SpreadsheetError as error:
                problem = str(error)
        ordered = sorted(rows, key=lambda row: row.fate != Fate.REFUSED)[:SHOWN]
        labels = field_labels()
        return super().get_context_data(
            **kwargs,
            file=file,
            problem=problem,
            rows=[
                {
                    "row": row,
                    "fate": FATES[row.fate],
                    "email": row.cells.get("email", ""),
                    "fields": ", ".join(
                        dict.fromkeys(labels.get(name, labels["place"]) for name in row.fields)
                    ),
                }
                for row in ordered
            ],
            total=len(rows),
            shown=SHOWN,
            counts=counts_in_words(counts),
            refused=counts.get(Fate.REFUSED.value, 0) if file.content is not None else 0,
            will_change=sum(counts.get(fate.value, 0) for fate in (Fate.ADDED, Fate.FILLED, Fate.UPDATED)),
            modes=ImportMode.choices,
        )


def field_labels() -> dict[str, str]:
    """What the changed fields are called."""
    return {
        "name": _now("Name"),
        "role": _now("Role"),
        "organisation_name": _now("Organisation"),
        "organisation": _now("Organisation matched"),
        "language": _now("Language"),
        "tags": _now("Tags"),
        "place": _now("Place"),
    }


class ImportRefused(PermissionCheckedMixin, View):
    """The refused rows of a file with the reasons, to be mended and uploaded again."""

    model = Person
    permission_required = "change"

    def get(self, request, *args, **kwargs):
        """As CSV that is safe to open."""
        file = get_object_or_404(PeopleImport, pk=kwargs["file"])
        if file.content is None:
            messages.warning(request, _("The file is no longer kept. Upload it again."))
            return redirect("people:import_one", file.pk)
        if file.done_at:
            content = zlib.decompress(bytes(file.content))
        else:
            rows, _counts = look_through(file, now=timezone.now())
            content = refused_table([row for row in rows if row.fate == Fate.REFUSED])
        header, *rows = csv.reader(io.StringIO(content.decode()))
        return table_response("csv", rows, header, _now("refused-rows"))
