"""From the cells of one row of the register to a record. Pure: the bundled tables are constant."""

import re
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from ..choices import GroupKind, HomeNation, LinkKind, Method, Phase, Region, SchoolStatus
from ..data import tables
from ..rules import parse_postcode, place_of
from .words import search_words, sort_name, words_of

LARGEST_NUMBER = 2_000_000_000
_EMPTY = frozenset({"", "not recorded", "not applicable", "not-applicable", "does not apply", "unknown"})
_REGIONS = dict(zip("ABDEFGHJK", Region.values, strict=False))
_REGION_NAMES = {str(region.label).casefold(): region.value for region in Region}
# Letters and numbers as the register gives them, and how each reads in words, folded.
_STATUS = {
    "1": SchoolStatus.OPEN,
    "2": SchoolStatus.CLOSED,
    "3": SchoolStatus.CLOSING,
    "4": SchoolStatus.PROPOSED,
    "open": SchoolStatus.OPEN,
    "closed": SchoolStatus.CLOSED,
    "open, but proposed to close": SchoolStatus.CLOSING,
    "proposed to open": SchoolStatus.PROPOSED,
}
_PHASE = {
    "0": Phase.NONE,
    "1": Phase.NURSERY,
    "2": Phase.PRIMARY,
    "3": Phase.MIDDLE_PRIMARY,
    "4": Phase.SECONDARY,
    "5": Phase.MIDDLE_SECONDARY,
    "6": Phase.SIXTEEN_PLUS,
    "7": Phase.ALL_THROUGH,
    "nursery": Phase.NURSERY,
    "primary": Phase.PRIMARY,
    "middle deemed primary": Phase.MIDDLE_PRIMARY,
    "secondary": Phase.SECONDARY,
    "middle deemed secondary": Phase.MIDDLE_SECONDARY,
    "16 plus": Phase.SIXTEEN_PLUS,
    "all-through": Phase.ALL_THROUGH,
    "all through": Phase.ALL_THROUGH,
}
_GROUP = {
    "1": GroupKind.FEDERATION,
    "2": GroupKind.TRUST,
    "5": GroupKind.SPONSOR,
    "6": GroupKind.MULTI_ACADEMY,
    "8": GroupKind.CHILDRENS_CENTRES,
    "10": GroupKind.SINGLE_ACADEMY,
    "11": GroupKind.SECURE_SINGLE_ACADEMY,
    "federation": GroupKind.FEDERATION,
    "trust": GroupKind.TRUST,
    "school sponsor": GroupKind.SPONSOR,
    "multi-academy trust": GroupKind.MULTI_ACADEMY,
    "children's centres group": GroupKind.CHILDRENS_CENTRES,
    "single-academy trust": GroupKind.SINGLE_ACADEMY,
    "secure single-academy trust": GroupKind.SECURE_SINGLE_ACADEMY,
}
# How the schools' file says by what kind of trust a school is supported.
_FLAG = {
    "1": GroupKind.TRUST,
    "3": GroupKind.MULTI_ACADEMY,
    "5": GroupKind.SINGLE_ACADEMY,
    "supported by a trust": GroupKind.TRUST,
    "supported by a multi-academy trust": GroupKind.MULTI_ACADEMY,
    "supported by a single-academy trust": GroupKind.SINGLE_ACADEMY,
}

Values = dict[str, Any]
_TOO_MANY = "The row has more cells than there are columns, so nobody can tell which cell is which."


def understand_school(cells: dict[str, str]) -> tuple[Values, GroupKind]:
    """Return the columns of `School` that a row gives, and what kind of trust supports it.

    Raises `ValueError` with a sentence for each thing that makes the row useless. A date, number or
    postcode that cannot be read is left empty: the register itself has such. A school whose file says nothing
    of its status is taken for open.
    """
    wrong = [_TOO_MANY] if "" in cells and not _stands_right(cells) else []
    urn = _number(cells["urn"])
    if not urn:
        wrong.append(f"“{cells['urn'][:20]}” is not a URN, which is a number.")
    name = _words(cells["establishmentname"], 200)
    if not name:
        wrong.append("The school has no name.")
    status = _coded(cells, "establishmentstatus", _STATUS)
    if not cells.keys() & {"establishmentstatus_(code)", "establishmentstatus_(name)"}:
        status = SchoolStatus.OPEN.value
    if not status:
        wrong.append("The status is none of open, closed, proposed to open and proposed to close.")
    if wrong:
        raise ValueError(" ".join(wrong))
    town = _words(cells.get("town", ""), 100)
    postcode, outcode = _postcode(cells.get("postcode", ""))
    values: Values = {
        "urn": urn,
        "name": name,
        "type_name": _words(cells.get("typeofestablishment_(name)", ""), 100),
        "phase": _coded(cells, "phaseofeducation", _PHASE) or Phase.NONE.value,
        "status": status,
        "trust_id": _number(cells.get("trusts_(code)", "").split(",")[0]),
        "trust_name": _words(cells.get("trusts_(name)", ""), 200),
        "town": town,
        "postcode": postcode,
        "outcode": outcode,
        "district": _gss(cells.get("districtadministrative_(code)", "")),
        "establishment_number": _padded(cells.get("establishmentnumber", ""), 4),
        "pupils": _number(cells.get("numberofpupils", ""), zero=True),
        "opened_on": read_day(cells.get("opendate", "")),
        "closed_on": read_day(cells.get("closedate", "")),
        "easting": None if "" in cells else _number(cells.get("easting", "")),
        "northing": None if "" in cells else _number(cells.get("northing", "")),
    } | _place(cells, postcode)
    kind = _coded(cells, "trustschoolflag", _FLAG) or GroupKind.OTHER
    return values, GroupKind(kind)


def found_by(values: Values) -> tuple[Values, list[str]]:
    """Return the columns by which a school is found, and its words, from its other columns."""
    words = words_of(urn=values["urn"], name=values["name"], town=values["town"], postcode=values["postcode"])
    closed = values["status"] == SchoolStatus.CLOSED
    return {
        "search_words": search_words(words),
        "sort_name": sort_name(values["name"], closed=closed),
    }, words


def understand_group(cells: dict[str, str]) -> Values:
    """Return the columns of `SchoolGroup` that a row gives. Raises `ValueError` with sentences."""
    wrong = [_TOO_MANY] if "" in cells else []
    uid = _number(cells["group_uid"])
    if not uid:
        wrong.append(f"“{cells['group_uid'][:20]}” is not a group UID, which is a number.")
    name = _words(cells["group_name"], 200)
    if not name:
        wrong.append("The group has no name.")
    if wrong:
        raise ValueError(" ".join(wrong))
    # The code is the surer one, but for old files in which a zero before it was lost or came with it.
    named = _GROUP.get(cells.get("group_type", "").casefold())
    kind = named or _GROUP.get(cells.get("group_type_(code)", "").lstrip("0")) or GroupKind.OTHER
    state = (cells.get("group_status") or cells.get("group_status_(code)", "")).casefold()
    opened = cells.get("incorporated_on_(open_date)") or cells.get("open_date", "")
    closed_on = read_day(cells.get("closed_date", ""))
    return {
        "uid": uid,
        "group_id": _words(cells.get("group_id", ""), 10),
        "name": name,
        "kind": kind.value,
        "companies_house_number": _padded(cells.get("companies_house_number", ""), 8),
        "town": _words(cells.get("group_town", ""), 100),
        "postcode": _postcode(cells.get("group_postcode", ""))[0],
        "opened_on": read_day(opened),
        "closed_on": closed_on,
        "is_open": "closed" not in state if state else closed_on is None,
    }


def understand_link(cells: dict[str, str]) -> Values:
    """Return the columns of `SchoolLink` that a row gives. Raises `ValueError` with sentences."""
    wrong = [_TOO_MANY] if "" in cells else []
    school, other = _number(cells["urn"]), _number(cells["linkurn"])
    if not school or not other:
        wrong.append("One of the two URNs is not a number.")
    elif school == other:
        wrong.append("The school is linked to itself.")
    if wrong:
        raise ValueError(" ".join(wrong))
    said = cells["linktype"].casefold()
    kind = next((kind for kind in (LinkKind.PREDECESSOR, LinkKind.SUCCESSOR) if said.startswith(kind)), None)
    return {
        "school_id": school,
        "kind": (kind or LinkKind.OTHER).value,
        "urn": other,
        "name": _words(cells.get("linkname", ""), 200),
        "since": read_day(cells.get("linkestablisheddate", "")),
    }


def _place(cells: dict[str, str], postcode: str) -> Values:
    """Where a school is, by the register's own word: nothing in it is approximate, so the method is full.

    What the register leaves out, for schools abroad or in Wales, is looked up by postcode.
    """
    number = _padded(cells.get("la_(code)", ""), 3)
    authority = number if number.strip("0") else ""
    region = _region(cells)
    known = tables().authorities.get(authority)
    if known:
        return {
            "country": HomeNation.ENGLAND.value,
            "region": region or known.region,
            "authority": authority,
            "place_method": Method.FULL.value,
        }
    place = place_of(parse_postcode(postcode), tables()) if postcode else None
    if region and "la_(code)" in cells:
        # An authority that is no more, of a school that closed before it did.
        return {
            "country": HomeNation.ENGLAND.value,
            "region": region,
            "authority": authority,
            "place_method": Method.FULL.value,
        }
    return {
        "country": place.country if place else "",
        "region": str(place.region) if place else "",
        "authority": authority or (place.authority if place else ""),
        "place_method": str(place.method) if place else Method.NONE.value,
    }


def _stands_right(cells: dict[str, str]) -> bool:
    """Whether a row with too many cells still has those we read under their own columns.

    Files put together from releases of several widths have such rows. Code and name of status, phase and
    authority have to say the same, and the postcode, the last of those we cannot do without, to be one.
    """
    authority = tables().authorities.get(_padded(cells.get("la_(code)", ""), 3))
    postcode = cells.get("postcode", "")
    return (
        _agree(cells, "establishmentstatus", _STATUS)
        and _agree(cells, "phaseofeducation", _PHASE)
        and authority is not None
        and cells.get("la_(name)", "").casefold() in ("", authority.name.casefold())
        and bool(postcode and _postcode(postcode)[0])
    )


def _agree(cells: dict[str, str], column: str, known: dict[str, Any]) -> bool:
    code = known.get(cells.get(f"{column}_(code)", "").lstrip("0") or "0")
    name = known.get(" ".join(cells.get(f"{column}_(name)", "").casefold().split()), Phase.NONE)
    return code is not None and code == name


def _region(cells: dict[str, str]) -> str:
    """The region by its letter or its name: `Yorkshire and the Humber` comes with either kind of `the`."""
    code = cells.get("gor_(code)", "").upper()
    name = " ".join(cells.get("gor_(name)", "").casefold().split())
    return _REGIONS.get(code) or _REGION_NAMES.get(name, "")


def _coded(cells: dict[str, str], column: str, known: dict[str, Any]) -> str:
    """The value behind a column's code or, where that is missing or new, its name; empty for neither."""
    code = cells.get(f"{column}_(code)", "").lstrip("0") or ("0" if cells.get(f"{column}_(code)") else "")
    found = known.get(code) or known.get(" ".join(cells.get(f"{column}_(name)", "").casefold().split()))
    return found.value if found else ""


@lru_cache(maxsize=20_000)
def read_day(text: str) -> date | None:
    """Return the day in `31-12-2018`, `31/12/2018` or `2018-12-31`; None for anything else."""
    if not text:
        return None
    for form in ("%d-%m-%Y", "%d/%m/%Y", "%Y-%m-%d", "%d/%m/%y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def _words(text: str, most: int) -> str:
    """Words on one line, no longer than the column; empty where the register says it has none."""
    line = " ".join(text.split())
    return "" if line.casefold() in _EMPTY else line[:most]


def _number(text: str, *, zero: bool = False) -> int | None:
    """A whole number above zero, spreadsheets' `1234.0` too; None for anything else."""
    text = re.sub(r"\.0+$", "", text)
    if not (text.isascii() and text.isdigit() and len(text) < 11):
        return None
    number = int(text)
    return number if (number or zero) and number < LARGEST_NUMBER else None


def _padded(text: str, length: int) -> str:
    """A number as the register writes it, with the zeros a spreadsheet took away; else the text, cut."""
    text = re.sub(r"\.0+$", "", text)
    if text.casefold() in _EMPTY:
        return ""
    return text.zfill(length)[:length]


def _gss(text: str) -> str:
    return text if re.fullmatch(r"[A-Z]\d{8}", text) else ""


def _postcode(text: str) -> tuple[str, str]:
    """A postcode and its first half; both empty where it is none."""
    try:
        found = parse_postcode(text)
    except ValueError:
        return "", ""
    return (str(found)[:8], found.outcode[:4]) if found.unit else ("", "")
