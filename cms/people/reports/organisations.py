"""What is known of one organisation, from the registers and from people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count
from django.utils.translation import gettext as _

from cms.places.choices import LinkKind
from cms.places.models import School, SchoolLink
from cms.places.reports import authority_name, region_name

from ..models import Organisation, Person
from ..rules.succession import stands_for
from .candidates import OPEN

MOST_SPELLINGS = 50
# The register's longest chains have four schools; a circle ends sooner.
LONGEST_CHAIN = 10


@dataclass(frozen=True, slots=True)
class Relative:
    """A school before or after another: how it is related, and our organisation for it, if there is one."""

    relation: str
    name: str
    urn: int
    organisation: int | None = None


def facts_of(organisation: Organisation) -> list[tuple[str, object]]:
    """What the register or the team says, label and value; empty ones left out."""
    school, trust = organisation.school, organisation.trust
    facts: list[tuple[str, object]] = [(_("Kind"), organisation.get_kind_display())]
    if school:
        facts += [
            (_("URN"), school.urn),
            (_("Type"), school.type_name),
            (_("Phase"), school.get_phase_display()),
            (_("Open or closed"), school.get_status_display()),
            (_("Opened"), school.opened_on),
            (_("Closed"), school.closed_on),
            (_("Pupils"), school.pupils),
            (_("Trust"), school.trust or school.trust_name),
        ]
    if trust:
        facts += [
            (_("Group UID"), trust.uid),
            (_("Type"), trust.get_kind_display()),
            (_("Companies House number"), trust.companies_house_number),
            (_("Open or closed"), _("open") if trust.is_open else _("closed")),
            (_("Opened"), trust.opened_on),
            (_("Closed"), trust.closed_on),
        ]
    place = school or organisation
    facts += [
        (_("Town"), place.town),
        (_("Postcode"), place.postcode),
        (_("Local authority"), authority_name(place.authority)),
        (_("Region"), region_name(place.region)),
        (_("First known"), organisation.created_at),
    ]
    return [(label, value) for label, value in facts if value not in ("", None)]


def relatives_of(organisation: Organisation) -> list[Relative]:
    """The schools before and after this one, by the register's links. Two queries for a school, else none."""
    if not organisation.school_id:
        return []
    links = list(SchoolLink.objects.filter(school=organisation.school_id).order_by("kind", "urn"))
    known = dict(
        Organisation.objects.filter(school__in=[link.urn for link in links]).values_list("school", "pk")
    )
    return [Relative(link.get_kind_display(), link.name, link.urn, known.get(link.urn)) for link in links]


def typed_as(organisation: Organisation) -> list[tuple[str, int]]:
    """The names people typed who were matched to it, with their number, most first. One query."""
    return list(
        Person.objects.current()
        .filter(organisation=organisation)
        .exclude(organisation_name="")
        .order_by()
        .values_list("organisation_name")
        .annotate(number=Count("pk"))
        .order_by("-number", "organisation_name")[:MOST_SPELLINGS]
    )


def standing_for(urns: Iterable[int]) -> dict[int, int | None]:
    """For each school the open one that stands for it today, or None; see `rules.succession`.

    A few queries, as many as the longest chain of closed schools is long.
    """
    wanted = set(urns)
    opened: set[int] = set()
    successors: dict[int, list[int]] = {}
    waiting = set(wanted)
    for _step in range(LONGEST_CHAIN):
        if not waiting:
            break
        here = set(School.objects.filter(pk__in=waiting, status__in=OPEN).values_list("pk", flat=True))
        opened |= here
        closed = waiting - here
        links = SchoolLink.objects.filter(school__in=closed, kind=LinkKind.SUCCESSOR)
        found: set[int] = set()
        for urn, after in links.order_by("urn").values_list("school", "urn"):
            successors.setdefault(urn, []).append(after)
            found.add(after)
        waiting = found - opened - successors.keys()
    return {urn: stands_for(urn, successors, opened.__contains__) for urn in wanted}
