"""Adding an edition with its files, changing one, taking it back, and taking a file as staff."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language_info
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin import messages
from wagtail.admin.views import generic
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.coreutils import get_content_languages

from cms.core.widgets import DayInput

from ..choices import Format, Status
from ..models import Edition, File, Resource
from ..services.editions import add_edition, correct_edition, delete_edition, is_untouched
from ..uploads import check_upload

FILE_FIELDS = {"pdf": Format.PDF, "word": Format.WORD}


class EditionForm(forms.ModelForm):
    """What an edition is, and its two files. Each file is looked into before anything is saved."""

    language = forms.ChoiceField(label=_("Language"))
    pdf = forms.FileField(
        label=_("PDF file"),
        required=False,
        help_text=_("For reading and printing. At most 50 MB, without scripts."),
    )
    word = forms.FileField(
        label=_("Word file"),
        required=False,
        help_text=_("For editing: a .docx file without macros. At most 50 MB."),
    )

    class Meta:
        model = Edition
        fields = ("resource", "version", "published_on", "language", "variant", "notes")
        widgets = {"published_on": DayInput}  # noqa: RUF012 - Django reads a plain dictionary here
        help_texts = {  # noqa: RUF012 - read by the form once
            "version": _("As printed on it, such as 2 or 2.1."),
            "published_on": _("As printed on it, day first, such as 30/06/2017."),
            "variant": _("Standard is ours; white-label is for others to re-brand."),
            "notes": _("One or two sentences for people who have the edition before."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [
            (code, get_language_info(code)["name_translated"]) for code in get_content_languages()
        ]
        self.fields["notes"].widget.attrs["rows"] = 3
        self.checked: list = []

    def clean_version(self) -> str:
        """Not only spaces, and nothing that cannot stand in a file's name."""
        version = self.cleaned_data["version"].strip()
        if not all(character.isalnum() or character in ".-_ " for character in version):
            raise ValidationError(_("Use letters, figures, dots and dashes only, such as 2.1."))
        return version

    def clean(self):
        """Look into each file; its words of complaint stand at its own field."""
        cleaned = super().clean()
        for name, expected in FILE_FIELDS.items():
            upload = cleaned.get(name)
            if not upload:
                continue
            try:
                checked = check_upload(upload)
            except ValidationError as error:
                self.add_error(name, error)
                continue
            if checked.format != expected:
                self.add_error(
                    name,
                    _("This is a %(found)s file. Choose a %(expected)s file here.")
                    % {"found": Format(checked.format).label, "expected": expected.label},
                )
                continue
            self.checked.append((upload, checked))
        return cleaned


class NewEditionForm(EditionForm):
    """A new edition needs at least one file: without one it would take the current one's place with
    nothing.
    """

    def clean(self):
        """Ask for a file unless one was given and has an error of its own."""
        cleaned = super().clean()
        if not self.checked and not any(name in self.errors for name in FILE_FIELDS):
            self.add_error(
                "pdf", _("Choose a PDF or a Word file, or both. An edition without a file helps nobody.")
            )
        return cleaned


class EditionAdd(generic.CreateView):
    """A new edition, which takes the place of the current one in its language and kind."""

    template_name = "resources/admin/edition_form.html"
    page_title = _("New edition")

    def get_initial(self):
        """The guide that was being looked at."""
        resource = self.request.GET.get("resource", "")
        return {"resource": resource} if resource.isdecimal() and len(resource) < 10 else {}

    def get_form_class(self):
        """The form with at least one file."""
        return NewEditionForm

    def form_valid(self, form):
        """Save all of it or nothing; say in words what stands in the way."""
        self.form = form
        try:
            before = add_edition(edition=form.instance, files=form.checked, user=self.request.user)
        except ValidationError as error:
            form.add_error("version", error)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        self.object = form.instance
        if before:
            text = _(
                "Edition %(new)s can be taken now. Edition %(old)s is superseded, and its links lead here."
            )
        else:
            text = _("Edition %(new)s can be taken now.")
        messages.success(self.request, text % {"new": self.object.version, "old": before and before.version})
        return self.redirect_to_guide()

    def redirect_to_guide(self):
        """To the guide, where the edition now stands."""
        return redirect("guides:inspect", self.object.resource_id)

    def get_context_data(self, **kwargs):
        """Which editions of the chosen guide are current now, so that one sees what will be superseded."""
        context = super().get_context_data(**kwargs)
        context["is_new"] = True
        chosen = str(context["form"]["resource"].value() or "")
        if chosen.isdecimal() and len(chosen) < 10:
            context["guide"] = Resource.objects.filter(pk=chosen).first()
            current = Edition.objects.filter(status=Status.CURRENT, resource=chosen)
            context["current"] = current.select_related("resource")
        context["form_is_multipart"] = True
        return context


class EditionEdit(generic.EditView):
    """Corrects an edition, or puts a corrected file in the place of one."""

    template_name = "resources/admin/edition_form.html"

    def get_form_class(self):
        """The guide, language and kind stay: changing them would lead old links astray."""

        class Form(EditionForm):
            class Meta(EditionForm.Meta):
                fields = ("version", "published_on", "notes")

            language = None

            def __init__(self, *args, **kwargs):
                forms.ModelForm.__init__(self, *args, **kwargs)
                self.fields["notes"].widget.attrs["rows"] = 3
                self.checked = []

        return Form

    def form_valid(self, form):
        """Save the words and each new file, all of it or nothing; say in words what stands in the way."""
        self.form = form
        changed = [name for name in form.changed_data if name not in FILE_FIELDS]
        try:
            correct_edition(
                edition=form.instance, changed=changed, files=form.checked, user=self.request.user
            )
        except ValidationError as error:
            form.add_error("version", error)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        messages.success(
            self.request, _("Edition %(version)s has been saved.") % {"version": form.instance.version}
        )
        return redirect(self.get_success_url())

    @cached_property
    def can_delete(self):
        """Only what nobody has taken: otherwise figures stand on it."""
        return super().can_delete and is_untouched(self.object)

    def get_success_url(self):
        """Back to the guide."""
        return reverse("guides:inspect", args=[self.object.resource_id])

    def get_context_data(self, **kwargs):
        """The files it has now."""
        context = super().get_context_data(**kwargs)
        context["files"] = self.object.files.all()
        context["form_is_multipart"] = True
        return context


class EditionDelete(generic.DeleteView):
    """Takes back an edition that was added by mistake; says why not when somebody has taken it."""

    page_title = _("Delete edition")

    @property
    def confirmation_message(self):
        """What goes, and what comes back."""
        return _now(
            "Delete edition %(version)s of “%(guide)s” with its files? Nobody has asked for it yet. If it "
            "took the place of another edition, people can take that one again."
        ) % {"version": self.object.version, "guide": self.object.resource}

    def get_success_url(self):
        """Back to the guide."""
        return reverse("guides:inspect", args=[self.object.resource_id])

    def get(self, request, *args, **kwargs):
        """Ask, or say at once that it cannot be."""
        if not is_untouched(self.object):
            messages.error(
                request,
                _("Somebody has already asked for edition %(version)s, so it stays on record.")
                % {"version": self.object.version},
            )
            return redirect(self.get_success_url())
        return super().get(request, *args, **kwargs)

    def form_valid(self, form):
        """Delete, or say why not."""
        try:
            before = delete_edition(edition=self.object, user=self.request.user)
        except ValidationError as error:
            messages.error(self.request, " ".join(error.messages))
            return redirect(self.get_success_url())
        if before:
            text = _("Edition %(version)s has been deleted. Edition %(before)s can be taken again.")
        else:
            text = _("Edition %(version)s has been deleted.")
        messages.success(
            self.request, text % {"version": self.object.version, "before": before and before.version}
        )
        return redirect(self.get_success_url())


class StaffFile(PermissionCheckedMixin, View):
    """Gives a private file to staff, past the form and not counted."""

    model = File
    any_permission_required = ("view",)

    def get(self, request, pk: int):
        """The file itself; 404 when the storage has lost it."""
        file = get_object_or_404(File.objects.select_related("edition__resource"), pk=pk)
        try:
            opened = file.file.open("rb")
        except FileNotFoundError as error:
            raise Http404 from error
        response = FileResponse(opened, as_attachment=True, filename=file.download_name)
        response["Cache-Control"] = "private, no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response
