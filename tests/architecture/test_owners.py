"""Whatever holds something of a person is named by the owner of its app: else nobody would erase it."""

from collections.abc import Iterable

import pytest
from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from cms.people.models import Person
from cms.people.owners import Owner, owners

OURS = ("cms.", "courses.", "campaigns.")
# Public facts, and words of the site itself: why each needs no owner.
NO_PERSON = {
    "people.Organisation": "a school or trust: its postcode is that of a building",
    "core.SiteSettings": "the address of the office",
}
LIKE_AN_ADDRESS = ("email", "e_mail", "telephone", "phone", "postcode", "address")


def leads_to_a_person(model: type[models.Model]) -> list[str]:
    """The fields of a model that point at a person, or look as if they hold an address of one."""
    found = []
    for field in [*model._meta.get_fields(include_hidden=True)]:
        if field.auto_created and not field.concrete:
            continue  # the other end of a relation: its own model answers for it
        if field.is_relation and field.related_model is not None:
            target = field.related_model
            if isinstance(target, type) and issubclass(target, Person) and model is not Person:
                found.append(field.name)
        elif isinstance(field, models.EmailField) or (
            isinstance(field, models.CharField | models.TextField)
            and any(word in field.name for word in LIKE_AN_ADDRESS)
        ):
            found.append(field.name)
    return found


def without_an_owner(all_models: Iterable[type[models.Model]], all_owners: Iterable[Owner]) -> list[str]:
    """Each model that leads to a person and is named by no owner of its own app, with the fields that do."""
    named = {(owner.label, name) for owner in all_owners for name in owner.models}
    return [
        f"{model._meta.label}: {', '.join(fields)}"
        for model in all_models
        if (fields := leads_to_a_person(model))
        and (model._meta.app_label, model._meta.label) not in named
        and model._meta.label not in NO_PERSON
    ]


def ours() -> list[type[models.Model]]:
    """Every model of the site, those that many-to-many fields make included; public facts left out."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_config.name.startswith(OURS) and model._meta.app_label != "places"
    ]


def test_everything_that_leads_to_a_person_has_an_owner():
    assert without_an_owner(ours(), owners()) == []


def test_the_test_looks_at_what_there_is():
    found = {model._meta.label for model in ours() if leads_to_a_person(model)}
    assert {"people.Person", "resources.Download", "rights.RightsRequest", "accounts.User"} <= found


@pytest.mark.parametrize("owner", owners(), ids=lambda owner: owner.label)
def test_an_owner_answers_in_full(owner):
    for verb in ("export", "erase", "merge", "unmerge", "kept"):
        assert getattr(type(owner), verb) is not getattr(Owner, verb), f"{owner.label} does not say {verb}"
    assert owner.models
    for name in owner.models:
        assert apps.get_model(name)._meta.app_label == owner.label
    for line in owner.kept():
        assert all((line.what, line.whose, line.why, line.ground, line.how_long)), line
        assert bool(line.setting) == (line.days is not None), line


def test_a_number_in_the_register_is_that_of_its_setting(settings):
    settings.RETENTION = settings.RETENTION | {"people": 4711, "requests": 4712, "packages": 4713}
    told = {line.setting: line.days for owner in owners() for line in owner.kept() if line.setting}
    assert told["RETENTION_PEOPLE_DAYS"] == 4711
    assert told["RETENTION_REQUESTS_DAYS"] == 4712
    assert told["RETENTION_PACKAGES_DAYS"] == 4713


@isolate_apps("cms.people")
def test_planted_models_without_an_owner_are_found():
    class ByKey(models.Model):
        who = models.ForeignKey(Person, models.CASCADE, related_name="+")

        class Meta:
            app_label = "people"

    class OneToOne(models.Model):
        who = models.OneToOneField(Person, models.CASCADE, related_name="+")

        class Meta:
            app_label = "people"

    class Many(models.Model):
        who = models.ManyToManyField(Person, related_name="+")

        class Meta:
            app_label = "people"

    class Address(models.Model):
        work_email = models.CharField(max_length=200)

        class Meta:
            app_label = "people"

    class Harmless(models.Model):
        title = models.CharField(max_length=200)

        class Meta:
            app_label = "people"

    planted = [ByKey, OneToOne, Many, Many.who.through, Address, Harmless]
    found = [line.partition(":")[0] for line in without_an_owner(planted, owners())]
    assert found == ["people.ByKey", "people.OneToOne", "people.Many", "people.Many_who", "people.Address"]


@isolate_apps("cms.people")
def test_an_owner_of_another_app_does_not_count():
    class ByKey(models.Model):
        who = models.ForeignKey(Person, models.CASCADE, related_name="+")

        class Meta:
            app_label = "people"

    class Elsewhere(Owner):
        label = "elsewhere"
        models = ("people.ByKey",)

    assert without_an_owner([ByKey], [Elsewhere()]) == ["people.ByKey: who"]
