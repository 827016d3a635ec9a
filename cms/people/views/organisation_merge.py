"""Saying that two organisations are one, and taking a step back."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from ..models import Organisation, OrganisationStep
from ..reports.searching import search_organisations
from ..services.matching import organisation_of, undo_step
from ..services.organisations import merge_organisations


class OrganisationMerge(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Finds the organisation that another one really is, and joins the two."""

    model = Organisation
    permission_required = "change"
    template_name = "people/admin/organisation_merge.html"
    page_title = _("Merge an organisation")
    header_icon = "resubmit"

    @cached_property
    def organisation(self) -> Organisation:
        """The one that goes."""
        return get_object_or_404(Organisation.objects.current(), pk=self.kwargs["pk"])

    def get_page_subtitle(self):
        """Its name."""
        return self.organisation.name

    def get_breadcrumbs_items(self):
        """Organisations, then this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("organisations:index"), "label": _now("Organisations")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.organisation.name},
        ]

    @cached_property
    def asked(self) -> str:
        """What is looked for: what was typed, or the name itself to begin with."""
        return self.request.GET.get("q", self.organisation.name).strip()[:200]

    def post(self, request, *args, **kwargs):
        """Merge into what was chosen, or say why not."""
        kept = organisation_of(request.POST.get("target", ""))
        if kept is None:
            messages.error(request, _("Choose the organisation this one really is."))
            return self.get(request, *args, **kwargs)
        try:
            step = merge_organisations(
                kept=kept, gone=self.organisation, user=request.user, now=timezone.now()
            )
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return self.get(request, *args, **kwargs)
        messages.success(
            request,
            _("“%(gone)s” is now “%(kept)s”, with its people (%(people)s). You can take it back below.")
            % {"gone": self.organisation, "kept": kept, "people": step.people},
        )
        return redirect("organisations:inspect", kept.pk)

    def get_context_data(self, **kwargs):
        """What was found."""
        mine = f"organisation:{self.organisation.pk}"
        found = [one for one in search_organisations(self.asked) if one.target != mine]
        return super().get_context_data(
            **kwargs, organisation=self.organisation, asked=self.asked, found=found
        )


class UndoStep(PermissionCheckedMixin, View):
    """Takes one step of matching or merging back."""

    model = Organisation
    permission_required = "change"
    http_method_names = ("post",)

    def post(self, request, pk: int):
        """Take it back and return to where the button stood."""
        step = get_object_or_404(OrganisationStep, pk=pk)
        done = undo_step(step=step, by=request.user, now=timezone.now())
        if done is None:
            messages.warning(request, _("Somebody else has just taken that back."))
        else:
            messages.success(request, _("Taken back. All is as it was before that step."))
        url = request.POST.get("next", "")
        if not url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()}):
            url = reverse("organisations:index")
        return redirect(url)
