"""Who may be the same person under two addresses, and why it looks so. Pure: nothing is merged here."""

import unicodedata
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from ..choices import Likeness
from .mailboxes import looks_shared, meant, without_tag

# More people than this with the same name at one place are a coincidence, not one person.
LARGEST_GROUP = 6


@dataclass(frozen=True, slots=True)
class Facts:
    """What of one person the rules look at. `organisation` and `trust` are keys, nought where not known."""

    pk: int
    email: str
    name: str = ""
    organisation_name: str = ""
    organisation: int = 0
    trust: int = 0
    postcode: str = ""
    shared: bool = False


def fold_name(text: str) -> str:
    """One spelling of a name: no accents, marks or capitals, words in order of the alphabet."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(
        character if character.isalnum() else " "
        for character in plain
        if not unicodedata.combining(character)
    )
    return " ".join(sorted(plain.split()))


def likely_duplicates(people: Iterable[Facts]) -> dict[tuple[int, int], Likeness]:
    """Return pairs of keys, the smaller first, each with the strongest reason to think them one person.

    A shared mailbox is never one person by its name or by what stands before its @. Cost grows with the
    number of people, not with its square: only those who share something are put beside each other.
    """
    groups: defaultdict[Hashable, list[Facts]] = defaultdict(list)
    for person in people:
        for key in _keys(person):
            groups[key].append(person)
    found: dict[tuple[int, int], Likeness] = {}
    for key, members in groups.items():
        if not 1 < len(members) <= LARGEST_GROUP:
            continue
        likeness = Likeness(key[0])
        for one, other in combinations(sorted(members, key=lambda person: person.pk), 2):
            if one.pk == other.pk or (likeness == Likeness.LOCAL_PART and _domain(one) == _domain(other)):
                continue
            pair = (one.pk, other.pk)
            if pair not in found or STRENGTH.index(likeness) < STRENGTH.index(found[pair]):
                found[pair] = likeness
    return found


STRENGTH = (
    Likeness.PLUS_TAG,
    Likeness.TYPO,
    Likeness.NAME_AND_ORGANISATION,
    Likeness.LOCAL_PART,
    Likeness.NAME_AND_POSTCODE,
)


def _domain(person: Facts) -> str:
    return person.email.rpartition("@")[2]


def _keys(person: Facts) -> Iterator[tuple]:
    """What somebody shares with those who may be the same person; the first part says why."""
    plain = without_tag(person.email)
    yield Likeness.PLUS_TAG, plain
    yield Likeness.TYPO, without_tag(meant(plain))
    if person.shared or looks_shared(person.email):
        return
    organisation = fold_name(person.organisation_name)
    name = fold_name(person.name)
    if " " in name:
        if person.organisation:
            yield Likeness.NAME_AND_ORGANISATION, name, person.organisation
        if organisation:
            yield Likeness.NAME_AND_ORGANISATION, name, organisation
        if person.postcode:
            yield Likeness.NAME_AND_POSTCODE, name, person.postcode
    local = plain.partition("@")[0]
    if person.organisation:
        yield Likeness.LOCAL_PART, local, person.organisation
    if person.trust:
        yield Likeness.LOCAL_PART, local, "trust", person.trust
    if organisation:
        yield Likeness.LOCAL_PART, local, organisation
