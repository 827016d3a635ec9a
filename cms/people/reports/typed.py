"""The names of organisations that people typed and nobody has matched yet, grouped as one name in one place.

A name alone is not enough: there is a St Mary's in every town. A group is therefore a folded name and the
postcode district its people gave, or their country where that is not England, or neither.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db.models import Count

from cms.places.choices import HomeNation

from ..models import LeftName, Person
from ..rules.matching import Typed
from ..rules.names import fold, group_key

WAITING_CACHE_KEY = "people:names-to-match"
WAITING_KEPT_FOR = 300
_HERE = ("", "GB", HomeNation.ENGLAND.value)


@dataclass(slots=True)
class TypedName:
    """One name in one place: how it was spelled, by how many, and where they are.

    `where` is the postcode district, else a country outside England, else nothing.
    """

    key: str
    folded: str
    where: str
    spellings: Counter = field(default_factory=Counter)
    authorities: Counter = field(default_factory=Counter)
    regions: Counter = field(default_factory=Counter)
    countries: Counter = field(default_factory=Counter)
    postcodes: frozenset[str] = frozenset()

    @property
    def people(self) -> int:
        """How many people typed it."""
        return self.spellings.total()

    @property
    def name(self) -> str:
        """The spelling that most used; of several the first in the alphabet."""
        return min(self.spellings, key=lambda spelling: (-self.spellings[spelling], spelling))

    @property
    def authority(self) -> str:
        """The number of the authority most of them are in, empty when none is known."""
        return _most(self.authorities)

    @property
    def region(self) -> str:
        """The code of the region most of them are in, empty when none is known."""
        return _most(self.regions)

    @property
    def country(self) -> str:
        """The code of the country most of them are in, empty when none is known."""
        return _most(self.countries)

    @property
    def outcode(self) -> str:
        """The postcode district, empty when none is known."""
        return self.where if self.where not in self.countries else ""

    def as_typed(self) -> Typed:
        """For the rules."""
        return Typed(self.name, self.postcodes, self.outcode, self.authority, self.region)

    def people_keys(self) -> list[int]:
        """The keys of the people who typed it and belong nowhere yet. One query."""
        rows = (
            _waiting()
            .filter(organisation_name__in=self.spellings)
            .values_list("pk", "organisation_name", "outcode", "country")
        )
        return [pk for pk, name, outcode, country in rows if key_of(name, outcode, country) == self.key]


def _most(counter: Counter) -> str:
    return min(counter, key=lambda code: (-counter[code], code)) if counter else ""


def _waiting():
    return Person.objects.current().filter(organisation=None).exclude(organisation_name="").order_by()


def where_of(outcode: str, country: str) -> str:
    """What tells two groups of one name apart: the district, else a country that is not England."""
    return outcode or (country if country not in _HERE else "")


def key_of(name: str, outcode: str, country: str) -> str:
    """The key of the group a typed name belongs to."""
    return group_key(fold(name), where_of(outcode, country))


def typed_names(*, region: str = "", authority: str = "", words: str = "") -> list[TypedName]:
    """All groups that nobody has matched, most people first. One query over people, grouped by the database.

    `region` and `authority` are codes, `words` are looked for in the folded name. Those left as they are
    stand among them: `divide` parts the two.
    """
    groups: dict[tuple[str, str], TypedName] = {}
    found = _waiting()
    if region:
        found = found.filter(region=region)
    if authority:
        found = found.filter(authority=authority)
    rows = found.values_list("organisation_name", "outcode", "country", "region", "authority").annotate(
        number=Count("pk")
    )
    asked = fold(words).split() if words else []
    for name, outcode, country, region_code, authority_code, number in rows.iterator(chunk_size=5000):
        folded = fold(name)
        if not folded or not all(word in folded for word in asked):
            continue
        where = where_of(outcode, country)
        group = groups.get((folded, where))
        if group is None:
            group = groups[folded, where] = TypedName(group_key(folded, where), folded, where)
        group.spellings[name] += number
        if authority_code:
            group.authorities[authority_code] += number
        if region_code:
            group.regions[region_code] += number
        if country:
            group.countries[country] += number
    return sorted(groups.values(), key=lambda group: (-group.people, group.folded, group.where))


def divide(names: Iterable[TypedName]) -> tuple[list[TypedName], list[TypedName]]:
    """Part names into those that wait and those left as they are, each in the order given. One query."""
    left = set(LeftName.objects.values_list("key", flat=True))
    waiting, kept = [], []
    for name in names:
        (kept if name.key in left else waiting).append(name)
    return waiting, kept


def with_postcodes(names: Sequence[TypedName]) -> Sequence[TypedName]:
    """Fill in the full postcodes of those who typed these names. One query."""
    by_key = {name.key: name for name in names}
    found: dict[str, set[str]] = {key: set() for key in by_key}
    spellings = {spelling for name in names for spelling in name.spellings}
    rows = (
        _waiting()
        .filter(organisation_name__in=spellings)
        .exclude(postcode="")
        .values_list("organisation_name", "outcode", "country", "postcode")
    )
    for name, outcode, country, postcode in rows:
        key = key_of(name, outcode, country)
        if key in found:
            found[key].add(postcode)
    for key, postcodes in found.items():
        by_key[key].postcodes = frozenset(postcodes)
    return names


def named(keys: Collection[str]) -> dict[str, TypedName]:
    """The groups with these keys, as they stand now."""
    wanted = set(keys)
    return {name.key: name for name in typed_names() if name.key in wanted} if wanted else {}


# With more people than this the home screen does not count for itself: it would read every one of them.
MOST_COUNTED_AT_HOME = 100_000


def number_waiting() -> int:
    """How many names wait to be matched, at most five minutes old: the home screen asks.

    Where very many people are known the home screen leaves the line out; the list of names itself tells.
    """
    number = cache.get(WAITING_CACHE_KEY)
    if number is None:
        newest = Person.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
        if newest > MOST_COUNTED_AT_HOME:
            return 0
        number = len(divide(typed_names())[0])
        cache.set(WAITING_CACHE_KEY, number, WAITING_KEPT_FOR)
    return number
