"""Reads about who is who: the addresses of somebody, two people side by side, the filters of a list."""

from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail import hooks

from cms.places.reports import authority_name, country_name, region_name

from ..models import Merge, Person, SavedFilter
from ..services.merging import is_blank, why_not_undone


def place_in_words(person: Person) -> str:
    """Where somebody works, from the nearest we know to the furthest; empty when nothing is known."""
    parts = [authority_name(person.authority), region_name(person.region), country_name(person.country)]
    return ", ".join(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, slots=True)
class Address:
    """Another address of somebody, and how it came to be theirs.

    `merge` is the joining it came with, or None for one added by hand; `why_stays` says why that joining
    cannot be taken back now.
    """

    person: Person
    merge: Merge | None
    why_stays: str = ""


def addresses_with_ways(person: Person) -> list[Address]:
    """Every other address that leads to somebody. Two queries, and one for each joining of theirs."""
    others = list(person.other_addresses.order_by("email"))
    if not others:
        return []
    merges = {merge.gone_id: merge for merge in Merge.objects.filter(gone__in=others, undone_at=None)}
    newest = max((merge.pk for merge in merges.values() if merge.kept_id == person.pk), default=0)
    found = []
    for other in others:
        merge = merges.get(other.pk)
        why = ""
        if merge and merge.pk == newest:
            why = why_not_undone(merge, kept=person, gone=other)
        elif merge:
            why = _("Take the newer joining back first.")
        found.append(Address(other, merge, why))
    return found


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing said of two people: its word, what it is called, both values, and whether to choose."""

    name: str
    label: str
    values: tuple[str, str]
    differs: bool
    blank: tuple[bool, bool]


@dataclass(slots=True)
class Side:
    """One of two people, as the screen shows them."""

    person: Person
    lines: list[tuple[str, str]] = field(default_factory=list)
    counts: list[tuple[str, str, int]] = field(default_factory=list)


def fact_values(person: Person) -> dict[str, tuple[str, str]]:
    """What may be chosen from one of two sides: what it is called, and its value in words."""
    place = ", ".join(part for part in (person.postcode or person.outcode, place_in_words(person)) if part)
    if place:
        place = f"{place} ({person.get_place_method_display()})"
    matched = f" → {person.organisation}" if person.organisation_id else ""
    return {
        "name": (_("Name"), person.name),
        "role": (_("Role"), str(person.get_role_display())),
        "organisation_type": (_("Type of organisation"), str(person.get_organisation_type_display())),
        "organisation": (_("Organisation"), f"{person.organisation_name}{matched}"),
        "place": (_("Place"), place),
        "language": (
            _("Language"),
            {"en": _("English"), "cy": _("Welsh")}.get(person.language, person.language),
        ),
    }


def facts_of(one: Person, other: Person) -> list[Fact]:
    """What is said of both, in the order of the form."""
    mine, theirs = fact_values(one), fact_values(other)
    found = []
    for name, (label, value) in mine.items():
        blank = (is_blank(one, name), is_blank(other, name))
        values = (value, theirs[name][1])
        found.append(Fact(name, label, values, values[0] != values[1] and not any(blank), blank))
    return found


def lines_of(request, person: Person) -> list[tuple[str, str]]:
    """What other apps say of somebody in one line each, through the hook `register_person_lines`."""
    return [line for fn in hooks.get_hooks("register_person_lines") for line in fn(request, person)]


def saved_filters(*, user, screen: str) -> list[SavedFilter]:
    """The filters of a list this user may use: their own, and what the team shares. One query."""
    return list(
        SavedFilter.objects.filter(Q(owner=user) | Q(is_shared=True), screen=screen).order_by("name", "pk")
    )
