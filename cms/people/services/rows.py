"""From the cells of one row to what it says of a person, and what may become of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from cms.places.choices import Method
from cms.places.services import locate

from ..rules import clean_words, normalise_email
from ..rules.roles import role_of
from .tagging import clean_tag

if TYPE_CHECKING:
    from cms.places.rules import Place

COLUMNS = ("email", "name", "role", "organisation", "urn", "postcode", "country", "tags", "language")
MOST_TAGS = 20
_LANGUAGES = {
    "en": "en", "english": "en", "saesneg": "en", "cy": "cy", "welsh": "cy", "cymraeg": "cy",
}  # fmt: skip


class Fate(StrEnum):
    """What becomes of one row."""

    ADDED = "added"
    FILLED = "filled"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Row:
    """What one row says, understood."""

    email: str
    given: dict[str, str]
    place: Place
    urn: int | None
    tags: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """What became of a row, in words for whoever sent it; `cells` are as they came."""

    line: int
    fate: Fate
    words: str
    cells: dict[str, str]
    fields: tuple[str, ...] = ()


def understand(cells: dict[str, str]) -> Row:
    """Return what the cells of a row say.

    A place, role or school number that we do not know is noted and left out; the rest of the row goes in.

    Raises `ValueError` with a sentence when there is no address or the row has too many cells.
    """
    cells = {name: _unguard(cell) for name, cell in cells.items()}
    if "" in cells:
        raise ValueError(_("The row has more cells than there are columns."))
    email = normalise_email(cells.get("email", ""))
    notes = []
    place = locate(postcode=cells.get("postcode", ""), country=cells.get("country", ""))
    if place.method == Method.NONE and (cells.get("postcode") or cells.get("country")):
        notes.append(_("The place is not known."))
    role = role_of(cells.get("role", ""))
    if cells.get("role") and not role:
        notes.append(_("The role “%(role)s” is not on our list.") % {"role": clean_words(cells["role"], 60)})
    language = _LANGUAGES.get(cells.get("language", "").strip().casefold(), "")
    if cells.get("language") and not language:
        notes.append(_("The language is English or Welsh."))
    urn = cells.get("urn", "").strip().removesuffix(".0")
    if urn and not (urn.isascii() and urn.isdecimal() and len(urn) < 9):
        notes.append(_("A school’s number (URN) has six digits."))
        urn = ""
    tags = dict.fromkeys(
        word for part in re.split(r"[;,|]", cells.get("tags", "")) if (word := clean_tag(part))
    )
    given = {
        "name": clean_words(cells.get("name", "")),
        "role": role,
        "organisation_name": clean_words(cells.get("organisation", "")),
        "postcode": place.postcode,
        "language": language,
    }
    return Row(
        email=email,
        given={name: value for name, value in given.items() if value},
        place=place,
        urn=int(urn) if urn else None,
        tags=tuple(tags)[:MOST_TAGS],
        notes=tuple(notes),
    )


def _unguard(cell: str) -> str:
    """Take off the apostrophe that exports put before what a spreadsheet would run as a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r" else cell
