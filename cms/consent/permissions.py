"""Who may read the ledger of consent. Nobody changes it: it is only ever added to, by what people do."""

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import grant

grant(
    ["consent.view_consentevent", "consent.view_wording"],
    StaffGroup.COMMUNICATIONS,
    StaffGroup.DATA_OFFICERS,
    StaffGroup.ADMINISTRATORS,
)
