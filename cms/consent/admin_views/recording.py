"""Writing down what somebody told us by telephone, on paper or in a letter."""

from __future__ import annotations

from django import forms
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin import messages

from cms.people.models import Person

from ..choices import Act, Purpose
from ..permissions import may_record
from ..services.recording import never_again, record_told
from .screens import Screen

NEVER = "never"
HOW = [
    ("telephone", _("By telephone")),
    ("paper", _("On paper")),
    ("email", _("In an e-mail of their own")),
    ("spoken", _("In person")),
]


class RecordForm(forms.Form):
    """A no needs nothing more; a yes needs words that say where the proof is."""

    act = forms.ChoiceField(
        label=_("What did they say?"),
        choices=[
            (Act.WITHDRAWN, _("No: do not write to me about this")),
            (Act.GIVEN, _("Yes: write to me about this")),
            (NEVER, _("Never write to me again, about anything")),
        ],
        widget=forms.RadioSelect,
        initial=Act.WITHDRAWN,
    )
    purpose = forms.ChoiceField(label=_("About what?"), choices=Purpose.choices)
    subject = forms.CharField(
        label=_("Code of the programme"),
        required=False,
        max_length=60,
        help_text=_("For one programme only."),
    )
    how = forms.ChoiceField(label=_("How did they tell us?"), choices=HOW)
    note = forms.CharField(
        label=_("How do we know?"),
        required=False,
        max_length=500,
        help_text=_("Needed for a yes: where the proof is, such as the folder of paper forms."),
    )

    def clean(self):
        """A yes says how we know; a programme has a code, and nothing else has."""
        data = super().clean()
        if data.get("act") == Act.GIVEN and not data.get("note"):
            self.add_error("note", _now("Say where the proof of their yes is."))
        if data.get("act") != NEVER:
            if data.get("purpose") == Purpose.PROGRAMME and not data.get("subject"):
                self.add_error("subject", _now("Say which programme, by its code."))
            elif data.get("purpose") != Purpose.PROGRAMME and data.get("subject"):
                self.add_error("subject", _now("Only news of a programme is about one programme."))
        return data


class RecordView(Screen, FormView):
    """One act on one person's behalf."""

    may = staticmethod(may_record)
    page_title = _("Write down what they told us")
    template_name = "consent/admin/record.html"
    form_class = RecordForm

    @cached_property
    def person(self) -> Person:
        """Whom it is about."""
        return get_object_or_404(Person.objects.current(), pk=self.kwargs["pk"])

    def trail(self):
        """People, then this person."""
        return [
            (reverse("people:index"), _now("People")),
            (reverse("people:inspect", args=[self.person.pk]), str(self.person)),
        ]

    def get_page_subtitle(self):
        """The person."""
        return str(self.person)

    def form_valid(self, form):
        """Write it down and go back to the person."""
        data, now = form.cleaned_data, timezone.now()
        source = str(dict(HOW)[data["how"]])
        if data["act"] == NEVER:
            never_again(person=self.person, source=source, user=self.request.user, now=now)
        else:
            record_told(
                person=self.person,
                purpose=data["purpose"],
                subject=data["subject"],
                act=data["act"],
                source=source,
                note=data["note"],
                user=self.request.user,
                now=now,
            )
        messages.success(self.request, _now("Written down. It counts from now on."))
        return redirect("people:inspect", self.person.pk)

    def get_context_data(self, **kwargs):
        """The person, for the words on the page."""
        return super().get_context_data(**kwargs, person=self.person)
