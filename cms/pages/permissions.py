"""Who may edit profiles and partners, which stories and pages show."""

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import grant

grant(
    [f"pages.{verb}_{model}" for model in ("profile", "partner") for verb in ("view", "add", "change")],
    StaffGroup.EDITORS,
    StaffGroup.MODERATORS,
    StaffGroup.ADMINISTRATORS,
)
grant(["pages.delete_profile", "pages.delete_partner"], StaffGroup.MODERATORS, StaffGroup.ADMINISTRATORS)
