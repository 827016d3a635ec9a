"""What a postcode is, and what can be said of a place. Pure: the tables come in as an argument."""

import re
import unicodedata
from dataclasses import dataclass
from itertools import combinations

from django.utils.translation import gettext as _

from ..choices import Method, Region
from ..data import Row, Tables

# With a smaller part of its postcodes in one region than this, a sector, district or area has no region we
# would say; an area that crosses a national border has no country either below the second figure.
# How they were chosen and measured: docs/decisions/places.md
CLEAR_ENOUGH = 0.55
NATION_CLEAR_ENOUGH = 0.9

# The Post Office's letters for areas: fixed since the 1970s. A test holds them against the table.
AREAS = frozenset(
    re.findall(
        "[A-Z]+",
        "AB AL B BA BB BD BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E "
        "EC EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL "
        "LN LS LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN "
        "SO SP SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE ",
    )
)
# Forces post goes by area BF. It says nothing about where somebody works.
FORCES = "BF"

# The inward half never has C, I, K, M, O or V; the third place of A9A has few letters, AA9A others.
_INWARD = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
_OUTWARD = re.compile(r"([A-Z]{1,2})(?:[0-9]|[1-9][0-9]|[1-9][ABCDEFGHJKPSTUW]|[1-9][ABEHMNPRVWXY])")
_LAST_IN_TEXT = re.compile(r"\b([A-Z]{1,2}[0-9OI][0-9A-Z]?)\s+([0-9OI][A-Z]{2})$")
_BFPO = re.compile(r"BFPO(?:C/O)?([1-9][0-9]{0,3})")
_SIBLINGS = {"O": "0", "0": "O", "I": "1", "1": "I"}
_LONGEST = 100


class UnknownArea(ValueError):  # noqa: N818 - reads as a sentence where it is caught
    """Built like a postcode, but its first letters are those of no area we know: a slip, or very new."""


@dataclass(frozen=True, slots=True)
class Postcode:
    """A postcode or its first half. `unit` is empty when only the district or the area was given."""

    outcode: str
    unit: str = ""

    def __str__(self) -> str:
        return f"{self.outcode} {self.unit}".strip()

    @property
    def area(self) -> str:
        """The letters it begins with."""
        return re.match("[A-Z]*", self.outcode)[0]

    @property
    def sector(self) -> str:
        """District and first figure, such as `LS1 4`; empty without the second half."""
        return f"{self.outcode} {self.unit[0]}" if self.unit else ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody is, as far as it is known. Unknown is a value: empty text.

    `country` is an ISO code (GB-ENG, FR …), `region` a value of `Region`, `authority` the DfE's
    number and approximate whenever `method` is not `full`, `district` the ONS code of the local authority
    district, known from a full postcode alone.
    """

    postcode: str = ""
    outcode: str = ""
    method: str = Method.NONE
    country: str = ""
    region: str = ""
    authority: str = ""
    district: str = ""

    def as_fields(self) -> dict[str, str]:
        """The columns of `PlaceFields`."""
        return {
            "country": self.country,
            "outcode": self.outcode,
            "region": str(self.region),
            "authority": self.authority,
            "place_method": str(self.method),
        }


@dataclass(frozen=True, slots=True)
class Known:
    """What the full table says of one postcode. `ended`: nothing is delivered there any more."""

    country: str
    region: str
    authority: str
    district: str
    ended: bool = False


def number_of(postcode: Postcode) -> int | None:
    """Return the number a postcode is kept under in the full table, nothing for half a postcode.

    Its letters and figures read as one number to the base 36: no two postcodes share one, because each
    begins with a letter, and a number takes half the room of the text and needs one index less.
    """
    return int(postcode.outcode + postcode.unit, 36) if postcode.unit else None


def normalise_postcode(text: str) -> str:
    """Return a postcode as the Post Office writes it: `ls14ap` gives `LS1 4AP`.

    Spaces, case, punctuation and O for 0 or I for 1 (and the reverse) are forgiven, a postcode at the
    end of an address is found, and a district alone (`LS1`) will do.

    Raises `ValueError` with a sentence for the person who typed it; `UnknownArea`, which is one, where only
    the first letters are wrong.
    """
    return str(parse_postcode(text))


def parse_postcode(text: str) -> Postcode:
    """Return the parts of a postcode; see `normalise_postcode` for what is forgiven and raised."""
    if not text.strip():
        raise ValueError(_("Enter a postcode."))
    line = unicodedata.normalize("NFKC", text[:_LONGEST]).upper()
    joined = "".join(character for character in line if not _is_padding(character))
    if forces := _BFPO.fullmatch(joined):
        return Postcode(f"BFPO {forces[1]}")
    if joined == "GIR0AA":
        return Postcode("GIR", "0AA")
    found = _read(joined)
    if found is None and (at_end := _LAST_IN_TEXT.search(line.strip(" .,;"))):
        found = _read(at_end[1] + at_end[2])
    if found is None and (area := _area_of(joined)):
        raise UnknownArea(
            _(
                "We know no UK postcode that begins with %(letters)s. Check its first letters. If it is "
                "right because it is new, enter the postcode of a place nearby: its first half will do."
            )
            % {"letters": area}
        )
    if found is None:
        raise ValueError(_("Enter a UK postcode like LS1 4AP, or choose a country if you work abroad."))
    return found


def _is_padding(character: str) -> bool:
    """Spaces, punctuation and invisible characters say nothing in a postcode."""
    return (
        character.isspace()
        or unicodedata.category(character)[0] in "ZP"
        or unicodedata.category(character) == "Cf"
    )


def _read(joined: str) -> Postcode | None:
    """Return the reading that changes the fewest of O, 0, I and 1, or nothing."""
    if not 2 <= len(joined) <= 7 or not joined.isascii():
        return None
    doubtful = [place for place, character in enumerate(joined) if character in _SIBLINGS]
    for changes in range(len(doubtful) + 1):
        for places in combinations(doubtful, changes):
            characters = [
                _SIBLINGS[character] if place in places else character
                for place, character in enumerate(joined)
            ]
            if found := _read_exactly("".join(characters)):
                return found
    return None


def _read_exactly(joined: str) -> Postcode | None:
    for outcode, unit in ((joined[:-3], joined[-3:]), (joined, "")):
        outward = _OUTWARD.fullmatch(outcode)
        if (
            outward
            and (outward[1] in AREAS or outward[1] == FORCES)
            and (not unit or _INWARD.fullmatch(unit))
        ):
            return Postcode(outcode, unit)
    return None


def _area_of(joined: str) -> str:
    """Return the first letters of what is built like a postcode, nothing of what is not."""
    for outcode, unit in ((joined[:-3], joined[-3:]), (joined, "")):
        outward = _OUTWARD.fullmatch(outcode)
        if outward and (not unit or _INWARD.fullmatch(unit)):
            return outward[1]
    return ""


def place_of(postcode: Postcode, tables: Tables, known: Known | None = None) -> Place:
    """Return what the tables say of a postcode: itself, else by its sector, its district, its area.

    `known` is what the full table says, if it knows the postcode. A sector stands in the tables only where it
    lies in another region than the rest of its district; the authority is the district's, unless that lies in
    the other region.
    """
    if known and postcode.area != FORCES:
        return Place(
            postcode=str(postcode),
            outcode=postcode.outcode[:4],
            method=Method.FULL,
            country=known.country,
            region=known.region,
            authority=known.authority,
            district=known.district,
        )
    if postcode.outcode == "GIR":
        # The one postcode without a district: a bank in Bootle, and no longer anywhere.
        return Place(str(postcode), "GIR", Method.AREA, "GB-ENG", Region.NORTH_WEST)
    district = tables.outcodes.get(postcode.outcode)
    if row := tables.sectors.get(postcode.sector):
        return _said(postcode, Method.SECTOR, row, _authority_in(row, district, tables))
    if district:
        # With its odd sectors looked up on their own, what is left of a district is clear.
        clear = bool(postcode.unit) and postcode.outcode in tables.with_odd_sectors
        return _said(postcode, Method.OUTCODE, district, district.authority, clear=clear)
    if row := tables.areas.get(postcode.area):
        if row.crosses_nations and row.share < NATION_CLEAR_ENOUGH:
            return Place(str(postcode), postcode.outcode, Method.AREA, "", Region.UNCLEAR)
        return _said(postcode, Method.AREA, row, "")
    return Place(str(postcode), "" if postcode.outcode.startswith("BFPO") else postcode.outcode)


def _said(
    postcode: Postcode,
    method: Method,
    row: Row,
    authority: str,
    *,
    clear: bool = False,
) -> Place:
    unclear = row.share < CLEAR_ENOUGH and not clear and (row.region or row.crosses_nations)
    return Place(
        postcode=str(postcode),
        outcode=postcode.outcode[:4],
        method=method,
        country=row.country,
        region=Region.UNCLEAR if unclear else row.region,
        authority=authority,
    )


def _authority_in(row: Row, district: Row | None, tables: Tables) -> str:
    """Return the district's authority when it lies in the sector's region; otherwise it cannot be right."""
    if district and district.authority and tables.authorities[district.authority].region == row.region:
        return district.authority
    return ""
