"""Some people of the made-up history work at the demo's schools: as they typed it, and a few already matched.

Who they are, where they are and what they took stays as it is, so that no figure of downloads changes.
"""

from cms.core.demo import Context
from cms.people.models import Person
from cms.people.reports.suggesting import suggestions_for
from cms.people.reports.typed import divide, typed_names
from cms.people.services.matching import match_names, organisation_of
from cms.places.models import School

# How people write the name of a school, one after the other.
SPELLINGS = (
    "{}",
    "{} ",
    "{lower}",
    "The {}",
    "{}, {town}",
    "{upper}",
)
AT_EACH = 5
MATCHED = 12
SCHOOL_TYPES = ("primary", "secondary", "all_through", "special", "ap")
FIRST_MADE_UP = 900_001


def give_schools(context: Context) -> None:
    """Let people near each demo school have typed its name, and match the surest dozen."""
    context.say("  people at the demo's schools")
    taken: set[int] = set()
    for school in School.objects.filter(pk__gte=FIRST_MADE_UP).order_by("pk"):
        near = (
            Person.objects.current()
            .filter(authority=school.authority, organisation_type__in=SCHOOL_TYPES)
            .exclude(organisation_name="")
            .exclude(pk__in=taken)
            .order_by("pk")[:AT_EACH]
        )
        for number, person in enumerate(near):
            spelling = SPELLINGS[(number + school.pk) % len(SPELLINGS)]
            person.organisation_name = spelling.format(
                school.name, lower=school.name.lower(), upper=school.name.upper(), town=school.town
            ).strip()
            person.save(update_fields=["organisation_name"])
            taken.add(person.pk)
    waiting, _left = divide(typed_names(words="example"))
    suggestions = suggestions_for(waiting)
    best = sorted(
        (name for name in waiting if suggestions[name.key]),
        key=lambda name: (-suggestions[name.key][0].score, name.folded, name.where),
    )
    chosen = [(name, organisation_of(suggestions[name.key][0].candidate.target)) for name in best[:MATCHED]]
    match_names(chosen=chosen, by=None, now=context.now)
