"""What the demo needs of people: a few who stand there twice, and offices.

Their screens show something with them. None of them has taken a guide, so no figure knows them.
"""

from datetime import datetime, timedelta

from cms.core.demo import Context

from .choices import OrganisationKind
from .models import Tag
from .services import identify, make_organisation
from .services.proposing import propose_duplicates

# Address, name, role, organisation. The first two are one person, the next two as well.
PEOPLE = (
    ("nesta.howell@example.org", "Nesta Howell", "senco", "Brynhyfryd Primary School"),
    ("nesta.howell+guides@example.org", "Nesta Howell", "", ""),
    ("d.okafor@example.org", "Daniel Okafor", "head", "Tern Valley Academy"),
    ("daniel.okafor@example.org", "Okafor, Daniel", "", "Tern Valley Academy"),
    ("swyddfa@example.org", "", "", "Tern Valley Academy"),
    ("senco@example.org", "Pat Lowe", "senco", "Fell View School"),
)
TAG = "Summit 2018"
CHARITY = "Example Families Together"


def load(context: Context) -> bool:
    """Nothing by itself: the people of the history come first."""
    return False


def finish(context: Context) -> None:
    """Make them, unless nobody is to be made up."""
    if context.with_history:
        make_people(context.now)


def make_people(now: datetime) -> None:
    """Make them, tag one, and look for likely duplicates. A second time changes nothing."""
    tag, _made = Tag.objects.get_or_create(name=TAG)
    for number, (email, name, role, organisation) in enumerate(PEOPLE):
        person = identify(
            email=email,
            name=name,
            role=role,
            organisation_name=organisation,
            now=now - timedelta(days=40 + number),
        )
        if number == 0:
            person.tags.add(tag)
    make_organisation(kind=OrganisationKind.CHARITY, name=CHARITY, town="Leeds")
    propose_duplicates(now=now)
