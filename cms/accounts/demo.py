"""One invented colleague for each group of staff. Nobody has a password: they sign in by e-mailed code."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group

from cms.core.demo import Context

from .choices import StaffGroup

STAFF = {
    StaffGroup.EDITORS: ("Rukhsana Mirza", "rukhsana@example.org"),
    StaffGroup.MODERATORS: ("Ffion Prys", "ffion@example.org"),
    StaffGroup.COMMUNICATIONS: ("Joel Asante", "joel@example.org"),
    StaffGroup.DATA_OFFICERS: ("Desmond Pike", "desmond@example.org"),
    StaffGroup.ADMINISTRATORS: ("Marta Lindqvist", "marta@example.org"),
}


def load(context: Context) -> bool:
    """Make those who are missing and put each into their group.

    Only where letters stay in the outbox of a development machine: on the internet the account of somebody
    invented is a door that nobody watches.
    """
    if not settings.SHOW_OUTBOX:
        return False
    users = get_user_model().objects
    missing = {group: who for group, who in STAFF.items() if not users.filter(email__iexact=who[1]).exists()}
    for group, (name, email) in missing.items():
        user = users.create_user(email, name=name)
        user.groups.add(Group.objects.get_or_create(name=group.value)[0])
    return bool(missing)
