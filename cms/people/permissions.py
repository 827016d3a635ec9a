"""Who may see people, and who may take their data away.

Looking at a person, correcting them and taking many of them out of the site are three things: the first is
daily work of those who answer people, the last needs somebody who answers for it.
"""

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import grant

SEE = "people.view_person"
CHANGE = "people.change_person"
EXPORT = "people.export_person"

grant([SEE], StaffGroup.COMMUNICATIONS, StaffGroup.DATA_OFFICERS, StaffGroup.ADMINISTRATORS)
grant([CHANGE, EXPORT], StaffGroup.DATA_OFFICERS, StaffGroup.ADMINISTRATORS)


def may_see_people(user) -> bool:
    """Whether this user may see who somebody is."""
    return user.has_perm(SEE)


def may_export_people(user) -> bool:
    """Whether this user may take personal data out of the site."""
    return user.has_perm(EXPORT)
