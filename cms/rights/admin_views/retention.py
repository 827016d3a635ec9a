"""Whose time is up, the register of what is kept, and the erasures there were."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from cms.core.exports import table_response
from cms.core.paginators import CappedPaginator

from ..forms import KeepForm
from ..models import Erasure, Farewell
from ..permissions import may_answer, may_erase
from ..reports import register_of_what_is_kept
from ..services.retention import keep
from .crumbs import LeadsBack


class FarewellsReport(ReportView):
    """People who have not been in touch for so long that they are to be erased."""

    model = Farewell
    any_permission_required = ("view",)
    page_title = _("People whose time is up")
    header_icon = "time"
    index_url_name = "rights_admin:farewells"
    index_results_url_name = "rights_admin:farewells_results"
    results_template_name = "rights/admin/farewells_results.html"
    paginator_class = CappedPaginator
    list_export = ()
    verbose_name_plural = _("people")

    def dispatch(self, request, *args, **kwargs):
        """For those who may erase people."""
        if not may_erase(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self):
        """Who, since when we have not heard of them, when they go, and whether they are kept."""
        return [
            TitleColumn(
                "person",
                label=_("Person"),
                accessor=lambda line: str(line.person),
                get_url=lambda line: reverse("rights_admin:keep", args=[line.pk]),
            ),
            Column("last_heard_on", label=_("Not in touch since"), accessor=_day("last_heard_on")),
            Column("acts_on", label=_("Erased on"), accessor=_day("acts_on")),
            Column("kept_until", label=_("Kept until"), accessor=_day("kept_until")),
            Column("kept_because", label=_("Reason")),
        ]

    def get_base_queryset(self):
        """With whom each is about, the next first."""
        return Farewell.objects.select_related("person").order_by("acts_on", "pk")

    def order_queryset(self, queryset):
        """In that order, always."""
        return queryset


def _day(name: str):
    def shown(line) -> str:
        day = getattr(line, name)
        return date_format(day, "j F Y") if day else ""

    return shown


class KeepPerson(LeadsBack, FormView):
    """Somebody on the list is kept for a reason."""

    template_name = "rights/admin/keep.html"
    form_class = KeepForm
    page_title = _("Keep somebody")
    below = ("rights_admin:farewells", _("People whose time is up"))
    header_icon = "time"

    def dispatch(self, request, *args, **kwargs):
        """For those who may erase people."""
        if not may_erase(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def line(self) -> Farewell:
        """The line of the list."""
        return get_object_or_404(Farewell.objects.select_related("person"), pk=self.kwargs["pk"])

    def get_initial(self):
        """What was said before."""
        return {"until": self.line.kept_until, "because": self.line.kept_because}

    def get_context_data(self, **kwargs):
        """Whom it is about."""
        return super().get_context_data(**kwargs, line=self.line)

    def form_valid(self, form):
        """Keep them, or say what is missing."""
        try:
            keep(
                farewell=self.line,
                until=form.cleaned_data["until"],
                because=form.cleaned_data["because"],
                by=self.request.user,
                now=timezone.now(),
            )
        except ValueError as error:
            form.add_error(None, str(error))
            return self.form_invalid(form)
        messages.success(self.request, _now("Kept."))
        return HttpResponseRedirect(reverse("rights_admin:farewells"))


class ErasuresReport(ReportView):
    """That people were erased, when and why: nobody is named."""

    model = Erasure
    any_permission_required = ("view",)
    page_title = _("Erasures")
    header_icon = "bin"
    index_url_name = "rights_admin:erasures"
    index_results_url_name = "rights_admin:erasures_results"
    results_template_name = "rights/admin/erasures_results.html"
    paginator_class = CappedPaginator
    list_export = ()
    verbose_name_plural = _("erasures")

    def dispatch(self, request, *args, **kwargs):
        """For those who may erase people."""
        if not may_erase(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def columns(self):
        """When, what led to it, who, and what was done."""
        return [
            Column("erased_at", label=_("Erased"), accessor=_day("erased_at")),
            Column("how", label=_("What led to it"), accessor="get_how_display"),
            Column("by", label=_("By"), accessor=lambda one: str(one.by or "")),
            Column(
                "done",
                label=_("What was done"),
                accessor=lambda one: "; ".join(f"{what}: {count}" for what, count in one.done.items()),
            ),
        ]

    def get_base_queryset(self):
        """With who did it, the newest first."""
        return Erasure.objects.select_related("by").order_by("-erased_at", "-pk")

    def order_queryset(self, queryset):
        """Newest first, always."""
        return queryset


class Register(LeadsBack, TemplateView):
    """The register of what is kept, as the public sees it, to be taken away as a table."""

    template_name = "rights/admin/register.html"
    page_title = _("What we keep")
    header_icon = "list-ul"

    def get(self, request, *args, **kwargs):
        """The page, or the table with `?export=csv` or `xlsx`."""
        if not may_answer(request.user):
            raise PermissionDenied
        wanted = request.GET.get("export")
        if wanted in ("csv", "xlsx"):
            header = [_now("What"), _now("Of whom"), _now("What for"), _now("Legal ground"), _now("How long")]
            rows = [
                (line.what, line.whose, line.why, line.ground, line.how_long)
                for line in register_of_what_is_kept()
            ]
            return table_response(wanted, rows, header, _now("what-we-keep"))
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs):
        """The lines."""
        return super().get_context_data(**kwargs, register=register_of_what_is_kept())
