"""Signs somebody of the staff in, without the pages of signing in."""

from django.contrib.auth.models import Group
from django.test import Client

from cms.accounts.choices import StaffGroup
from cms.accounts.models import User


def member_of(group: StaffGroup | str) -> User:
    """A user in one of the groups."""
    user, _made = User.objects.get_or_create(
        email=f"{str(group).replace(' ', '-').lower()}@example.org", is_staff=True
    )
    user.groups.add(Group.objects.get(name=group))
    return user


def client_of(group: StaffGroup | str) -> Client:
    """A browser in which a member of the group is signed in."""
    client = Client()
    client.force_login(member_of(group), backend="django.contrib.auth.backends.ModelBackend")
    return client
