"""What the suite shows of a person and of an organisation: what was taken, and how far a trust knows us."""

from django.db.models import Count, Max, Min
from django.urls import reverse
from wagtail.admin.ui.components import Component

from cms.core.charts import bar_chart
from cms.people.models import Organisation, Person
from cms.places.models import School
from cms.places.reports import authority_name

from ..models import Download
from ..reports import known_of


class PersonDownloadsPanel(Component):
    """What somebody took, newest first, with what became of each."""

    name = "downloads"
    order = 100
    at_most = 100
    template_name = "resources/admin/person_panel.html"

    def __init__(self, person: Person):
        self.person = person

    def get_context_data(self, parent_context=None):
        """One query, and one more row than is shown to know whether there are more."""
        rows = list(
            Download.objects.filter(person=self.person).select_related(
                "resource", "edition", "heard_source", "heard_phrase__source"
            )[: self.at_most + 1]
        )
        return {"rows": rows[: self.at_most], "has_more": len(rows) > self.at_most, "at_most": self.at_most}


class OrganisationDownloadsPanel(Component):
    """What the people of an organisation took, by guide, most first. One query."""

    name = "organisation_downloads"
    order = 100
    template_name = "resources/admin/organisation_downloads.html"

    def __init__(self, organisation: Organisation):
        self.organisation = organisation

    def get_context_data(self, parent_context=None):
        """Counted downloads alone, as in every figure."""
        rows = list(
            Download.objects.counted()
            .filter(person__organisation=self.organisation)
            .order_by()
            .values("resource__title")
            .annotate(
                downloads=Count("pk"),
                people=Count("downloader", distinct=True),
                first=Min("day"),
                last=Max("day"),
            )
            .order_by("-downloads", "resource__title")
        )
        return {"rows": rows, "total": sum(row["downloads"] for row in rows)}


class OrganisationReachPanel(Component):
    """How many schools of its trust and of its authority know us."""

    name = "organisation_reach"
    order = 200
    template_name = "resources/admin/organisation_reach.html"

    def __init__(self, organisation: Organisation):
        self.organisation = organisation

    @property
    def circles(self) -> list[tuple[str, str, object, str]]:
        """The trust and the authority it belongs to or is: kind, key, filter of schools, name."""
        organisation = self.organisation
        school = organisation.school
        trust = organisation.trust or (school.trust if school else None)
        authority = organisation.local_authority_id or (school.authority if school else "")
        found = []
        if trust:
            found.append(("trust", str(trust.pk), School.objects.filter(trust=trust), trust.name))
        if authority:
            name = authority_name(authority)
            found.append(("authority", authority, School.objects.filter(authority=authority), name))
        return found

    def get_context_data(self, parent_context=None):
        """A line and a bar for each; a fixed number of queries."""
        lines = []
        for kind, key, schools, name in self.circles:
            known, _urns = known_of(schools)
            if known.of:
                url = reverse("schools_reached:of", args=[kind, key])
                lines.append({"name": name, "known": known, "percent": round(100 * known.share), "url": url})
        return {
            "lines": lines,
            "chart": bar_chart(
                labels=[line["name"] for line in lines], values=[line["percent"] for line in lines]
            ),
        }
