"""From the cells of one row to a download that can be written. Pure, given the vocabulary."""

import hashlib
import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.utils.translation import gettext as _

from cms.people.choices import Role
from cms.people.rules import clean_words, normalise_email
from cms.people.rules.roles import ROLE_SPELLINGS
from cms.places.rules import Place
from cms.places.services import locate

from ..rules import fold_words, london_day, tidy_words
from .moments import read_moment

COLUMNS = (
    "resource",
    "downloaded_at",
    "email",
    "name",
    "role",
    "organisation",
    "postcode",
    "country",
    "heard_from",
)
REQUIRED = ("resource", "downloaded_at", "email")


@dataclass(frozen=True, slots=True)
class Row:
    """One download of the past, with every cell understood."""

    line: int
    resource_id: int
    moment: datetime
    day: date
    email: str
    name: str
    role: str
    organisation: str
    place: Place
    source_id: int | None
    words: str
    key: str
    notes: tuple[str, ...]


class Vocabulary:
    """The guides, roles and sources a row may name, by every spelling we know."""

    def __init__(self, *, resources: dict[str, int], sources: list[tuple[int, str, list[str], bool]]):
        """Take guides by slug, and sources as `(id, code, names, takes words)`."""
        self.resources = {slug.casefold(): pk for slug, pk in resources.items()}
        self.sources: dict[str, int] = {}
        self.somewhere_else: int | None = None
        for pk, code, names, takes_words in sources:
            for spelling in (code, code.replace("-", " "), *names):
                self.sources.setdefault(_fold(spelling), pk)
            if takes_words and self.somewhere_else is None:
                self.somewhere_else = pk
        self.sources.pop("", None)
        self._also_sources()
        self.roles = _roles()

    def _also_sources(self) -> None:
        also = {
            "newsletter": "email|e mail|mail|newsletter|e mail or newsletter|email newsletter|mailing list",
            "colleague": "colleagues|colleague|from a colleague|word of mouth",
            "website": "website|the website|web site|our website",
            "search": "search|google|web search|internet search|search engine",
            "senco-forum": "senco forum|sencoforum",
            "event": "event|conference",
            "training-day": "training|training day",
            "university-course": "university course|university|course",
            "somewhere-else": "other|somewhere else",
        }
        for code, spellings in also.items():
            if (pk := self.sources.get(_fold(code))) is not None:
                for spelling in spellings.split("|"):
                    self.sources.setdefault(_fold(spelling), pk)


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    """One spelling for names: small letters, single spaces, no article before and no marks between."""
    folded = " ".join(re.sub(r"[^\w]+", " ", fold_words(text)).split())
    return re.sub(r"^(an?|the|our) (?=\w)", "", folded)


@lru_cache(maxsize=4096)
def _tidy(text: str) -> str:
    return tidy_words(clean_words(text))


def _roles() -> dict[str, str]:
    roles = {
        _fold(spelling): role.value
        for role, spellings in ROLE_SPELLINGS.items()
        for spelling in spellings.split("|")
    }
    for role in Role:
        roles[_fold(str(role.label))] = role.value
        roles[_fold(role.value)] = role.value
    return roles


@lru_cache(maxsize=50_000)
def _place(postcode: str, country: str) -> Place:
    return locate(postcode=postcode, country=country)


def understand(line: int, cells: dict[str, str], vocabulary: Vocabulary, *, now: datetime) -> Row:
    """Return what a row of the table says.

    A postcode, country or role that we do not know is no reason to turn a row away: it is noted, and
    kept as not known. Words for where they heard that are none of the team's sources are kept as typed.

    Raises `ValueError` with one sentence for each thing that has to be put right first.
    """
    cells = {name: _unguard(cell) for name, cell in cells.items()}
    wrong: list[str] = []
    resource_id = vocabulary.resources.get(cells["resource"].strip("/").casefold())
    if resource_id is None:
        wrong.append(_("There is no guide “%(slug)s”.") % {"slug": cells["resource"][:80]})
    try:
        moment = read_moment(cells["downloaded_at"], now=now)
    except ValueError as error:
        wrong.append(str(error))
    try:
        email = normalise_email(cells["email"])
    except ValueError as error:
        wrong.append(str(error))
    if "" in cells:
        wrong.append(_("The row has more cells than there are columns."))
    if wrong:
        raise ValueError(" ".join(wrong))

    notes: list[str] = []
    place = _place(cells.get("postcode", ""), cells.get("country", ""))
    if place.method == "none" and (cells.get("postcode") or cells.get("country")):
        notes.append(_("The place is not known."))
    role = vocabulary.roles.get(_fold(cells.get("role", "")), "")
    if cells.get("role") and not role:
        role = Role.OTHER.value
        notes.append(_("The role “%(role)s” is not on our list.") % {"role": clean_words(cells["role"], 60)})
    heard = _tidy(cells.get("heard_from", ""))
    source_id = vocabulary.sources.get(_fold(heard)) if heard else None
    words = "" if source_id is not None else heard
    return Row(
        line=line,
        resource_id=resource_id,
        moment=moment,
        day=london_day(moment),
        email=email,
        name=clean_words(cells.get("name", "")),
        role=role,
        organisation=clean_words(cells.get("organisation", "")),
        place=place,
        source_id=vocabulary.somewhere_else if words else source_id,
        words=words,
        key=_key(cells["resource"].strip("/").casefold(), moment, email),
        notes=tuple(notes),
    )


def _key(resource: str, moment: datetime, email: str) -> str:
    """What makes a download the same on a second run: what, when, who. A mended name is no new download."""
    return hashlib.sha256(f"{resource}\n{moment.isoformat()}\n{email}".encode()).hexdigest()


def numbered_key(key: str, occurrence: int) -> str:
    """Tell equal rows of one file apart, the first from the second; 64 characters, as the column has."""
    return key if occurrence == 1 else hashlib.sha256(f"{key}\n{occurrence}".encode()).hexdigest()


def _unguard(cell: str) -> str:
    """Take off the apostrophe that exports put before what a spreadsheet would run as a formula."""
    return cell[1:] if len(cell) > 1 and cell[0] == "'" and cell[1] in "=+-@\t\r" else cell
