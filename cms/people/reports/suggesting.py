"""Which organisations a page of typed names may mean: read together, in a fixed number of queries."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import reduce
from operator import or_

from django.db.models import Count, Q

from cms.places.models import LocalAuthority, School, SchoolGroup, SchoolWord

from ..models import Organisation, Person
from ..rules.matching import LIGHT, Candidate, Suggestion, suggest
from ..rules.names import NOISE
from .candidates import as_authority, as_free, as_trust, read_schools
from .typed import TypedName, key_of, with_postcodes

# A page of names brings a few hundred schools; one common word alone would bring half the register.
MOST_SCHOOLS = 3000
MOST_OTHERS = 500
SHORTEST_WORD = 3

Before = dict[str, tuple[Counter, Counter]]


def suggestions_for(names: Sequence[TypedName]) -> dict[str, list[Suggestion]]:
    """The ranked suggestions for each name, by its key. As many queries for fifty names as for one."""
    if not names:
        return {}
    names = with_postcodes(names)
    before = _matched_before(names)
    organisations = _organisations(names, {pk for pair in before.values() for one in pair for pk in one})
    target_of = {row.pk: _target(row) for row in organisations}
    candidates = [
        *_schools(names, {row.school_id for row in organisations if row.school_id}),
        *_trusts(names, {row.trust_id for row in organisations if row.trust_id}),
        *(as_authority(row) for row in LocalAuthority.objects.order_by()),
        *(as_free(row) for row in organisations if not row.is_official),
    ]
    near_to = _index(candidates)
    found = {}
    for name in names:
        here, elsewhere = (
            Counter({target_of[pk]: number for pk, number in one.items() if pk in target_of})
            for one in before.get(name.key, (Counter(), Counter()))
        )
        with_past = (
            replace(one, matched_here=here[one.target], matched_elsewhere=elsewhere[one.target])
            if one.target in here or one.target in elsewhere
            else one
            for one in near_to(name, {*here, *elsewhere})
        )
        found[name.key] = suggest(name.as_typed(), with_past)
    return found


def _index(candidates: list[Candidate]) -> Callable[[TypedName, set[str]], list[Candidate]]:
    """A way to the candidates that share a telling word or the district with a name, or were named for it."""
    by_word, by_outcode, by_target = defaultdict(list), defaultdict(list), {}
    for one in candidates:
        by_target[one.target] = one
        by_outcode[one.outcode].append(one)
        for word in set(one.folded.split()):
            by_word[word].append(one)

    def near_to(name: TypedName, targets: set[str]) -> list[Candidate]:
        found = {one.target: one for word in telling_words(name) for one in by_word[word]}
        if name.outcode:
            found |= {one.target: one for one in by_outcode[name.outcode]}
        return list(
            (found | {target: by_target[target] for target in targets if target in by_target}).values()
        )

    return near_to


def telling_words(name: TypedName) -> list[str]:
    """The words of a name that tell it from others; all of them when none does."""
    words = name.folded.split()
    return [word for word in words if word not in LIGHT | NOISE and len(word) >= SHORTEST_WORD] or words


def _target(row: Organisation) -> str:
    if row.school_id:
        return f"school:{row.school_id}"
    if row.trust_id:
        return f"trust:{row.trust_id}"
    if row.local_authority_id:
        return f"authority:{row.local_authority_id}"
    return f"organisation:{row.pk}"


def _matched_before(names: Sequence[TypedName]) -> Before:
    """For each name the organisations that others who typed it were matched to: here, and elsewhere."""
    groups = defaultdict(list)
    for name in names:
        groups[name.folded].append(name)
    spelled = {spelling: name.folded for name in names for spelling in name.spellings}
    rows = (
        Person.objects.current()
        .filter(organisation__isnull=False, organisation_name__in=spelled)
        .order_by()
        .values_list("organisation_name", "outcode", "country", "organisation")
        .annotate(number=Count("pk"))
    )
    found: Before = {name.key: (Counter(), Counter()) for name in names}
    for spelling, outcode, country, organisation, number in rows:
        key = key_of(spelling, outcode, country)
        for name in groups[spelled[spelling]]:
            found[name.key][0 if name.key == key else 1][organisation] += number
    return found


def _organisations(names: Sequence[TypedName], matched: set[int]) -> list[Organisation]:
    """Those matched before, and those of no register that share a telling word."""
    free = Q(school=None, trust=None, local_authority=None) & _any_word(names)
    return list(Organisation.objects.current().filter(Q(pk__in=matched) | free)[:MOST_OTHERS])


def _any_word(names: Iterable[TypedName]) -> Q:
    """Whether a record's name has the longest telling word of one of the typed names."""
    words = {max(telling_words(name), key=len) for name in names}
    return reduce(or_, (Q(name__icontains=word) for word in sorted(words)))


def _schools(names: Sequence[TypedName], matched: set[int]) -> list[Candidate]:
    """Schools in the typed districts, those that share the telling words anywhere, and those matched."""
    districts = {name.outcode for name in names} - {""}
    urns = matched | _sharing_words(names)
    return read_schools(School.objects.filter(Q(pk__in=urns) | Q(outcode__in=districts)))


def _sharing_words(names: Sequence[TypedName]) -> set[int]:
    """The schools that have most of the telling words of a name."""
    telling = {name.key: set(telling_words(name)) for name in names}
    words = set().union(*telling.values())
    schools = defaultdict(set)
    for urn, word in SchoolWord.objects.filter(word__in=words).order_by().values_list("school", "word"):
        schools[word].add(urn)
    found: set[int] = set()
    for wanted in telling.values():
        hits = Counter(urn for word in wanted for urn in schools[word])
        most = max(hits.values(), default=0)
        if most * 2 >= len(wanted):
            found |= {urn for urn, number in hits.items() if number == most}
    return set(sorted(found)[:MOST_SCHOOLS])


def _trusts(names: Sequence[TypedName], matched: set[int]) -> list[Candidate]:
    rows = SchoolGroup.objects.filter(Q(pk__in=matched) | _any_word(names)).order_by("name", "pk")
    return [as_trust(row) for row in rows[:MOST_OTHERS]]
