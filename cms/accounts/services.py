"""Makes the groups and gives them what the apps say they may."""

from django.apps import AppConfig, apps
from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connections, transaction
from django.db.models import Q

from .permissions import COLLECTION_GRANTS, PAGE_GRANTS, granted


def _permissions(names: frozenset[str] | tuple[str, ...]) -> list[Permission]:
    """The permission records of these names. A name that no installed model has is left out."""
    wanted = Q(pk__in=[])
    for name in names:
        app_label, _, codename = name.partition(".")
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


def set_up_groups() -> None:
    """Make the five groups and give each what it lacks of its standard permissions.

    Nothing is taken away, so permissions that staff added by hand stay. Those on Wagtail's documents go:
    they are closed (`policies.py`), and Wagtail gives them to two groups. A second call changes nothing.
    """
    from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

    with transaction.atomic():
        page_root = Page.get_first_root_node()
        collection_root = Collection.get_first_root_node()
        GroupCollectionPermission.objects.filter(permission__content_type__app_label="wagtaildocs").delete()
        for name, permissions in granted().items():
            group, _ = Group.objects.get_or_create(name=name.value)
            group.permissions.add(*_permissions(permissions))
            if page_root:
                for permission in Permission.objects.filter(
                    content_type__app_label="wagtailcore",
                    content_type__model="page",
                    codename__in=PAGE_GRANTS.get(name, ()),
                ):
                    GroupPagePermission.objects.get_or_create(
                        group=group, page=page_root, permission=permission
                    )
            if collection_root:
                for permission in _permissions(COLLECTION_GRANTS.get(name, ())):
                    GroupCollectionPermission.objects.get_or_create(
                        group=group, collection=collection_root, permission=permission
                    )


def after_migrate(sender: AppConfig, using: str = "default", **kwargs) -> None:
    """Set up the groups once, after the last app of a `migrate` has its tables.

    Django makes an app's permissions in the same signal and in no promised order, so they are made here
    first.
    """
    configs = [config for config in apps.get_app_configs() if config.models_module]
    if sender != configs[-1] or using != "default":
        return
    if "wagtailcore_groupcollectionpermission" not in connections[using].introspection.table_names():
        return  # a migration of one app alone, before the others have their tables
    for config in configs:
        create_permissions(config, verbosity=0, using=using)
    set_up_groups()


def record_export(*, user, what: str, filters: dict, now) -> None:
    """Write down that somebody took personal data out of the site: who, what, narrowed how, when.

    `what` is a short word such as `downloads`; `filters` are those of the screen, empty ones left out.
    """
    from wagtail.log_actions import log

    kept = {key: value for key, value in filters.items() if value and key not in ("export", "p")}
    log(instance=user, action="people.export", user=user, data={"what": what, "filters": kept}, timestamp=now)
