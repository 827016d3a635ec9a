"""An audience from Mailchimp, uploaded: looked through first, then brought in. The file is never kept."""

from __future__ import annotations

import hashlib
import hmac
import tempfile
from itertools import islice
from pathlib import Path

from django import forms
from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.log_actions import log

from cms.core.spreadsheets import SpreadsheetError

from ..imports import ArchiveError, Fate, Importer, Judged, Summary
from ..permissions import may_import
from .screens import Screen

LARGEST = 20 * 1024 * 1024
SHOWN = 200
SALT = "consent.audience"
FATES = {
    Fate.SUPPRESSED: _("never mailed from now on"),
    Fate.GIVEN: _("a yes that is proven"),
    Fate.UNKNOWN: _("not known, and not mailed"),
    Fate.LEFT_OUT: _("left out"),
    Fate.UNCHANGED: _("as before"),
    Fate.REJECTED: _("cannot be read"),
}


class AudienceForm(forms.Form):
    """The zip. `seen` is the signed fingerprint of the one that was looked through."""

    file = forms.FileField(
        label=_("The zip from Mailchimp"),
        help_text=_(
            "As “Export audience” gives it, at most 20 MB. Larger ones: the command import_audience."
        ),
        widget=forms.FileInput(attrs={"accept": ".zip"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_file(self):
        """Not larger than a request may take."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(
                _now("The file is larger than 20 MB. Use the command import_audience.")
            )
        return file


class AudienceImport(Screen, FormView):
    """Two presses with the same file: the first tells what would become of each row, the second does it."""

    may = staticmethod(may_import)
    page_title = _("Bring a mailing list in")
    header_icon = "upload"
    template_name = "consent/admin/audience.html"
    form_class = AudienceForm

    def form_valid(self, form):
        """Look through, or do what was looked through."""
        wanted = "bring_in" in self.request.POST
        content = form.cleaned_data["file"].read()
        mark = hashlib.sha256(content).hexdigest()
        if wanted and not self._was_seen(form.cleaned_data["seen"], mark):
            form.add_error("file", _now("This is not the file you looked at. Look at it first."))
            return self.form_invalid(form)
        importer = Importer(now=timezone.now(), dry_run=not wanted)
        try:
            rows = self._run(importer, content)
        except (ArchiveError, SpreadsheetError) as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        if wanted:
            self._log(importer.summary)
            messages.success(self.request, _now("The list has been brought in."))
        seen = "" if wanted else signing.dumps(mark, salt=SALT)
        return self.render_to_response(
            self.get_context_data(
                form=AudienceForm(initial={"seen": seen}),
                rows=rows,
                counts=[
                    (FATES[fate], importer.summary.fates[fate])
                    for fate in Fate
                    if importer.summary.fates[fate]
                ],
                people=importer.summary.people,
                passed_over=importer.summary.passed_over,
                done=wanted,
            )
        )

    @staticmethod
    def _was_seen(token: str, mark: str) -> bool:
        try:
            return hmac.compare_digest(signing.loads(token, salt=SALT, max_age=3600), mark)
        except signing.BadSignature:
            return False

    @staticmethod
    def _run(importer: Importer, content: bytes) -> list[dict]:
        """Every row is dealt with; those that say something are shown, the first of them."""
        with tempfile.NamedTemporaryFile(suffix=".zip") as file:
            file.write(content)
            file.flush()
            judged = (row for row in importer.run(Path(file.name)) if row.words or row.fate == Fate.REJECTED)
            shown = list(islice(judged, SHOWN))
            for _rest in judged:
                pass
        return [_for_screen(row) for row in shown]

    def _log(self, summary: Summary) -> None:
        """Who brought in how many; no address."""
        user = self.request.user
        log(instance=user, action="consent.import", user=user, data=summary.as_dict())


def _for_screen(row: Judged) -> dict:
    email = next((row.cells[name] for name in ("email_address", "email") if row.cells.get(name)), "")
    return {
        "list": row.kind,
        "line": row.line,
        "email": email[:100],
        "fate": FATES[row.fate],
        "words": row.words,
    }
