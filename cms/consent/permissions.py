"""Who may read the ledger of consent, write new words, and write down what somebody told us.

Nobody changes the ledger: it is only ever added to, by what people do and say.
"""

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import grant

LOOK = "consent.view_consentevent"
RECORD = "consent.record_consent"
WRITE = "consent.add_wording"
IMPORT = "consent.import_audience"

grant(
    [LOOK, "consent.view_wording", "consent.view_suppression", "consent.view_consentletter", RECORD],
    StaffGroup.COMMUNICATIONS,
    StaffGroup.DATA_OFFICERS,
    StaffGroup.ADMINISTRATORS,
)
grant([WRITE, IMPORT], StaffGroup.DATA_OFFICERS, StaffGroup.ADMINISTRATORS)


def may_look(user) -> bool:
    """Whether this user may see who said yes and no."""
    return user.has_perm(LOOK)


def may_record(user) -> bool:
    """Whether this user may write down what somebody told us."""
    return user.has_perm(RECORD)


def may_write(user) -> bool:
    """Whether this user may write new words for a purpose."""
    return user.has_perm(WRITE)


def may_import(user) -> bool:
    """Whether this user may bring in an audience from another mailing system."""
    return user.has_perm(IMPORT)
