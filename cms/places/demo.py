"""Made-up schools and trusts for the demo, with numbers the register will not give: 900,001 and up.

Their names are invented; towns, postcode districts and authorities are real, so that reach has a place.
"""

from datetime import date

from cms.core.demo import Context

from .choices import GroupKind, HomeNation, LinkKind, Method, Phase, SchoolStatus
from .data import tables
from .models import School, SchoolGroup, SchoolLink, SchoolWord
from .register.rows import found_by

FIRST = 900_001
TRUSTS = (
    ("Example Oakleaf Learning Trust", GroupKind.MULTI_ACADEMY, "Leeds", "LS1 4AP"),
    ("Example Harbour Schools Trust", GroupKind.MULTI_ACADEMY, "Truro", "TR1 2HX"),
    ("Example Lantern Trust", GroupKind.SINGLE_ACADEMY, "London", "NW1 8AB"),
)
_PRIMARY, _SECONDARY, _SPECIAL = Phase.PRIMARY, Phase.SECONDARY, Phase.NONE
# Name, phase, type, town, postcode, number of the authority, which trust (counted from 1, or none).
SCHOOLS = (
    ("Alderwick Example Primary School", _PRIMARY, "Community school", "Leeds", "LS6 2AB", "383", 0),
    ("Alderwick Example Academy", _SECONDARY, "Academy converter", "Leeds", "LS6 2AD", "383", 1),
    ("Bramblecote Example Infant School", _PRIMARY, "Academy converter", "Leeds", "LS8 1HT", "383", 1),
    ("St Frideswide’s Example CofE Primary School", _PRIMARY, "Voluntary aided school", "Leeds", "LS12 3NG",
     "383", 0),
    ("Larkrise Example Special School", _SPECIAL, "Community special school", "Leeds", "LS14 6PQ", "383", 0),
    ("Stoneferry Example Primary School", _PRIMARY, "Community school", "Sheffield", "S11 8AA", "373", 0),
    ("St Frideswide’s Example CofE Primary School", _PRIMARY, "Voluntary aided school", "Sheffield", "S6 3BR",
     "373", 0),
    ("Riverholme Example High School", _SECONDARY, "Academy sponsor led", "Sheffield", "S2 4QT", "373", 1),
    ("Porthgwidden Example Primary School", _PRIMARY, "Academy converter", "Truro", "TR1 1AA", "908", 2),
    ("Harbour View Example Academy", _SECONDARY, "Academy converter", "Falmouth", "TR11 4AA", "908", 2),
    ("Carn Café Example Nursery School", Phase.NURSERY, "Local authority nursery school", "Truro", "TR1 3AA",
     "908", 0),
    ("Lantern Example Free School", Phase.ALL_THROUGH, "Free schools", "London", "NW1 8AD", "202", 3),
    ("St Lucy’s Example Catholic Primary School", _PRIMARY, "Voluntary aided school", "London", "NW5 1AA",
     "202", 0),
    ("Millbank Example School", _SPECIAL, "Foundation special school", "Birmingham", "B13 8AA", "330", 0),
    ("King’s Heath Example Junior School", _PRIMARY, "Community school", "Birmingham", "B14 7AA", "330", 0),
    ("Wensley Example Primary School", _PRIMARY, "Community school", "Norwich", "NR2 3AA", "926", 0),
    ("Marram Example Sixth Form", Phase.SIXTEEN_PLUS, "Further education", "Norwich", "NR1 2AA", "926", 0),
    ("Skerne Example Primary School", _PRIMARY, "Community school", "Darlington", "DL1 2AA", "841", 0),
)  # fmt: skip
# The school that the second one was until it became an academy.
FORMER = ("Alderwick Example High School", "Community school", date(2013, 8, 31))


def load(context: Context) -> bool:
    """Make trusts and schools, once. Figures of the demo do not depend on them."""
    if School.objects.filter(pk__gte=FIRST).exists():
        return False
    context.say("Schools")
    trusts = [
        SchoolGroup(
            uid=FIRST + number,
            group_id=f"EX{number:05}",
            name=name,
            kind=kind,
            town=town,
            postcode=postcode,
            opened_on=date(2013, 9, 1),
        )
        for number, (name, kind, town, postcode) in enumerate(TRUSTS)
    ]
    SchoolGroup.objects.bulk_create(trusts)
    schools = [_school(number, *facts) for number, facts in enumerate(SCHOOLS)]
    academy = schools[1]
    academy.opened_on = date(2013, 9, 1)
    name, type_name, closed_on = FORMER
    former = _school(
        len(SCHOOLS), name, academy.phase, type_name, academy.town, academy.postcode, academy.authority, 0
    )
    former.status, former.closed_on = SchoolStatus.CLOSED, closed_on
    words = []
    for school in (*schools, former):
        columns, found = found_by(vars(school))
        vars(school).update(columns)
        words += [SchoolWord(school_id=school.urn, word=word) for word in found]
    School.objects.bulk_create([*schools, former])
    SchoolWord.objects.bulk_create(words)
    since = academy.opened_on
    SchoolLink.objects.bulk_create(
        [
            SchoolLink(
                school=former, kind=LinkKind.SUCCESSOR, urn=academy.urn, name=academy.name, since=since
            ),
            SchoolLink(
                school=academy, kind=LinkKind.PREDECESSOR, urn=former.urn, name=former.name, since=since
            ),
        ]
    )
    return True


def _school(
    number: int, name: str, phase: str, type_name: str, town: str, postcode: str, authority: str, trust: int
) -> School:
    return School(
        urn=FIRST + number,
        name=name,
        type_name=type_name,
        phase=phase,
        town=town,
        postcode=postcode,
        trust_id=FIRST + trust - 1 if trust else None,
        trust_name=TRUSTS[trust - 1][0] if trust else "",
        country=HomeNation.ENGLAND,
        outcode=postcode.split()[0],
        region=tables().authorities[authority].region,
        authority=authority,
        place_method=Method.FULL,
        opened_on=date(1999, 9, 1),
    )
