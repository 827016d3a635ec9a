"""Whether a place lies in an area, and how sure that is. Pure: the table of districts comes in."""

from collections.abc import Mapping
from dataclasses import dataclass

from ..choices import AreaPart, Certainty, Method, Region
from ..data import District
from .postcodes import Place

_ENGLAND = frozenset({"", "GB-ENG"})
_SUREST_FIRST = (Certainty.SURE, Certainty.LIKELY, Certainty.UNCLEAR)


@dataclass(frozen=True, slots=True)
class Standing:
    """A place lies in the area with this key, with this certainty."""

    area_id: int
    certainty: Certainty


def standing_of(
    place: Place, part: str, code: str, *, districts: Mapping[str, District], region: str = ""
) -> Certainty | None:
    """Say how sure it is that a place lies in one part of an area; `None` where it does not.

    `region` is the one the part lies in, where that is known: somebody of whom only the region is known can
    be in no authority of another. *Sure* is what a full postcode or the register decides, *likely* an
    authority known from the postcode district, which is right for some 95 of 100, and *unclear* what the
    detail we have cannot decide.
    """
    if not (place.region or place.authority or place.outcode):
        return None
    if part == AreaPart.REGION:
        return _in_region(place, code)
    if part == AreaPart.OUTCODE:
        return Certainty.SURE if place.outcode == code else None
    if part == AreaPart.AUTHORITY:
        return _in_authority(place, code, region)
    return _in_district(place, code, districts, region)


def surest(found: list[Certainty]) -> Certainty | None:
    """Return the best of several answers about one area."""
    return next((one for one in _SUREST_FIRST if one in found), None)


def _in_region(place: Place, code: str) -> Certainty | None:
    if place.region == code:
        return Certainty.SURE
    return Certainty.UNCLEAR if place.region == Region.UNCLEAR else None


def _in_authority(place: Place, code: str, region: str) -> Certainty | None:
    if place.authority:
        if place.authority != code:
            return None
        return Certainty.SURE if place.method == Method.FULL else Certainty.LIKELY
    return Certainty.UNCLEAR if _may_be_in(place, region) else None


def _in_district(place: Place, code: str, districts: Mapping[str, District], region: str) -> Certainty | None:
    if place.district:
        if place.district == code or code in became(place.district, districts):
            # Whole districts were joined, so who lived in an old one lives in what it became.
            return Certainty.SURE
        return Certainty.UNCLEAR if place.district in became(code, districts) else None
    district = districts.get(code)
    if place.authority:
        return Certainty.UNCLEAR if district and district.authority == place.authority else None
    return Certainty.UNCLEAR if _may_be_in(place, district.region if district else region) else None


def _may_be_in(place: Place, region: str) -> bool:
    """Whether somebody with no known authority may still live in this region."""
    return place.country in _ENGLAND and place.region in {Region.UNCLEAR, region or place.region}


def became(code: str, districts: Mapping[str, District]) -> list[str]:
    """Return the districts that took this one's place, one after the other."""
    line: list[str] = []
    while (district := districts.get(code)) and district.became and district.became not in line:
        code = district.became
        line.append(code)
    return line
