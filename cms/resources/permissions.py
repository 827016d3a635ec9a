"""Who may see figures, see the rows behind them, look after editions, and sort typed answers.

Figures name nobody and are for all staff. A row of the downloads report stands for a person's act, so it is
for those who may see people. What it may hold when it leaves the site is decided by `people.export_person`.
"""

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import EVERYONE, grant

FIGURES = "resources.view_resource"
ROWS = "resources.view_download"
SORT = "resources.change_heardphrase"
FILES = "resources.view_file"

grant([FIGURES, "resources.view_edition", FILES, "resources.view_heardsource"], *EVERYONE)
grant(
    [ROWS, "resources.view_letter"],
    StaffGroup.COMMUNICATIONS,
    StaffGroup.DATA_OFFICERS,
    StaffGroup.ADMINISTRATORS,
)
grant(
    [
        "resources.add_resource",
        "resources.change_resource",
        *(f"resources.{verb}_{model}" for model in ("edition", "file") for verb in ("add", "change")),
        # Only one that nobody has taken: whoever adds an edition by mistake can take it back.
        "resources.delete_edition",
    ],
    StaffGroup.MODERATORS,
    StaffGroup.COMMUNICATIONS,
    StaffGroup.ADMINISTRATORS,
)
grant(
    ["resources.delete_resource", "resources.delete_file"],
    StaffGroup.ADMINISTRATORS,
)
grant(
    [
        SORT,
        "resources.view_heardphrase",
        "resources.add_heardsource",
        "resources.change_heardsource",
    ],
    StaffGroup.COMMUNICATIONS,
    StaffGroup.ADMINISTRATORS,
)


def may_see_figures(user) -> bool:
    """Whether this user may see totals, which name nobody."""
    return user.has_perm(FIGURES)


def may_see_rows(user) -> bool:
    """Whether this user may see single downloads, which stand for people."""
    return user.has_perm(ROWS)


def may_sort(user) -> bool:
    """Whether this user may read what people typed and sort it into sources."""
    return user.has_perm(SORT)
