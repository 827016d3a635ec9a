"""Who may see and change area schemes and school holidays.

They name nobody and every figure by area stands on them: all staff may look; those who plan launches and
those who look after the site may change them.
"""

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import EVERYONE, grant

RECORDS = ("areascheme", "area", "areamembership", "holiday")

grant([f"places.view_{record}" for record in RECORDS], *EVERYONE)
grant(
    [f"places.{verb}_{record}" for record in RECORDS for verb in ("add", "change", "delete")],
    StaffGroup.COMMUNICATIONS,
    StaffGroup.ADMINISTRATORS,
)
# The register of schools names nobody, and its rows are written by a command alone.
grant(["places.view_school", "places.view_schoolgroup"], *EVERYONE)
