"""How well an organisation we know of fits a name that people typed, and why. Pure.

Nothing here decides: the best fits are shown with their reasons, and a person matches. A score lies between
0 and 1 and only orders suggestions: the name makes 65 % of it, the place 35 %. What others with the same name
were matched to comes first, a closed school after an open one that fits as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import IntEnum
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .names import fold, strict_fold, words_of

NAME_SHARE, PLACE_SHARE = 0.65, 0.35
# Below this a name is no suggestion, unless it stands at the very postcode.
ALIKE, ALIKE_AT_POSTCODE = 0.78, 0.5
# From here on it is the same name.
SAME = 0.99
AT_MOST = 4
# Say what sort of place it is, and are left out or put in as people like.
LIGHT = frozenset(
    {
        "academy",
        "aided",
        "and",
        "catholic",
        "ce",
        "centre",
        "church",
        "college",
        "community",
        "controlled",
        "foundation",
        "free",
        "high",
        "infant",
        "junior",
        "learning",
        "mat",
        "nursery",
        "of",
        "secondary",
        "special",
        "trust",
        "voluntary",
    }
)
FAITHS = frozenset({"ce", "catholic", "methodist", "jewish", "muslim", "islamic", "sikh", "hindu"})
AGES = frozenset(
    {"infant", "junior", "nursery", "primary", "secondary", "high", "sixth", "college", "university"}
)
COUNCIL = frozenset(
    {
        "authority",
        "bc",
        "borough",
        "cc",
        "city",
        "council",
        "county",
        "district",
        "la",
        "lea",
        "local",
        "london",
        "mbc",
        "mdc",
        "metropolitan",
        "of",
        "royal",
        "unitary",
    }
)


class Nearness(IntEnum):
    """How near a candidate stands to the people who typed the name, from elsewhere to the same door."""

    ELSEWHERE = 0
    UNKNOWN = 1
    REGION = 2
    AUTHORITY = 3
    TOWN = 4
    DISTRICT = 5
    POSTCODE = 6


_PLACE_SCORE = {
    Nearness.ELSEWHERE: 0.0,
    Nearness.UNKNOWN: 0.35,
    Nearness.REGION: 0.45,
    Nearness.AUTHORITY: 0.7,
    Nearness.TOWN: 0.8,
    Nearness.DISTRICT: 0.9,
    Nearness.POSTCODE: 1.0,
}


class Typed(NamedTuple):
    """A typed name and where those who typed it are: full postcodes, one district, authority and region."""

    name: str
    postcodes: frozenset[str] = frozenset()
    outcode: str = ""
    authority: str = ""
    region: str = ""


@dataclass(frozen=True)
class Candidate:
    """An organisation that a name may mean. `target` says which, such as `school:100123`."""

    target: str
    kind: str
    name: str
    town: str = ""
    postcode: str = ""
    outcode: str = ""
    authority: str = ""
    authority_name: str = ""
    region: str = ""
    is_open: bool = True
    detail: str = ""
    # How many who typed the same were matched to it: those in the same place, and elsewhere.
    matched_here: int = 0
    matched_elsewhere: int = 0

    @cached_property
    def folded(self) -> str:
        """Its name as names are grouped."""
        return council_fold(self.name) if self.kind == "authority" else fold(self.name)


@dataclass(frozen=True)
class Suggestion:
    """A candidate with how well it fits and why, in words."""

    candidate: Candidate
    score: float
    reasons: tuple[str, ...] = field(default=())

    @property
    def reason(self) -> str:
        """The reasons in one line."""
        return ", ".join(self.reasons)


@lru_cache(maxsize=65_536)
def word_set(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(words_of(text))


@lru_cache(maxsize=65_536)
def core_of(folded: str) -> frozenset[str]:
    """The words of a folded name that tell it from others of its sort."""
    return frozenset(folded.split()) - LIGHT


def council_fold(name: str) -> str:
    """Fold the name of an authority: “Leeds City Council” and “Leeds LA” are Leeds."""
    words = words_of(name)
    return " ".join(word for word in words if word not in COUNCIL) or " ".join(words)


def alike(one: str, other: str) -> float:
    """How alike two folded names are, from 0 to 1: in either order, and whatever the order of their words."""
    if one == other:
        return 1.0 if one else 0.0
    if not one or not other:
        return 0.0
    pairs = (sorted((one, other)), sorted((" ".join(sorted(one.split())), " ".join(sorted(other.split())))))
    return max(SequenceMatcher(None, *pair, autojunk=False).ratio() for pair in pairs)


def name_score(typed: str, candidate: Candidate) -> float:
    """How well a typed name fits a candidate's, from 0 to 1; 0.99 or more only when they fold the same."""
    if candidate.kind == "authority":
        mine, theirs = council_fold(typed), candidate.folded
        return 1.0 if mine == theirs else 0.9 * alike(mine, theirs)
    mine, theirs = fold(typed), candidate.folded
    if not mine or not theirs:
        return 0.0
    if mine == theirs:
        return 1.0 if strict_fold(typed) == strict_fold(candidate.name) else 0.99
    mine_words, their_words = _without_town(mine, theirs, candidate), theirs.split()
    if mine_words == their_words:
        return 0.98
    core, their_core = core_of(" ".join(mine_words)), core_of(theirs)
    if core and core == their_core:
        return 0.85 if _contradict(strict_fold(typed), strict_fold(candidate.name)) else 0.94
    likeness = max(alike(" ".join(mine_words), theirs), alike(mine, theirs))
    if _contradict(strict_fold(typed), strict_fold(candidate.name)):
        likeness -= 0.1
    return max(0.0, 0.95 * likeness)


def _without_town(mine: str, theirs: str, candidate: Candidate) -> list[str]:
    """The typed words without the candidate's town, where its own name does not have it."""
    town = word_set(candidate.town) - set(theirs.split())
    kept = [word for word in mine.split() if word not in town]
    return kept or mine.split()


def _contradict(one: str, other: str) -> bool:
    """Whether both names say a faith or an age, and not the same: two schools often share all else."""
    mine, theirs = set(one.split()), set(other.split())
    return any(mine & said and theirs & said and not mine & theirs & said for said in (FAITHS, AGES))


def nearness(typed: Typed, candidate: Candidate) -> Nearness:
    """How near the candidate stands to the people who typed the name."""
    if candidate.postcode and candidate.postcode in typed.postcodes:
        return Nearness.POSTCODE
    if candidate.outcode and candidate.outcode == typed.outcode:
        return Nearness.DISTRICT
    town = word_set(candidate.town)
    if town and town <= word_set(typed.name):
        return Nearness.TOWN
    if candidate.authority and candidate.authority == typed.authority:
        return Nearness.AUTHORITY
    if candidate.region and candidate.region == typed.region:
        return Nearness.REGION
    if not candidate.region or not (typed.outcode or typed.region):
        return Nearness.UNKNOWN
    return Nearness.ELSEWHERE


def score(typed: Typed, candidate: Candidate) -> float:
    """How well a candidate fits, from 0 to 1; 0 when it is no suggestion at all."""
    near = nearness(typed, candidate)
    known = candidate.matched_here or candidate.matched_elsewhere
    mine = fold(typed.name)
    if not known and candidate.folded != mine and candidate.kind != "authority":
        # Far away only the same name is worth a look; further than an authority the same telling words.
        if near == Nearness.ELSEWHERE:
            return 0.0
        if near <= Nearness.REGION and core_of(mine) != core_of(candidate.folded):
            return 0.0
    name = name_score(typed.name, candidate)
    if not known and name < (ALIKE_AT_POSTCODE if near == Nearness.POSTCODE else ALIKE):
        return 0.0
    found = NAME_SHARE * name + PLACE_SHARE * _PLACE_SCORE[near]
    if candidate.matched_here:
        found = 0.5 + found / 2
    elif candidate.matched_elsewhere:
        found = 0.2 + 0.8 * found
    return found if candidate.is_open else 0.85 * found


def suggest(typed: Typed, candidates: Iterable[Candidate], at_most: int = AT_MOST) -> list[Suggestion]:
    """The best fits, best first, each with its reasons. The same for the same candidates in any order."""
    known = list(candidates)
    scored = [(score(typed, one), one) for one in known]
    best = sorted((pair for pair in scored if pair[0] > 0), key=lambda pair: (-pair[0], pair[1].target))
    return [
        Suggestion(candidate, round(fit, 4), reasons(typed, candidate, known))
        for fit, candidate in best[:at_most]
    ]


def reasons(typed: Typed, candidate: Candidate, among: Sequence[Candidate]) -> tuple[str, ...]:
    """Say in words why a candidate is shown."""
    said = []
    here, elsewhere = candidate.matched_here, candidate.matched_elsewhere
    if here:
        said.append(
            ngettext(
                "%(count)s person here with this name was matched to it",
                "%(count)s people here with this name were matched to it",
                here,
            )
            % {"count": here}
        )
    elif elsewhere:
        said.append(
            ngettext(
                "%(count)s person elsewhere with this name was matched to it",
                "%(count)s people elsewhere with this name were matched to it",
                elsewhere,
            )
            % {"count": elsewhere}
        )
    fit = name_score(typed.name, candidate)
    said.append(_name_in_words(fit))
    near = nearness(typed, candidate)
    said.append(_place_in_words(near, typed, candidate))
    telling = fit >= SAME and near not in (Nearness.POSTCODE, Nearness.ELSEWHERE)
    if telling and _is_only_one(candidate, among):
        said.append(_("the only school of that name in %(place)s") % {"place": candidate.authority_name})
    if not candidate.is_open:
        said.append(_("closed"))
    return tuple(part for part in said if part)


def _name_in_words(fit: float) -> str:
    if fit >= SAME:
        return _("same name")
    if fit >= 0.94:
        return _("same name but for usual words")
    return _("name alike (%(score)s)") % {"score": f"{fit:.2f}"}


def _place_in_words(near: Nearness, typed: Typed, candidate: Candidate) -> str:
    words = {
        Nearness.POSTCODE: _("same postcode"),
        Nearness.DISTRICT: _("same postcode district"),
        Nearness.TOWN: _("in the town they name"),
        Nearness.AUTHORITY: _("same local authority"),
        Nearness.REGION: _("same region"),
        Nearness.ELSEWHERE: _("but elsewhere in England"),
    }
    if near == Nearness.UNKNOWN:
        return "" if typed.outcode or typed.region else _("no place given")
    return words[near]


def _is_only_one(candidate: Candidate, among: Sequence[Candidate]) -> bool:
    if candidate.kind != "school" or not candidate.authority_name:
        return False
    return not any(
        other.kind == "school"
        and other.target != candidate.target
        and other.authority == candidate.authority
        and other.folded == candidate.folded
        for other in among
    )
