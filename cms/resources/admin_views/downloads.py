"""The downloads report: every row, whatever became of it, with what the team may narrow it by."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from cms.accounts.services import record_export
from cms.core.exports import SafeExportMixin
from cms.core.paginators import COUNT_AT_MOST, CappedPaginator
from cms.people.choices import OrganisationType, Role
from cms.people.permissions import may_export_people, may_see_people
from cms.people.views.lists import context_of_filters
from cms.places.choices import Method, Region
from cms.places.reports import authority_name, country_name

from ..choices import Channel, Format, Outcome
from ..filters import DownloadFilterSet
from ..models import Download, HeardSource


class Labels:
    """The words for codes, looked up once for a page or an export, in the language of the request."""

    def __init__(self):
        self.roles = {code: str(label) for code, label in Role.choices}
        self.organisations = {code: str(label) for code, label in OrganisationType.choices}
        self.regions = {code: str(label) for code, label in Region.choices}
        self.methods = {code: str(label) for code, label in Method.choices}
        self.outcomes = {code: str(label) for code, label in Outcome.choices}
        self.channels = {code: str(label) for code, label in Channel.choices}
        self.formats = {code: str(label) for code, label in Format.choices}
        self.not_known = _now("not known")
        self._countries: dict[str, str] = {"": self.not_known}
        self._sources = {source.pk: source for source in HeardSource.objects.all()}

    def country(self, code: str) -> str:
        """The name of a country, remembered, because an export asks a million times."""
        if code not in self._countries:
            self._countries[code] = country_name(code)
        return self._countries[code]

    def heard(self, download: Download) -> str:
        """The source as the team has sorted it: of their words if sorted, else the answer chosen; merges
        followed.
        """
        phrase = download.heard_phrase
        source = self._sources.get((phrase and phrase.source_id) or download.heard_source_id)
        seen = set()
        while source and source.merged_into_id and source.pk not in seen:
            seen.add(source.pk)
            source = self._sources[source.merged_into_id]
        return source.name if source else self.not_known


def _when(download: Download):
    return download.completed_at or download.asked_at


class DownloadsReport(SafeExportMixin, ReportView):
    """Rows of the record. Shown to those who may see people; exported without people for those who may not
    export.
    """

    model = Download
    any_permission_required = ("view",)
    page_title = _("Downloads")
    header_icon = "download"
    index_url_name = "downloads:index"
    index_results_url_name = "downloads:results"
    template_name = "resources/admin/downloads.html"
    results_template_name = "resources/admin/downloads_results.html"
    filterset_class = DownloadFilterSet
    paginator_class = CappedPaginator
    verbose_name = _("download")
    verbose_name_plural = _("downloads")
    is_searchable = False
    list_export = (
        "day",
        "time",
        "guide",
        "format",
        "language",
        "outcome",
        "channel",
        "role",
        "organisation_type",
        "country",
        "region",
        "authority",
        "place_method",
        "heard",
        "seen",
        "first_ever",
    )
    personal_export = ("email", "name", "organisation", "outcode", "words")
    export_headings = {  # noqa: RUF012 - Wagtail reads a plain dictionary from the class
        "day": _("Day"),
        "time": _("Taken at"),
        "guide": _("Guide"),
        "format": _("Format"),
        "language": _("Language"),
        "outcome": _("Outcome"),
        "channel": _("By way of"),
        "role": _("Role"),
        "organisation_type": _("Type of organisation"),
        "country": _("Country"),
        "region": _("Region"),
        "authority": _("Local authority (approximate)"),
        "place_method": _("How the place is known"),
        "heard": _("Where they heard"),
        "seen": _("Link they came by"),
        "first_ever": _("First download of all"),
        "email": _("E-mail address"),
        "name": _("Name"),
        "organisation": _("Organisation"),
        "outcode": _("Postcode district"),
        "words": _("In their words"),
    }

    def setup(self, request, *args, **kwargs):
        """Take the personal columns away from those who may look but not take."""
        super().setup(request, *args, **kwargs)
        if may_export_people(request.user):
            self.list_export = (*self.list_export, *self.personal_export)

    def get_filename(self) -> str:
        """The name of the file, before its day."""
        return _now("downloads")

    @cached_property
    def labels(self) -> Labels:
        """The words for codes."""
        return Labels()

    @cached_property
    def columns(self):
        """What the screen shows of each row."""
        labels = self.labels
        sees_people = may_see_people(self.request.user)
        return [
            Column(
                "when",
                label=_("When"),
                accessor=lambda row: date_format(localtime(_when(row)), "SHORT_DATETIME_FORMAT"),
            ),
            Column("resource", label=_("Guide")),
            TitleColumn(
                "person",
                label=_("Who"),
                accessor=lambda row: str(row.person) if row.person else _now("(no longer known)"),
                get_url=lambda row: (
                    reverse("people:inspect", args=[row.person_id]) if row.person_id and sees_people else None
                ),
            ),
            Column(
                "role", label=_("Role"), accessor=lambda row: labels.roles.get(row.role, labels.not_known)
            ),
            Column("place", label=_("Where"), accessor=self.place_of),
            Column("heard", label=_("Where they heard"), accessor=self.heard_of),
            StatusTagColumn(
                "outcome",
                label=_("Outcome"),
                accessor=lambda row: labels.outcomes[row.outcome],
                primary=lambda row: row.outcome == Outcome.COUNTED,
            ),
        ]

    def place_of(self, row: Download) -> str:
        """Authority and region in England, elsewhere the country, and how that is known; “not known” where
        nothing is.
        """
        parts = [authority_name(row.authority), self.labels.regions.get(row.region, "")]
        words = ", ".join(part for part in parts if part) or self.labels.country(row.country)
        if row.place_method == Method.NONE:
            return words
        return f"{words} ({self.labels.methods[row.place_method]})"

    def heard_of(self, row: Download) -> str:
        """The source they chose, with the words they typed."""
        words = f"“{row.heard_words}”" if row.heard_words else ""
        return ": ".join(part for part in (str(self.labels.heard(row)), words) if part)

    def get_base_queryset(self):
        """All rows with what a line of the table needs, newest first."""
        return Download.objects.select_related("person", "resource", "heard_phrase").order_by(
            "-asked_at", "-pk"
        )

    def order_queryset(self, queryset):
        """Always newest first: the one order the database keeps ready."""
        return queryset

    def get_filtered_queryset(self):
        """The rows the filters leave, filtered once: `get_queryset` has done it."""
        return self.get_queryset()

    def filter_queryset(self, queryset):
        """Nothing at all when a filter cannot be read: all rows would pass for an answer."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def get_context_data(self, *args, **kwargs):
        """Say when there are more rows than pages, and when a filter could not be read."""
        context = super().get_context_data(*args, **kwargs)
        context |= context_of_filters(self.request, "downloads:index")
        paginator = context.get("paginator")
        context["has_more"] = bool(paginator and paginator.has_more)
        context["at_most"] = COUNT_AT_MOST
        context["filter_errors"] = self.filters.errors if self.filters and not self.filters.is_valid() else {}
        return context

    def export_rows(self, queryset) -> Iterator[list]:
        """One list for each row, read in pieces; the same words as on the screen."""
        labels = self.labels
        personal = may_export_people(self.request.user)
        authorities: dict[str, str] = {}
        for row in queryset.iterator(chunk_size=self.export_chunk):
            if row.authority not in authorities:
                authorities[row.authority] = authority_name(row.authority)
            cells = [
                row.day,
                localtime(row.completed_at).time().replace(microsecond=0, tzinfo=None)
                if row.completed_at
                else "",
                row.resource.title,
                labels.formats.get(row.format, ""),
                row.language,
                labels.outcomes[row.outcome],
                labels.channels[row.channel],
                labels.roles.get(row.role, labels.not_known),
                labels.organisations.get(row.organisation_type, labels.not_known),
                labels.country(row.country),
                labels.regions.get(row.region, ""),
                authorities[row.authority],
                labels.methods[row.place_method],
                labels.heard(row),
                row.seen_code,
                _now("yes") if row.first_ever else "",
            ]
            if personal:
                person = row.person
                cells += [
                    person.email if person else "",
                    person.name if person else "",
                    person.organisation_name if person else "",
                    row.outcode,
                    row.heard_words,
                ]
            yield cells

    def as_spreadsheet(self, queryset, spreadsheet_format: str):
        """Send the table, and write down that it was taken when it names people."""
        if may_export_people(self.request.user):
            record_export(
                user=self.request.user, what="downloads", filters=self.request.GET.dict(), now=timezone.now()
            )
        return super().as_spreadsheet(queryset, spreadsheet_format)
