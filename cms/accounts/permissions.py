"""What each group may do, collected from the `permissions.py` of every app.

An app says what its own records mean for each group and never edits another's list, so that a new app brings
its permissions with it. Permissions are written `app_label.codename`, as Django names them.
"""

from collections import defaultdict
from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from .choices import StaffGroup

_GRANTS: defaultdict[StaffGroup, set[str]] = defaultdict(set)

EVERYONE = tuple(StaffGroup)
# Only our own apps are asked: Wagtail's have modules of the same name that mean something else.
OURS = ("cms", "courses", "campaigns")


def grant(permissions: list[str], *groups: StaffGroup) -> None:
    """Say that these groups may do this.

    Raises ValueError for a name that is not `app_label.codename`, because a silent slip here is a locked
    door.
    """
    for permission in permissions:
        app_label, _, codename = permission.partition(".")
        if not app_label or not codename:
            raise ValueError(f"Write a permission as app_label.codename, not {permission!r}")
        for group in groups:
            _GRANTS[StaffGroup(group)].add(permission)


def granted() -> dict[StaffGroup, frozenset[str]]:
    """Every group with the permissions all apps have given it."""
    for config in apps.get_app_configs():
        if config.name.partition(".")[0] in OURS and module_has_submodule(config.module, "permissions"):
            import_module(f"{config.name}.permissions")
    return {group: frozenset(_GRANTS[group]) for group in StaffGroup}


grant(["wagtailadmin.access_admin"], *EVERYONE)
grant(
    [f"accounts.{verb}_user" for verb in ("view", "add", "change", "delete")],
    StaffGroup.ADMINISTRATORS,
)
grant(
    [f"auth.{verb}_group" for verb in ("view", "add", "change", "delete")],
    StaffGroup.ADMINISTRATORS,
)
grant(
    [
        *(
            f"wagtailcore.{verb}_{model}"
            for model in ("site", "workflow", "task", "locale")
            for verb in ("add", "change", "delete")
        ),
    ],
    StaffGroup.ADMINISTRATORS,
)
grant(
    [f"wagtailredirects.{verb}_redirect" for verb in ("add", "change", "delete")],
    StaffGroup.MODERATORS,
    StaffGroup.ADMINISTRATORS,
)
grant(
    [f"wagtailsearchpromotions.{verb}_searchpromotion" for verb in ("add", "change", "delete")],
    StaffGroup.MODERATORS,
    StaffGroup.ADMINISTRATORS,
)
grant(
    ["wagtail_localize.submit_translation"],
    StaffGroup.EDITORS,
    StaffGroup.MODERATORS,
    StaffGroup.ADMINISTRATORS,
)

# The site's own settings and menus stand to the left of this app, so they are granted here.
grant(
    [
        "core.change_sitesettings",
        *(f"core.{verb}_menu" for verb in ("view", "add", "change", "delete")),
    ],
    StaffGroup.MODERATORS,
    StaffGroup.ADMINISTRATORS,
)

# On the whole page tree, by Wagtail's page permission codenames.
PAGE_GRANTS: dict[StaffGroup, tuple[str, ...]] = {
    StaffGroup.EDITORS: ("add_page", "change_page"),
    StaffGroup.MODERATORS: ("add_page", "change_page", "publish_page", "lock_page", "unlock_page"),
    StaffGroup.ADMINISTRATORS: (
        "add_page",
        "change_page",
        "publish_page",
        "bulk_delete_page",
        "lock_page",
        "unlock_page",
    ),
}

# On the root collection, so on every collection. Pictures alone: documents are closed (`policies.py`).
_MEDIA = (
    "wagtailimages.add_image",
    "wagtailimages.change_image",
    "wagtailimages.choose_image",
)
COLLECTION_GRANTS: dict[StaffGroup, tuple[str, ...]] = {
    StaffGroup.EDITORS: _MEDIA,
    StaffGroup.MODERATORS: _MEDIA,
    StaffGroup.ADMINISTRATORS: (
        *_MEDIA,
        "wagtailcore.add_collection",
        "wagtailcore.change_collection",
        "wagtailcore.delete_collection",
    ),
}
