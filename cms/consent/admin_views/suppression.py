"""Who is never mailed: how many and why, and whether one address is among them."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView

from ..forms import AddressField
from ..permissions import may_look
from ..reports import suppression_counts, suppressions_of
from .screens import Screen


class CheckForm(forms.Form):
    """One address."""

    email = AddressField()


class SuppressionView(Screen, FormView):
    """Counts, and a check. The address is posted, so that it stands in no history and no log."""

    may = staticmethod(may_look)
    page_title = _("Never mailed")
    header_icon = "no-view"
    template_name = "consent/admin/suppression.html"
    form_class = CheckForm

    def form_valid(self, form):
        """Say how it stands with this address."""
        email = form.cleaned_data["email"]
        return self.render_to_response(
            self.get_context_data(form=form, email=email, found=suppressions_of(email), checked=True)
        )

    def get_context_data(self, **kwargs):
        """How many for each reason. One query."""
        return super().get_context_data(**kwargs, counts=suppression_counts())
