"""The register of schools in Wagtail's admin: lists and facts. The register alone writes."""

from django.db.models import Count, Q
from django.utils.functional import cached_property
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, NumberColumn, TitleColumn
from wagtail.admin.views import generic

from cms.core.exports import SafeExportMixin
from cms.core.paginators import CappedPaginator

from ..choices import Dataset
from ..models import DataLoad, School
from ..register.words import query_words
from ..reports import authority_name, country_name, region_name

MOST_SCHOOLS = 200


def place_in_words(school: School) -> str:
    """Authority, region and country of a school, as far as the register has them."""
    parts = [authority_name(school.authority), region_name(school.region), country_name(school.country)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


class RegisterIndex(SafeExportMixin, generic.IndexView):
    """What both lists have in common: only for looking, and empty until the command has run."""

    any_permission_required = ("view",)
    paginator_class = CappedPaginator
    results_template_name = "places/admin/register_results.html"

    def filter_queryset(self, queryset):
        """Nothing at all when a filter cannot be read: everything would pass for an answer."""
        if self.filters and not self.filters.is_valid():
            return queryset.none()
        return super().filter_queryset(queryset)

    def get_context_data(self, *args, **kwargs):
        """With the day of the register above the list, and whether there is anything that could be in it."""
        return super().get_context_data(*args, **kwargs) | {
            "load": DataLoad.objects.filter(dataset=self.dataset).first(),
            "nothing_at_all": not self.model.objects.exists(),
            "of_schools": self.model is School,
        }


class SchoolsIndex(RegisterIndex):
    """Every school, found as on the form: by the beginnings of words, postcode or URN."""

    page_title = _("Schools")
    dataset = Dataset.SCHOOLS
    list_export = (
        "urn",
        "name",
        "type_name",
        "get_phase_display",
        "get_status_display",
        "town",
        "postcode",
        "authority_name",
        "get_region_display",
        "trust_name",
        "opened_on",
        "closed_on",
    )
    export_headings = {  # noqa: RUF012 - Wagtail reads a plain dictionary from the class
        "urn": _("URN"),
        "name": _("Name"),
        "type_name": _("Type"),
        "get_phase_display": _("Phase"),
        "get_status_display": _("Status"),
        "town": _("Town"),
        "postcode": _("Postcode"),
        "authority_name": _("Local authority"),
        "get_region_display": _("Region"),
        "trust_name": _("Trust"),
        "opened_on": _("Opened"),
        "closed_on": _("Closed"),
    }

    def get_filename(self) -> str:
        """The name of the file, before its day."""
        return _now("schools")

    @cached_property
    def columns(self):
        """What the list shows of each school."""
        return [
            self._get_title_column_class(TitleColumn)(
                "name", label=_("School"), get_url=self.get_inspect_url, sort_key="sort_name"
            ),
            Column("urn", label=_("URN"), sort_key="urn"),
            Column("town", label=_("Town"), sort_key="town"),
            Column("postcode", label=_("Postcode")),
            Column(
                "authority",
                label=_("Local authority"),
                accessor=lambda school: authority_name(school.authority),
            ),
            Column("phase", label=_("Phase"), accessor="get_phase_display"),
            Column("status", label=_("Status"), accessor="get_status_display"),
        ]

    def search_queryset(self, queryset):
        """Every word has to begin one of the school's."""
        for word in query_words(self.search_query):
            queryset = queryset.filter(search_words__contains=f" {word}")
        return queryset

    def to_row_dict(self, item):
        """One school's cells, with the authority by name."""
        item.authority_name = authority_name(item.authority)
        return super().to_row_dict(item)


class GroupsIndex(RegisterIndex):
    """Trusts and other groups, with how many open schools each has."""

    page_title = _("Trusts and groups")
    dataset = Dataset.GROUPS
    list_export = ("uid", "name", "get_kind_display", "town", "postcode", "number", "is_open")
    export_headings = {  # noqa: RUF012 - Wagtail reads a plain dictionary from the class
        "uid": _("Group UID"),
        "name": _("Name"),
        "get_kind_display": _("Type"),
        "town": _("Town"),
        "postcode": _("Postcode"),
        "number": _("Open schools"),
        "is_open": _("Open"),
    }

    def get_filename(self) -> str:
        """The name of the file, before its day."""
        return _now("trusts")

    def get_base_queryset(self):
        """With the number of open schools."""
        still = Count("schools", filter=~Q(schools__status="closed"))
        return super().get_base_queryset().annotate(number=still)

    @cached_property
    def columns(self):
        """What the list shows of each group."""
        return [
            self._get_title_column_class(TitleColumn)(
                "name", label=_("Trust or group"), get_url=self.get_inspect_url, sort_key="name"
            ),
            Column("kind", label=_("Type"), accessor="get_kind_display"),
            Column("town", label=_("Town")),
            NumberColumn("number", label=_("Open schools"), sort_key="number"),
            Column(
                "is_open",
                label=_("Status"),
                accessor=lambda group: _now("open") if group.is_open else _now("closed"),
            ),
        ]


class RegisterView(generic.InspectView):
    """What the register says of one school or group."""

    any_permission_required = ("view",)
    template_name = "places/admin/register.html"

    def get_breadcrumbs_items(self):
        """The list, then this one."""
        items = super().get_breadcrumbs_items()
        return [*items[:2], {"url": "", "label": self.get_page_subtitle()}]


class SchoolView(RegisterView):
    """One school: facts, trust, what it came from and what it became."""

    page_title = _("School")

    def get_facts(self) -> list[tuple[str, object]]:
        """What the register says, label and value."""
        school = self.object
        return [
            (_now("URN"), str(school.urn)),
            (_now("Type"), school.type_name),
            (_now("Phase"), school.get_phase_display()),
            (_now("Status"), school.get_status_display()),
            (_now("Opened"), school.opened_on),
            (_now("Closed"), school.closed_on),
            (_now("Town"), school.town),
            (_now("Postcode"), school.postcode),
            (_now("Where"), place_in_words(school)),
            (_now("Establishment number"), school.establishment_number),
            (_now("Pupils"), school.pupils),
        ]

    def get_context_data(self, **kwargs):
        """The facts and the schools this one hangs together with."""
        links = list(self.object.links.order_by("kind", "urn"))
        known = School.objects.in_bulk([link.urn for link in links])
        related = [
            {
                "kind": link.get_kind_display(),
                "urn": link.urn,
                "name": link.name,
                "school": known.get(link.urn),
            }
            for link in links
        ]
        return super().get_context_data(
            **kwargs, facts=self.get_facts(), related=related, trust=self.object.trust
        )


class GroupView(RegisterView):
    """One trust or group with its schools."""

    page_title = _("Trust or group")

    def get_facts(self) -> list[tuple[str, object]]:
        """What the register says, label and value."""
        group = self.object
        return [
            (_now("Group UID"), str(group.uid)),
            (_now("Group ID"), group.group_id),
            (_now("Type"), group.get_kind_display()),
            (_now("Companies House number"), group.companies_house_number),
            (_now("Status"), _now("open") if group.is_open else _now("closed")),
            (_now("Opened"), group.opened_on),
            (_now("Closed"), group.closed_on),
            (_now("Town"), group.town),
            (_now("Postcode"), group.postcode),
        ]

    def get_context_data(self, **kwargs):
        """The facts and the first of its schools, the open ones before the closed."""
        schools = list(self.object.schools.order_by("sort_name", "urn")[: MOST_SCHOOLS + 1])
        return super().get_context_data(
            **kwargs,
            facts=self.get_facts(),
            schools=schools[:MOST_SCHOOLS],
            has_more=len(schools) > MOST_SCHOOLS,
            most=MOST_SCHOOLS,
            of_group=True,
        )
