"""The words under which people agree: every version, where it is used, and a new one."""

from __future__ import annotations

from itertools import groupby

from django import forms
from django.conf import settings
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages

from ..choices import Purpose
from ..permissions import may_look, may_write
from ..reports import wordings_in_use
from ..services.wordings import NotNew, write_wording
from .screens import Screen


class Wordings(Screen, TemplateView):
    """Every purpose with its versions, the newest first."""

    may = staticmethod(may_look)
    page_title = _("Words of consent")
    template_name = "consent/admin/wordings.html"

    def get_context_data(self, **kwargs):
        """Purposes, each with its versions in all languages. Three queries."""
        found = wordings_in_use()
        purposes = [
            (
                purpose,
                [
                    (version, list(rows))
                    for version, rows in groupby(found.get(purpose, []), key=lambda row: row.version)
                ],
            )
            for purpose in Purpose
        ]
        return super().get_context_data(**kwargs, purposes=purposes, may_write=may_write(self.request.user))


class WordingForm(forms.Form):
    """The words in each language."""

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *args, newest: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[code] = forms.CharField(
                label=_now("In %(language)s") % {"language": name},
                widget=forms.Textarea(attrs={"rows": 4, "lang": code}),
                max_length=1000,
                initial=newest.get(code, ""),
                error_messages={"required": _now("Write the words in each language.")},
            )


class NewWording(Screen, FormView):
    """Writes the next version; looks at it first as it will stand on the form."""

    may = staticmethod(may_write)
    page_title = _("New words")
    template_name = "consent/admin/wording_new.html"
    form_class = WordingForm

    @cached_property
    def purpose(self) -> Purpose:
        """The purpose it is about."""
        try:
            return Purpose(self.kwargs["purpose"])
        except ValueError as error:
            raise Http404 from error

    @cached_property
    def newest(self) -> tuple[int, dict[str, str]]:
        """The version that stands, and its words by language."""
        rows = wordings_in_use().get(self.purpose, [])
        version = rows[0].version if rows else 0
        return version, {row.language: row.text for row in rows if row.version == version}

    def trail(self):
        """The words that stand."""
        return [(reverse("wordings:index"), _now("Words of consent"))]

    def get_page_subtitle(self):
        """The purpose."""
        return self.purpose.label

    def get_form_kwargs(self):
        """Beginning with the words that stand."""
        return {**super().get_form_kwargs(), "newest": self.newest[1], "initial": {"after": self.newest[0]}}

    def form_valid(self, form):
        """Show it first, then write it."""
        texts = {code: form.cleaned_data[code].strip() for code, _name in settings.LANGUAGES}
        if "save" not in self.request.POST:
            return self.render_to_response(self.get_context_data(form=form, preview=texts))
        try:
            made = write_wording(
                purpose=self.purpose, texts=texts, after=form.cleaned_data["after"], user=self.request.user
            )
        except NotNew as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(
            self.request,
            _now("Version %(version)s stands on the forms from now on.") % {"version": made[0].version},
        )
        return redirect("wordings:index")

    def get_context_data(self, **kwargs):
        """The purpose, for the words on the page."""
        return super().get_context_data(**kwargs, purpose=self.purpose)
