"""School holidays in the admin: the list, and bringing in a calendar."""

from typing import ClassVar

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import FormView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton

from cms.core.exports import SafeExportMixin

from ..forms import CalendarForm
from ..imports.holidays import CalendarError, import_calendar
from ..models import Holiday


class HolidaysIndex(SafeExportMixin, generic.IndexView):
    """All holidays, the typical year and what authorities publish."""

    page_title = _("School holidays")
    any_permission_required = ("add", "change", "view")
    list_export = ("authority", "get_kind_display", "name", "first_day", "last_day", "source")
    export_headings: ClassVar = {
        "authority": _("Local authority"),
        "get_kind_display": _("Holiday"),
        "name": _("As the calendar calls it"),
        "first_day": _("First day"),
        "last_day": _("Last day"),
        "source": _("Where it is from"),
    }

    def get_base_queryset(self):
        """With their authority."""
        return super().get_base_queryset().select_related("authority")

    def get_filename(self):
        """What an export is called."""
        return "school-holidays"

    @cached_property
    def header_buttons(self):
        """Adding one by hand, or bringing in a calendar."""
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            buttons.append(
                HeaderButton(_("Bring in a calendar"), url=reverse("holidays:calendar"), icon_name="upload")
            )
        return buttons

    @cached_property
    def columns(self):
        """What the list shows of each holiday."""
        return [
            self._get_title_column_class(TitleColumn)(
                "kind", label=_("Holiday"), accessor="get_kind_display", get_url=self.get_edit_url
            ),
            Column(
                "authority",
                label=_("Local authority"),
                accessor=lambda holiday: holiday.authority or _now("Typical calendar of England"),
            ),
            DateColumn("first_day", label=_("First day")),
            DateColumn("last_day", label=_("Last day")),
        ]


class CalendarUpload(PermissionCheckedMixin, WagtailAdminTemplateMixin, FormView):
    """Takes the calendar of an authority."""

    model = Holiday
    permission_required = "add"
    template_name = "places/admin/calendar.html"
    form_class = CalendarForm
    page_title = _("Bring in a calendar")
    header_icon = "upload"

    def get_breadcrumbs_items(self):
        """Holidays, then this."""
        return [
            *self.breadcrumbs_items,
            {"url": reverse("holidays:index"), "label": _now("School holidays")},
            {"url": "", "label": self.get_page_title()},
        ]

    def form_valid(self, form):
        """Write the holidays and say what became of them, or say why not."""
        authority, file = form.cleaned_data["authority"], form.cleaned_data["file"]
        try:
            report = import_calendar(
                file.read(), authority=authority, file_name=file.name, now=timezone.now()
            )
        except CalendarError as error:
            form.add_error("file", str(error))
            return self.form_invalid(form)
        number = len(report.holidays)
        messages.success(
            self.request,
            ngettext(
                "%(authority)s: %(number)s holiday. %(added)s new, %(changed)s changed, %(removed)s gone.",
                "%(authority)s: %(number)s holidays. %(added)s new, %(changed)s changed, %(removed)s gone.",
                number,
            )
            % {
                "authority": authority,
                "number": number,
                "added": report.added,
                "changed": report.changed,
                "removed": report.removed,
            },
        )
        if report.passed_over:
            messages.info(
                self.request,
                _now("Passed over, being no holidays: %(names)s.")
                % {"names": "; ".join(report.passed_over[:10])},
            )
        return redirect("holidays:index")
