"""The groups exist after a migration, and stay as staff left them."""

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission

from cms.accounts.choices import StaffGroup
from cms.accounts.permissions import COLLECTION_GRANTS, PAGE_GRANTS, grant, granted
from cms.accounts.services import after_migrate, set_up_groups

pytestmark = pytest.mark.django_db


def _state():
    return {
        group.name: (
            sorted(group.permissions.values_list("pk", flat=True)),
            sorted(group.page_permissions.values_list("page_id", "permission__codename")),
            sorted(group.collection_permissions.values_list("collection_id", "permission__codename")),
        )
        for group in Group.objects.all()
    }


def test_migrating_makes_the_five_groups_with_their_permissions():
    assert set(StaffGroup.values) == set(Group.objects.values_list("name", flat=True))
    for name, permissions in granted().items():
        held = {
            f"{permission.content_type.app_label}.{permission.codename}"
            for permission in Group.objects.get(name=name).permissions.select_related("content_type")
        }
        assert permissions <= held, f"{name} lacks {sorted(permissions - held)}"
        assert "wagtailadmin.access_admin" in held


@pytest.mark.parametrize("group", list(StaffGroup))
def test_each_group_has_its_part_of_the_page_tree_and_of_the_pictures(group):
    found = Group.objects.get(name=group)
    assert set(PAGE_GRANTS.get(group, ())) == set(
        found.page_permissions.values_list("permission__codename", flat=True)
    )
    assert {name.partition(".")[2] for name in COLLECTION_GRANTS.get(group, ())} == set(
        found.collection_permissions.values_list("permission__codename", flat=True)
    )


def test_every_permission_that_is_granted_exists():
    known = {
        f"{permission.content_type.app_label}.{permission.codename}"
        for permission in Permission.objects.select_related("content_type")
    }
    for group, permissions in granted().items():
        assert not permissions - known, f"{group} is given what does not exist"


def test_a_second_time_changes_nothing():
    before = _state()
    set_up_groups()
    assert _state() == before


def test_what_staff_added_stays_and_what_is_lacking_comes_back():
    group = Group.objects.get(name=StaffGroup.EDITORS)
    extra = Permission.objects.get(content_type__app_label="resources", codename="delete_file")
    entry = Permission.objects.get(codename="access_admin")
    group.permissions.add(extra)
    group.permissions.remove(entry)
    config = [config for config in apps.get_app_configs() if config.models_module][-1]
    after_migrate(sender=config)
    held = set(group.permissions.values_list("pk", flat=True))
    assert {extra.pk, entry.pk} <= held


def test_only_those_who_answer_for_it_take_personal_data_away():
    holders = {group for group, names in granted().items() if "people.export_person" in names}
    assert holders == {StaffGroup.DATA_OFFICERS, StaffGroup.ADMINISTRATORS}


@pytest.mark.parametrize("wrong", ["view_person", ".view_person", "people."])
def test_a_permission_without_its_app_is_refused(wrong):
    with pytest.raises(ValueError, match=r"app_label\.codename"):
        grant([wrong], StaffGroup.EDITORS)
