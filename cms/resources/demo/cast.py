"""The people of the made-up history: who they are, where they work, what they answer. No database."""

import uuid
from dataclasses import dataclass, field
from datetime import date
from random import Random

from cms.people.choices import OrganisationType as Kind
from cms.people.choices import Role
from cms.places.choices import Region
from cms.places.data import tables
from cms.places.rules import Place
from cms.places.services import locate

from .words import ABROAD, FIRST_NAMES, PLACES, SCHOOL_WORDS, SURNAMES

INWARD = "ABDEFGHJLNPQRSTUWXYZ"
# Roughly how teachers are spread over England.
REGIONS = {
    Region.NORTH_EAST: 5,
    Region.NORTH_WEST: 13.5,
    Region.YORKSHIRE: 10,
    Region.EAST_MIDLANDS: 8.5,
    Region.WEST_MIDLANDS: 11,
    Region.EAST: 11,
    Region.LONDON: 15.5,
    Region.SOUTH_EAST: 16.5,
    Region.SOUTH_WEST: 9,
}
SCHOOLS = {Kind.PRIMARY: 56, Kind.SECONDARY: 25, Kind.SPECIAL: 11, Kind.ALL_THROUGH: 4, Kind.ALTERNATIVE: 4}
# The role, how many in a thousand have it, and where such people work.
ROLES: tuple[tuple[Role, int, dict[Kind, float]], ...] = (
    (Role.SENCO, 415, SCHOOLS | {Kind.EARLY_YEARS: 3, Kind.COLLEGE: 3}),
    (Role.HEAD, 165, SCHOOLS),
    (Role.TEACHER, 145, SCHOOLS | {Kind.COLLEGE: 4}),
    (Role.TEACHING_ASSISTANT, 48, SCHOOLS),
    (Role.TRUST_LEADER, 42, {Kind.TRUST: 1}),
    (Role.GOVERNOR, 28, SCHOOLS),
    (Role.HEALTH, 34, {Kind.OTHER: 1}),
    (Role.ACADEMIC, 22, {Kind.UNIVERSITY: 1}),
    (Role.STUDENT, 20, {Kind.UNIVERSITY: 1}),
    (Role.PARENT, 36, {Kind.NONE: 1}),
    (Role.CHARITY, 20, {Kind.CHARITY: 1}),
    (Role.CONSULTANT, 18, {Kind.OTHER: 1, Kind.NONE: 1}),
    (Role.OTHER, 7, {Kind.OTHER: 1}),
)


@dataclass(slots=True)
class Somebody:
    """One invented person, and what they have taken so far (guide to the days)."""

    key: uuid.UUID
    number: int
    email: str
    name: str
    role: str
    organisation_type: str
    organisation_name: str
    place: Place
    shared_mailbox: bool = False
    taken: dict[str, list[date]] = field(default_factory=dict)

    def can_take(self, resource: str, day: date) -> bool:
        """Whether a download on this day would count: once for a person, a guide and a day."""
        return day not in self.taken.get(resource, ())


class Cast:
    """Makes people, one after another, the same ones every time."""

    def __init__(self, random: Random):
        self.random = random
        self.people: list[Somebody] = []
        self._outcodes: dict[str, list[str]] = {}
        for outcode, row in tables().outcodes.items():
            if row.latitude is not None and (row.region or row.country == "GB-WLS"):
                self._outcodes.setdefault(row.region or row.country, []).append(outcode)

    def somebody(self, *, where: str, local_authority: bool) -> Somebody:
        """Somebody new. `where` is `england`, `wales`, `nowhere` or a country outside the UK."""
        random = self.random
        number = len(self.people) + 1
        first, last = random.choice(FIRST_NAMES), random.choice(SURNAMES)
        if local_authority:
            role, kind = Role.LOCAL_AUTHORITY, Kind.LOCAL_AUTHORITY
        else:
            role, _share, kinds = random.choices(ROLES, [row[1] for row in ROLES])[0]
            kind = random.choices(list(kinds), list(kinds.values()))[0]
        organisation = self._organisation(kind)
        shared = role == Role.SENCO and random.random() < 0.02
        address = f"senco.{number}" if shared else f"{first}.{last}.{number}".lower().replace("’", "")
        person = Somebody(
            key=uuid.UUID(int=random.getrandbits(128), version=4),
            number=number,
            email=f"{address}@example.org",
            name=f"{first} {last}" if random.random() < 0.7 and not shared else "",
            role=role.value,
            organisation_type=kind.value,
            organisation_name=organisation if random.random() < 0.6 else "",
            place=self._place(where),
            shared_mailbox=shared,
        )
        self.people.append(person)
        return person

    def _organisation(self, kind: Kind) -> str:
        place = self.random.choice(PLACES)
        if kind in SCHOOL_WORDS:
            return f"{place} {self.random.choice(SCHOOL_WORDS[kind])}"
        return ""

    def _place(self, where: str) -> Place:
        random = self.random
        if where == "nowhere":
            return Place()
        if where in ABROAD:
            return locate(country=where)
        region = (
            "GB-WLS" if where == "wales" else random.choices(list(REGIONS), list(REGIONS.values()))[0].value
        )
        while True:
            inward = f"{random.randint(1, 9)}{random.choice(INWARD)}{random.choice(INWARD)}"
            place = locate(postcode=f"{random.choice(self._outcodes[region])} {inward}")
            # A district that straddles a border would add to those whose region is not known.
            if place.region != Region.UNCLEAR:
                return place
