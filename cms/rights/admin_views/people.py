"""About one person: a copy of all that is kept, and erasing them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, View
from wagtail.log_actions import log

from cms.people.models import Person

from ..choices import How, PackageState
from ..forms import EraseForm
from ..models import Package
from ..permissions import may_erase, may_package
from ..services.erasing import erase, rehearse
from ..services.ordering import order_package
from ..views.coming import serve_package
from .crumbs import LeadsBack


class MakeCopy(View):
    """Have a copy made. The person's page shows it when it is ready."""

    http_method_names = ("post",)

    def post(self, request, pk):
        """Order it, and go back."""
        if not may_package(request.user):
            raise PermissionDenied
        person = get_object_or_404(Person, pk=pk)
        now = timezone.now()
        order_package(person=person, asked_by=request.user, now=now)
        # Under the user, not the person: no entry that outlives them says who they were.
        log(instance=request.user, action="rights.package", user=request.user, data={"person": person.pk})
        messages.success(request, _now("The copy is being made. It stands here in a minute."))
        return HttpResponseRedirect(reverse("people:inspect", args=[person.pk]))


class FetchCopy(View):
    """The zip itself, for the member of staff who hands it over."""

    http_method_names = ("get",)

    def get(self, request, key):
        """Stream it; who took it is written down."""
        if not may_package(request.user):
            raise PermissionDenied
        now = timezone.now()
        package = get_object_or_404(Package, key=key, state=PackageState.READY, expires_at__gt=now)
        if not package.file.storage.exists(package.file.name):
            raise Http404
        log(
            instance=request.user,
            action="rights.fetch",
            user=request.user,
            data={"person": package.person_id},
        )
        return serve_package(package, now=now)


class ErasePerson(LeadsBack, FormView):
    """Shows what an erasure would do, asks once, does it, and says what it did."""

    template_name = "rights/admin/erase.html"
    form_class = EraseForm
    page_title = _("Erase a person")
    below = ("people:index", _("People"))
    header_icon = "bin"

    def dispatch(self, request, *args, **kwargs):
        """For those who answer for it."""
        if not may_erase(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def person(self) -> Person:
        """Whom the address names."""
        return get_object_or_404(Person, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        """Who, and what would go: found out by doing it and taking it back."""
        return super().get_context_data(
            **kwargs, person=self.person, report=rehearse(email=self.person.email, now=timezone.now())
        )

    def form_valid(self, form):
        """Erase them, log that somebody was erased, and say what was done."""
        now = timezone.now()
        try:
            report = erase(
                email=self.person.email,
                how=How.ADMIN,
                by=self.request.user,
                now=now,
                letter=form.cleaned_data["letter"],
            )
        except OSError:
            form.add_error(
                None,
                _now("The ledger of erasures cannot be written, so nothing was erased. Tell an engineer."),
            )
            return self.form_invalid(form)
        told = {what: count for part in report.done.values() for what, count in part.items() if count}
        log(instance=self.request.user, action="rights.erase", user=self.request.user, data=told)
        messages.success(self.request, _now("Erased: %(what)s") % {"what": "; ".join(report.lines)})
        if report.staff:
            messages.warning(
                self.request,
                _now("A staff account has this address. It stays, until an administrator removes it."),
            )
        return HttpResponseRedirect(reverse("people:index"))
