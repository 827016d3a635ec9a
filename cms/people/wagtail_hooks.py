"""Registers people in the admin, and the menu that other apps hang their screens in."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail import hooks
from wagtail.admin.menu import Menu, SubmenuMenuItem
from wagtail.permissions import register_permission_policy

from cms.accounts.policies import RecordPolicy
from cms.core.todo import ToDo

from .models import Organisation, Person
from .permissions import may_change, may_match
from .reports.typed import number_waiting
from .services.proposing import open_proposals, unmarked_mailboxes
from .viewsets import matching_viewset, organisation_chooser, organisations_viewset, people_viewset
from .viewsets.people import menu_items

# People come through forms and go by erasure: nobody adds or deletes one by hand.
register_permission_policy(Person, RecordPolicy(Person, never=("add", "delete")))
# The service refuses to delete one that somebody belongs to.
register_permission_policy(Organisation, RecordPolicy(Organisation, never=()))


@hooks.register("register_admin_viewset")
def register_people():
    """The list of people and each one's page."""
    return people_viewset


@hooks.register("register_admin_menu_item")
def register_people_menu():
    """The People menu. Another app adds to it with the hook `register_people_menu_item`."""
    return SubmenuMenuItem(
        _("People"),
        Menu(register_hook_name="register_people_menu_item", construct_hook_name="construct_people_menu"),
        name="people",
        icon_name="group",
        order=240,
    )


def _item(one):
    """A line of the People menu as the hook wants it."""
    return lambda: one


for menu_item in menu_items():
    hooks.register("register_people_menu_item", _item(menu_item))


@hooks.register("register_to_do")
def register_people_to_do(request):
    """Likely duplicates and addresses that look shared, for those who may decide. Two queries."""
    if not may_change(request.user):
        return []
    pairs, mailboxes = open_proposals().count(), unmarked_mailboxes().count()
    return [
        ToDo(
            ngettext(
                "%(count)s pair of addresses may be one person",
                "%(count)s pairs of addresses may be one person each",
                pairs,
            )
            % {"count": pairs},
            reverse("people:duplicates"),
            pairs,
            40,
        ),
        ToDo(
            ngettext(
                "%(count)s address looks like a shared mailbox",
                "%(count)s addresses look like shared mailboxes",
                mailboxes,
            )
            % {"count": mailboxes},
            reverse("people:mailboxes"),
            mailboxes,
            41,
        ),
    ]


@hooks.register("register_log_actions")
def register_log_actions(actions):
    """What is written down when personal data leaves the site."""
    actions.register_action(
        "people.export", _("Take personal data out"), _("Personal data taken out of the site")
    )
    actions.register_action("people.merge", _("Join two people"), _("Joined with somebody else"))
    actions.register_action("people.unmerge", _("Take a joining back"), _("Joining taken back"))
    actions.register_action("people.address_added", _("Add an address"), _("Another address added"))
    actions.register_action("people.address_main", _("Change the main address"), _("Main address changed"))
    actions.register_action("people.address_removed", _("Remove an address"), _("Other address removed"))
    actions.register_action("people.tag", _("Tag"), _("Tagged"))
    actions.register_action("people.untag", _("Take a tag off"), _("Tag taken off"))
    actions.register_action("people.mailbox", _("Say whether a mailbox is shared"), _("Mailbox looked at"))
    actions.register_action("people.import", _("Bring people in"), _("People brought in from a file"))
    actions.register_action(
        "people.organisation_match", _("Match people"), _("People matched to this organisation")
    )
    actions.register_action("people.organisation_merge", _("Merge"), _("Merged into another organisation"))
    actions.register_action("people.organisation_undo", _("Take a step back"), _("A step taken back"))
    actions.register_action("people.names_leave", _("Leave names"), _("Typed names left as they are"))
    actions.register_action("people.names_take_up", _("Ask again about names"), _("Names wait again"))


@hooks.register("register_admin_viewset")
def register_organisations():
    """The organisations, the screens that match typed names, and the chooser."""
    return [organisations_viewset, matching_viewset, organisation_chooser]


@hooks.register("register_to_do")
def register_names_to_match(request):
    """How many typed names of organisations wait."""
    if not may_match(request.user):
        return []
    number = number_waiting()
    text = ngettext(
        "%(count)s name of an organisation waits to be matched",
        "%(count)s names of organisations wait to be matched",
        number,
    )
    return [ToDo(text % {"count": number}, reverse("matching:index"), number, 35)]
