"""Area schemes and areas in the admin: lists, and the table that `import_areas` reads."""

from collections.abc import Iterator

from django.db.models import Count, Prefetch
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views import generic

from cms.core.exports import SafeExportMixin, table_response

from ..imports.areas import COLUMNS
from ..models import AreaMembership


class SchemesIndex(generic.IndexView):
    """All schemes with the number of their areas."""

    page_title = _("Area schemes")
    any_permission_required = ("add", "change", "view")

    def get_base_queryset(self):
        """With how many areas each has."""
        return super().get_base_queryset().annotate(number=Count("areas"))

    @cached_property
    def columns(self):
        """What the list shows of each scheme."""
        return [
            self._get_title_column_class(TitleColumn)("name", label=_("Scheme"), get_url=self.get_edit_url),
            Column("name_cy", label=_("In Welsh")),
            Column("number", label=_("Areas")),
        ]


class AreasIndex(SafeExportMixin, generic.IndexView):
    """All areas with what they are made of; the export is a file that `import_areas` reads."""

    page_title = _("Areas")
    any_permission_required = ("add", "change", "view")
    list_export = COLUMNS

    def get_base_queryset(self):
        """With their scheme and their parts, in one query each."""
        parts = Prefetch("memberships", queryset=AreaMembership.objects.order_by("part", "code", "first_day"))
        return super().get_base_queryset().select_related("scheme").prefetch_related(parts)

    @cached_property
    def columns(self):
        """What the list shows of each area."""
        return [
            self._get_title_column_class(TitleColumn)("name", label=_("Area"), get_url=self.get_edit_url),
            Column("scheme", label=_("Scheme")),
            Column("parts", label=_("Parts"), accessor=lambda area: len(area.memberships.all())),
        ]

    def export_rows(self, queryset) -> Iterator[list]:
        """One line for each part of an area; an area without any has a line too."""
        for area in queryset:
            named = [area.scheme.code, area.name, area.name_cy]
            for one in area.memberships.all():
                yield [*named, one.part, one.code, one.first_day, one.last_day]
            if not area.memberships.all():
                yield [*named, "", "", "", ""]

    def as_spreadsheet(self, queryset, spreadsheet_format: str):
        """The response with the whole table, under the names of columns that the import knows."""
        return table_response(spreadsheet_format, self.export_rows(queryset), COLUMNS, "areas")
