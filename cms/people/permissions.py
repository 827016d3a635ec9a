"""Who may see people, and who may take their data away.

Looking at a person, correcting them and taking many of them out of the site are three things: the first is
daily work of those who answer people, the last needs somebody who answers for it.
"""

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import grant

SEE = "people.view_person"
CHANGE = "people.change_person"
EXPORT = "people.export_person"
MATCH = "people.change_organisation"
TAG = "people.tag_person"

# A tag says nothing of somebody that they did not know, and is how the team sorts whom it writes to.
grant([SEE, TAG], StaffGroup.COMMUNICATIONS, StaffGroup.DATA_OFFICERS, StaffGroup.ADMINISTRATORS)
grant([CHANGE, EXPORT], StaffGroup.DATA_OFFICERS, StaffGroup.ADMINISTRATORS)
# Where somebody works is told by what they typed: saying which school that is changes nothing they said.
grant(
    ["people.view_organisation", "people.add_organisation", MATCH],
    StaffGroup.COMMUNICATIONS,
    StaffGroup.DATA_OFFICERS,
    StaffGroup.ADMINISTRATORS,
)
grant(["people.delete_organisation"], StaffGroup.DATA_OFFICERS, StaffGroup.ADMINISTRATORS)


def may_see_people(user) -> bool:
    """Whether this user may see who somebody is."""
    return user.has_perm(SEE)


def may_change(user) -> bool:
    """Whether this user may correct who somebody is: join two, add an address, bring people in."""
    return user.has_perm(CHANGE)


def may_tag(user) -> bool:
    """Whether this user may sort people by tags."""
    return user.has_perm(TAG)


def may_export_people(user) -> bool:
    """Whether this user may take personal data out of the site."""
    return user.has_perm(EXPORT)


def may_match(user) -> bool:
    """Whether this user may say which organisation a typed name means."""
    return user.has_perm(MATCH)
