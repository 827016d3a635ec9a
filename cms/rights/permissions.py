"""Who answers people about their data, who takes all of it out, and who erases."""

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import grant

SEE = "rights.view_rightsrequest"
ANSWER = "rights.change_rightsrequest"
ERASE = "rights.erase_person"
PACKAGE = "rights.package_person"

grant(
    [SEE, ANSWER, ERASE, PACKAGE, "rights.view_farewell", "rights.view_erasure"],
    StaffGroup.DATA_OFFICERS,
    StaffGroup.ADMINISTRATORS,
)


def may_answer(user) -> bool:
    """Whether this user may see and answer what people ask about their data."""
    return user.has_perm(ANSWER)


def may_erase(user) -> bool:
    """Whether this user may erase a person, and say that one is kept."""
    return user.has_perm(ERASE)


def may_package(user) -> bool:
    """Whether this user may have a copy made of all that is kept of a person."""
    return user.has_perm(PACKAGE)
