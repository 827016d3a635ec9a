"""Who takes which guide on which day, so that the record's counts of people come out too. No database."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random

from cms.places.choices import Method

from .cast import Cast, Somebody
from .plan import LAUNCHES, RECORD_ENDS, REVIEW, SEED, TA, record, tail
from .words import ABROAD

# Of the Review Guide's downloaders to 16 June 2017: how many there were, and of how many no place is
# known. Those abroad are among the 2,420 others, as they are on the record's second map.
SAMPLE_ENDS = date(2017, 6, 16)
SAMPLE_PEOPLE = 2735
SAMPLE_NOWHERE = 315
SAMPLE_ABROAD = 28
# Of 231 people who took the TA guide on its first day, 178 (77 %) had not taken the Review Guide.
NEW_ON_TA_DAY = 178
RECORD_PEOPLE = 7850
LOCAL_AUTHORITY_SHARE = 0.0875
NEW_IN_TAIL = 0.35


@dataclass(frozen=True, slots=True)
class Taking:
    """One download that counts."""

    person: Somebody
    resource: str
    day: date
    new: bool


def takings(today: date) -> tuple[list[Somebody], list[Taking]]:
    """Everybody and everything that counts, in order of days."""
    random = Random(SEED)
    cast = Cast(random)
    found: list[Taking] = []
    plan = record()
    sample = [(day, resource) for day, resource in _slots(plan) if day <= SAMPLE_ENDS]
    found += _sample(cast, sample, random)
    later = [(day, resource) for day, resource in _slots(plan) if SAMPLE_ENDS < day <= RECORD_ENDS]
    found += _rest_of_record(cast, later, random)
    recent = list(_slots(tail(today)))
    fresh = [random.random() < NEW_IN_TAIL for _ in recent]
    found += _cast(cast, recent, fresh, _wheres(random, sum(fresh)), random)
    return cast.people, found


def _slots(plan: dict[date, dict[str, int]]) -> Iterator[tuple[date, str]]:
    for day, resources in plan.items():
        for resource, downloads in resources.items():
            for _ in range(downloads):
                yield day, resource


def _sample(cast: Cast, slots: list, random: Random) -> list[Taking]:
    """The first eleven months, when there was one guide."""
    returning = set(random.sample(range(400, len(slots)), len(slots) - SAMPLE_PEOPLE))
    fresh = [n not in returning for n in range(len(slots))]
    wheres = [
        *list(ABROAD)[:7],
        *random.choices(list(ABROAD), list(ABROAD.values()), k=SAMPLE_ABROAD - 7),
        *["nowhere"] * SAMPLE_NOWHERE,
        *["wales"] * 30,
    ]
    wheres += ["england"] * (SAMPLE_PEOPLE - len(wheres))
    random.shuffle(wheres)
    # Those of no known place come once, so that they are 315 downloads as well as 315 people.
    return _cast(cast, slots, fresh, wheres, random, back=lambda person: person.place.method != Method.NONE)


def _rest_of_record(cast: Cast, slots: list, random: Random) -> list[Taking]:
    """From June 2017 on: the launches bring new people, and the day of the TA guide exactly 178."""
    ta_day = [n for n, slot in enumerate(slots) if slot == (LAUNCHES[TA], TA)]
    others = [n for n in range(len(slots)) if slots[n] != (LAUNCHES[TA], TA)]
    fresh_numbers = set(random.sample(ta_day, NEW_ON_TA_DAY))
    fresh_numbers |= set(random.sample(others, RECORD_PEOPLE - SAMPLE_PEOPLE - NEW_ON_TA_DAY))
    fresh = [n in fresh_numbers for n in range(len(slots))]
    return _cast(cast, slots, fresh, _wheres(random, len(fresh_numbers)), random)


def _wheres(random: Random, number: int) -> list[str]:
    shares = {"england": 87.5, "nowhere": 10.2, "wales": 1.3, "abroad": 1}
    drawn = random.choices(list(shares), list(shares.values()), k=number)
    return [
        random.choices(list(ABROAD), list(ABROAD.values()))[0] if where == "abroad" else where
        for where in drawn
    ]


def _cast(cast, slots, fresh, wheres, random: Random, back=lambda person: True) -> list[Taking]:
    """Give each download somebody: new people where `fresh` says so, otherwise some who come back."""
    found, wheres = [], list(wheres)
    known = [person for person in cast.people if back(person)]
    # People who come today cannot come back before tomorrow.
    waiting: list[Somebody] = []
    current = None
    for (day, resource), new in zip(slots, fresh, strict=True):
        if day != current:
            known += [person for person in waiting if back(person)]
            waiting, current = [], day
        if new:
            local_authority = random.random() < LOCAL_AUTHORITY_SHARE
            person = cast.somebody(where=wheres.pop(), local_authority=local_authority)
            waiting.append(person)
        else:
            person = _somebody_back(known, resource, day, random)
        person.taken.setdefault(resource, []).append(day)
        found.append(Taking(person, resource, day, new))
    return found


def _somebody_back(known: list[Somebody], resource: str, day: date, random: Random) -> Somebody:
    """Somebody we know who may take this guide today, sooner one who came lately and has not got it."""
    needs_review = (resource, day) == (TA, LAUNCHES[TA])
    for attempt in range(10_000):
        recent = random.random() < 0.6
        person = known[-random.randint(1, min(len(known), 600))] if recent else random.choice(known)
        if not person.can_take(resource, day):
            continue
        if needs_review and not any(taken < day for taken in person.taken.get(REVIEW, ())):
            continue
        if resource in person.taken and attempt < 6:
            continue
        return person
    raise RuntimeError(f"Nobody is left to take {resource} on {day}.")
