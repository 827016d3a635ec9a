"""Which areas a place lies in, and writing what an area is made of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..choices import AreaPart, Certainty, Region
from ..data import tables
from ..models import AreaMembership
from ..rules import Place, parse_postcode, standing_of, surest

if TYPE_CHECKING:
    from ..models import PlaceFields


@dataclass(frozen=True, slots=True)
class AreaOf:
    """A place lies in this area of this scheme, with this certainty (`sure`, `likely` or `unclear`)."""

    scheme: str
    area: str
    name: str
    certainty: Certainty


class Areas:
    """The memberships of one day, read once: for many places."""

    def __init__(self, on: date, *, scheme: str = ""):
        """Take what holds on a day (of all schemes, or of the one with this code). One query."""
        rows = AreaMembership.objects.filter(
            Q(first_day=None) | Q(first_day__lte=on), Q(last_day=None) | Q(last_day__gte=on)
        )
        if scheme:
            rows = rows.filter(area__scheme__code=scheme)
        self._rows = list(
            rows.values_list(
                "part", "code", "area__scheme__code", "area__code", "area__name", "area__name_cy"
            )
        )

    def of(self, place: "Place | PlaceFields") -> list[AreaOf]:
        """Return the areas a place lies, or may lie, in: by scheme, then by name."""
        place = _as_place(place)
        welsh = get_language() == "cy"
        found: defaultdict[tuple[str, str, str], list[Certainty]] = defaultdict(list)
        for part, code, scheme, area, name, name_cy in self._rows:
            certainty = standing_of(
                place, part, code, districts=tables().districts, region=_region_of(part, code)
            )
            if certainty:
                found[scheme, area, (welsh and name_cy) or name].append(certainty)
        return sorted(
            (AreaOf(*key, surest(certainties)) for key, certainties in found.items()),
            key=lambda one: (one.scheme, one.name),
        )


def areas_of(place: "Place | PlaceFields", on: date, *, scheme: str = "") -> list[AreaOf]:
    """Return the areas a place lies, or may lie, in on a day: by scheme, then by name. One query.

    `scheme` (its code) narrows it to one. Names are in the language of the moment. Where only the country is
    known, or nothing, the answer is empty: *not known* is the place's own word for that.
    """
    return Areas(on, scheme=scheme).of(place)


def _as_place(place: "Place | PlaceFields") -> Place:
    if isinstance(place, Place):
        return place
    return Place(
        outcode=place.outcode,
        method=place.place_method,
        country=place.country,
        region=place.region,
        authority=place.authority,
        district=getattr(place, "district", ""),
    )


def _region_of(part: str, code: str) -> str:
    if part == AreaPart.AUTHORITY and (authority := tables().authorities.get(code)):
        return authority.region
    return ""


def read_part(part: str, text: str) -> str:
    """Return the code of a region, authority, district or postcode district, given by code or by name.

    Raises `ValidationError` with a sentence for the person who wrote it.
    """
    text = " ".join(text.split())
    found = _by_code_or_name(part, text)
    if not found:
        raise ValidationError(
            {
                AreaPart.REGION: _("There is no region “%(text)s”. Write one of the nine, or its ONS code."),
                AreaPart.AUTHORITY: _(
                    "There is no local authority “%(text)s”. Write its DfE number, such as 383, or its name."
                ),
                AreaPart.DISTRICT: _(
                    "There is no district “%(text)s”. Write its ONS code, such as E07000062, or its name."
                ),
                AreaPart.OUTCODE: _("“%(text)s” is not the first half of a postcode, such as LS1."),
            }[AreaPart(part)]
            % {"text": text[:60]}
        )
    return found


def _by_code_or_name(part: str, text: str) -> str:
    folded = text.casefold()
    if part == AreaPart.OUTCODE:
        try:
            postcode = parse_postcode(text)
        except ValueError:
            return ""
        return "" if postcode.unit else postcode.outcode
    if part == AreaPart.REGION:
        spellings = {value.casefold(): value for value in Region.values if value != Region.UNCLEAR}
        spellings |= {
            str(label).casefold(): value for value, label in Region.choices if value != Region.UNCLEAR
        }
        return spellings.get(folded, "")
    if part == AreaPart.AUTHORITY:
        for authority in tables().authorities.values():
            if folded in (authority.code, authority.gss_code.casefold(), authority.name.casefold()):
                return authority.code
        return ""
    if text.upper() in tables().districts:
        return text.upper()
    named = [one for one in tables().districts.values() if one.name.casefold() == folded]
    # Of two with one name the one that stands today is meant.
    return next((one.code for one in sorted(named, key=lambda one: bool(one.became))), "")


def overlap(memberships: Iterable[AreaMembership]) -> AreaMembership | None:
    """Return the first membership that overlaps another of the same part in the same area, or none."""
    by_part: defaultdict[tuple, list[AreaMembership]] = defaultdict(list)
    for one in memberships:
        by_part[one.area_id, one.part, one.code].append(one)
    for together in by_part.values():
        together.sort(key=lambda one: one.first_day or date.min)
        for before, after in pairwise(together):
            if (before.last_day or date.max) >= (after.first_day or date.min):
                return after
    return None


def memberships_for_export() -> models.QuerySet[AreaMembership]:
    """Return every membership with its area and scheme, in the order of a file."""
    return AreaMembership.objects.select_related("area__scheme").order_by(
        F("area__scheme__code"), F("area__name"), "part", "code", "first_day"
    )
