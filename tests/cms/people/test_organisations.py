"""Organisations are known once, corrected with care, merged and taken back."""

import threading
from datetime import UTC, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from wagtail.models import ModelLogEntry

from cms.people.choices import OrganisationKind
from cms.people.models import Organisation, Person
from cms.people.reports.organisations import relatives_of, standing_for, typed_as
from cms.people.services.matching import match_people, organisation_of, undo_step
from cms.people.services.organisations import (
    change_organisation,
    delete_organisation,
    make_organisation,
    merge_organisations,
    organisation_for_authority,
    organisation_for_school,
    organisation_for_trust,
)
from cms.places.choices import GroupKind, LinkKind, SchoolStatus
from cms.places.models import LocalAuthority, School, SchoolGroup, SchoolLink
from tests.factories import PersonFactory

NOW = datetime(2018, 1, 31, 12, tzinfo=UTC)


def school(urn=100001, **more) -> School:
    return School.objects.create(urn=urn, **{"name": "Elm Primary School", **more})


def charity(name="Kites", **more) -> Organisation:
    return make_organisation(kind=OrganisationKind.CHARITY, name=name, **more)[0]


@pytest.mark.django_db
def test_a_row_of_a_register_is_one_organisation_with_its_name_and_place():
    elm = school(town="Leeds", postcode="LS6 2AA", outcode="LS6", authority="383", region="E12000003")
    found = organisation_for_school(school=elm)
    assert organisation_for_school(school=elm) == found
    assert (found.name, found.kind, found.town, found.authority) == (
        "Elm Primary School",
        "school",
        "Leeds",
        "383",
    )
    trust = SchoolGroup.objects.create(
        uid=5, name="Elm Trust", kind=GroupKind.MULTI_ACADEMY, postcode="LS6 2AA"
    )
    assert organisation_for_trust(trust=trust) == organisation_for_trust(trust=trust)
    assert organisation_for_trust(trust=trust).region == "E12000003"
    leeds = LocalAuthority.objects.get(pk="383")
    assert organisation_for_authority(authority=leeds) == organisation_for_authority(authority=leeds)


@pytest.mark.django_db
def test_a_choice_of_a_form_leads_to_its_organisation_or_nowhere():
    elm = school()
    assert organisation_of("school:100001").school == elm
    assert organisation_of("authority:383").local_authority_id == "383"
    kites = charity()
    assert organisation_of(f"organisation:{kites.pk}") == kites
    for nonsense in (
        "",
        "school:",
        "school:1",
        "school:x",
        "trust:9",
        "pony:1",
        "school:" + "9" * 30,
        "school:١",
    ):
        assert organisation_of(nonsense) is None


@pytest.mark.django_db
def test_a_free_name_is_known_once_however_it_is_spelled():
    kites, made = make_organisation(kind=OrganisationKind.CHARITY, name="The Kites", town="Leeds")
    assert made
    assert make_organisation(kind=OrganisationKind.CHARITY, name=" KITES ", town="leeds") == (kites, False)
    assert make_organisation(kind=OrganisationKind.CHARITY, name="Kites", town="York")[1]
    assert make_organisation(kind=OrganisationKind.OTHER, name="Kites", town="Leeds")[1]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "name"),
    [("school", "Elm"), ("trust", "Elm"), ("charity", "???"), ("charity", ""), ("pony", "Elm")],
)
def test_what_a_register_holds_or_says_nothing_is_refused(kind, name):
    with pytest.raises(ValidationError):
        make_organisation(kind=kind, name=name)
    assert not Organisation.objects.exists()


@pytest.mark.django_db
def test_a_correction_is_logged_and_never_makes_two_of_one():
    kites, swifts = charity("Kites"), charity("Swifts")
    assert change_organisation(organisation=kites, kind="other", name="Red Kites", town="Leeds", user=None)
    kites.refresh_from_db()
    assert (kites.kind, kites.name, kites.town) == ("other", "Red Kites", "Leeds")
    assert not change_organisation(
        organisation=kites, kind="other", name="Red Kites", town="Leeds", user=None
    )
    with pytest.raises(ValidationError, match="Merge the two"):
        change_organisation(organisation=swifts, kind="other", name="red kites", town="LEEDS", user=None)
    assert swifts.name == "Swifts"
    assert ModelLogEntry.objects.filter(action="wagtail.edit").count() == 1
    with pytest.raises(ValidationError, match="register"):
        change_organisation(
            organisation=organisation_for_school(school=school()), kind="other", name="X", town="", user=None
        )


@pytest.mark.django_db
def test_merging_brings_the_people_and_the_name_and_can_be_taken_back():
    kites, swifts, owls = charity("Kites"), charity("Swifts"), charity("Owls")
    ann, bob = PersonFactory(organisation=kites), PersonFactory(organisation=swifts)
    merge_organisations(kept=swifts, gone=owls, user=None, now=NOW)
    step = merge_organisations(kept=kites, gone=swifts, user=None, now=NOW)
    assert set(kites.people.all()) == {ann, bob}
    assert charity("Swifts") == charity("Owls") == kites
    assert undo_step(step=step, by=None, now=NOW) == 1
    assert (set(kites.people.all()), set(swifts.people.all())) == ({ann}, {bob})
    assert charity("Owls") == charity("Swifts") == swifts
    assert undo_step(step=step, by=None, now=NOW) is None


@pytest.mark.django_db
def test_what_cannot_be_merged_says_so():
    kites, elm = charity(), organisation_for_school(school=school())
    for kept, gone in ((kites, kites), (kites, elm)):
        with pytest.raises(ValidationError):
            merge_organisations(kept=kept, gone=gone, user=None, now=NOW)
    merge_organisations(kept=elm, gone=kites, user=None, now=NOW)
    with pytest.raises(ValidationError, match="Somebody else"):
        merge_organisations(kept=elm, gone=kites, user=None, now=NOW)


@pytest.mark.django_db
def test_only_an_empty_organisation_is_deleted():
    kites, swifts = charity("Kites"), charity("Swifts")
    PersonFactory(organisation=kites)
    with pytest.raises(ValidationError):
        delete_organisation(organisation=kites, user=None)
    merge_organisations(kept=swifts, gone=kites, user=None, now=NOW)
    Person.objects.update(organisation=None)
    with pytest.raises(ValidationError):
        delete_organisation(organisation=swifts, user=None)
    owls = charity("Owls")
    delete_organisation(organisation=owls, user=None)
    assert not Organisation.objects.filter(name="Owls").exists()


@pytest.mark.django_db
def test_somebody_matched_stays_and_who_moved_on_is_not_taken_back():
    kites, swifts = charity("Kites"), charity("Swifts")
    ann, bob, carol = PersonFactory(), PersonFactory(), PersonFactory(organisation=swifts)
    step = match_people(people=[ann.pk, bob.pk, carol.pk], organisation=kites, by=None, now=NOW)
    assert step.people == 2
    assert set(kites.people.all()) == {ann, bob}
    assert match_people(people=[ann.pk], organisation=swifts, by=None, now=NOW) is None
    Person.objects.filter(pk=bob.pk).update(organisation=swifts)
    assert undo_step(step=step, by=None, now=NOW) == 1
    assert set(swifts.people.all()) == {bob, carol}


@pytest.mark.django_db
def test_a_closed_school_counts_for_its_successor_in_few_queries(django_assert_max_num_queries):
    for urn, status in (
        (1, SchoolStatus.CLOSED),
        (2, SchoolStatus.CLOSED),
        (3, SchoolStatus.OPEN),
        (4, SchoolStatus.CLOSED),
    ):
        school(urn, status=status)
    for urn, after in ((1, 2), (2, 3), (4, 1), (4, 99)):
        SchoolLink.objects.create(school_id=urn, kind=LinkKind.SUCCESSOR, urn=after, name=f"School {after}")
    SchoolLink.objects.create(school_id=3, kind=LinkKind.PREDECESSOR, urn=2)
    with django_assert_max_num_queries(10):
        assert standing_for([1, 2, 3, 4, 99]) == {1: 3, 2: 3, 3: 3, 4: 3, 99: None}
    elm = organisation_for_school(school=School.objects.get(pk=2))
    organisation_for_school(school=School.objects.get(pk=3))
    (after,) = relatives_of(elm)
    assert (after.relation, after.urn, after.name) == ("successor", 3, "School 3")
    assert after.organisation


@pytest.mark.django_db
def test_the_names_people_typed_are_told_most_first():
    kites = charity()
    for name in ("kites", "Kites!", "kites", ""):
        PersonFactory(organisation=kites, organisation_name=name)
    assert typed_as(kites) == [("kites", 2), ("Kites!", 1)]


def together(*acts) -> list:
    """Do things at the same moment, each in a connection of its own; what each returned or raised."""
    results: list = [None] * len(acts)
    barrier = threading.Barrier(len(acts))

    def run(number, act):
        barrier.wait()
        try:
            results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_one_school_and_one_name_at_the_same_moment_are_one_organisation():
    elm = school()
    found = together(*[lambda: organisation_for_school(school=elm)] * 6)
    assert len({one.pk for one in found}) == 1, found
    made = together(*[lambda: charity("The Kites")] * 6)
    assert len({one.pk for one in made}) == 1, made
    assert Organisation.objects.count() == 2


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_who_match_the_same_people_at_once_make_one_step():
    kites, swifts = charity("Kites"), charity("Swifts")
    people = [PersonFactory().pk for _ in range(5)]
    steps = together(
        *(
            lambda organisation=organisation: match_people(
                people=people, organisation=organisation, by=None, now=NOW
            )
            for organisation in (kites, swifts) * 3
        )
    )
    done = [step for step in steps if step is not None]
    assert len(done) == 1, steps
    assert done[0].people == 5


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_two_who_merge_crosswise_or_undo_at_once_do_it_once():
    kites, swifts = charity("Kites"), charity("Swifts")
    results = together(
        lambda: merge_organisations(kept=kites, gone=swifts, user=None, now=NOW),
        lambda: merge_organisations(kept=swifts, gone=kites, user=None, now=NOW),
    )
    assert sum(isinstance(result, ValidationError) for result in results) == 1, results
    step = next(result for result in results if not isinstance(result, ValidationError))
    undone = together(*[lambda: undo_step(step=step, by=None, now=NOW)] * 4)
    assert sorted(undone, key=str) == [0, None, None, None], undone
    assert not Organisation.objects.filter(merged_into__isnull=False).exists()
