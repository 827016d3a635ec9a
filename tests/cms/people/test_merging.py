"""Joining two people keeps every event and can be taken back to the last row; two at once cannot both win."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Page

from cms.accounts.choices import StaffGroup
from cms.consent.choices import Purpose
from cms.consent.services import current_wording, give_consent, withdraw_consent
from cms.people.models import Merge, Person, SavedFilter, Tag
from cms.people.owners import owners
from cms.people.services import (
    AddressTaken,
    Refused,
    add_address,
    find,
    identify,
    make_main,
    merge_people,
    remove_address,
    unmerge_people,
    why_not_undone,
)
from cms.people.services.merging import gather_late
from cms.resources.choices import Outcome
from cms.resources.imports import Importer
from cms.resources.models import DailyTally, Download
from cms.resources.services import complete_download, rebuild_tallies
from cms.resources.services.links import Purpose as LinkPurpose
from cms.resources.services.links import make_link
from cms.resources.views.device import person_of_link
from tests.factories import DownloadFactory, FileFactory, PersonFactory, ResourceFactory
from tests.staff import member_of

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def rows(model, *left_out: str) -> list[tuple]:
    """Every row of a table, but for some columns."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname not in left_out]
    return list(model._base_manager.order_by("pk").values_list(*names))


def everything() -> dict[str, list]:
    """Every table of every app of ours, as it is, but for the record of joinings itself."""
    tables = [
        model
        for config in apps.get_app_configs()
        if config.name.startswith("cms.")
        for model in config.get_models(include_auto_created=True)
        if model is not Merge and model._meta.managed and not issubclass(model, Page)
    ]
    # A tally that stood at nought is made anew under another number.
    unlike = {Person: ("updated_at",), DailyTally: ("id",), Person.tags.through: ("id",)}
    return {model._meta.label: sorted(rows(model, *unlike.get(model, ())), key=repr) for model in tables}


def figures() -> tuple[int, int]:
    """What may never change by a joining: how many downloads there are, and how many were taken."""
    return Download.objects.count(), Download.objects.completed().count()


def tallies_agree() -> bool:
    """Whether the tallies are those one gets by counting every download anew."""
    kept = sorted(rows(DailyTally, "id"))
    with transaction.atomic():
        rebuild_tallies()
        anew = sorted(rows(DailyTally, "id"))
        transaction.set_rollback(True)
    return kept == anew


def firsts_are_right() -> bool:
    """Whether each downloader's earliest counted download, and only that, is marked as their first."""
    for downloader in set(Download.objects.values_list("downloader", flat=True)):
        counted = list(
            Download.objects.counted().filter(downloader=downloader).order_by("completed_at", "pk")
        )
        seen: set[int] = set()
        for number, row in enumerate(counted):
            if (row.first_ever, row.first_of_resource) != (number == 0, row.resource_id not in seen):
                return False
            seen.add(row.resource_id)
    return True


def take(person: Person, resource, moment: datetime, *, robot: bool = False) -> Download:
    """Somebody takes a guide, by the site's own services."""
    from cms.resources.services import ask_for_download

    file = resource.editions.get().files.get()
    row = ask_for_download(person=person, file=file, channel="form", heard_source=None, now=moment)
    return complete_download(download=row, file=file, robot=robot, staff=False, now=moment)


@pytest.fixture
def guides(db):
    return [FileFactory(edition__resource=ResourceFactory()).edition.resource for _ in range(3)]


# A life: who, which guide, how many hours after the beginning, whether it was a robot.
LIVES = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 2), st.integers(0, 80), st.booleans()), max_size=14
).map(lambda life: sorted(life, key=lambda event: event[2]))


@pytest.mark.both_databases
@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=12)
@given(
    life=LIVES,
    taken=st.sets(st.sampled_from(["name", "role", "place", "organisation"])),
    said=st.lists(st.tuples(st.integers(0, 2), st.booleans()), max_size=4),
    later=LIVES,
)
def test_taking_a_joining_back_leaves_every_table_as_it_was(guides, life, taken, said, later):
    with transaction.atomic():
        people = [
            PersonFactory(name="Ann", role="head", created_at=NOW - DAY),
            PersonFactory(
                organisation_name="Hill", postcode="LS1 4AP", outcode="LS1", place_method="outcode"
            ),
            PersonFactory(name="Bob", created_at=NOW),
        ]
        for who, guide, hours, robot in life:
            take(people[who], guides[guide], NOW + timedelta(hours=hours), robot=robot)
        say = {"purpose": Purpose.NEWSLETTER, "source": "a form"}
        for place, (who, yes) in enumerate(said):
            moment = NOW + timedelta(minutes=place)
            if yes:
                wording = current_wording(Purpose.NEWSLETTER)
                give_consent(person=people[who], wording=wording, now=moment, **say)
            else:
                withdraw_consent(person=people[who], now=moment, **say)
        people[1].tags.add(Tag.objects.create(name="reviewer"))
        before, numbers = everything(), figures()
        first = merge_people(kept=people[0], gone=people[1], taken=taken, now=NOW)
        second = merge_people(kept=people[2], gone=people[0], taken=taken, now=NOW)
        assert figures() == numbers
        assert tallies_agree()
        assert firsts_are_right()
        assert set(Download.objects.values_list("person", flat=True)) <= {people[2].pk}
        unmerge_people(merge=second, now=NOW)
        unmerge_people(merge=first, now=NOW)
        assert everything() == before
        # What comes between stays with the one that was kept, and counts by the rule.
        merge = merge_people(kept=people[0], gone=people[1], now=NOW)
        for _who, guide, hours, robot in later:
            take(people[0], guides[guide], NOW + timedelta(hours=81 + hours), robot=robot)
        unmerge_people(merge=merge, now=NOW)
        assert figures() == (numbers[0] + len(later), numbers[1] + len(later)) or any(
            robot for *_rest, robot in later
        )
        assert tallies_agree()
        assert firsts_are_right()
        transaction.set_rollback(True)


@pytest.mark.django_db
class TestMerging:
    def test_of_two_on_one_day_the_later_is_a_repeat_and_the_first_is_first(self, guides):
        ann, bob = PersonFactory(), PersonFactory()
        late = take(ann, guides[0], NOW + timedelta(hours=2))
        early = take(bob, guides[0], NOW)
        merge_people(kept=ann, gone=bob, now=NOW)
        late.refresh_from_db()
        early.refresh_from_db()
        assert (late.outcome, late.first_ever) == (Outcome.REPEAT, False)
        assert (early.outcome, early.first_ever, early.first_of_resource) == (Outcome.COUNTED, True, True)
        assert {early.person_id, late.person_id} == {ann.pk}
        assert early.downloader == late.downloader == ann.key
        assert tallies_agree()

    def test_the_old_identity_leads_on_and_chains_stay_short(self):
        ann, bob, cat = PersonFactory(), PersonFactory(), PersonFactory()
        merge_people(kept=bob, gone=ann, now=NOW)
        merge_people(kept=cat, gone=bob, now=NOW)
        assert set(Person.objects.filter(merged_into=cat)) == {ann, bob}
        assert find(ann.email) == identify(email=bob.email, now=NOW) == cat
        assert list(Person.objects.current()) == [cat]

    def test_blanks_are_filled_and_what_was_chosen_is_taken(self):
        ann = PersonFactory(name="Ann", role="head")
        bob = PersonFactory(name="Anne Lee", role="senco", organisation_name="Hill")
        merge_people(kept=ann, gone=bob, taken={"name"}, now=NOW)
        ann.refresh_from_db()
        assert (ann.name, ann.role, ann.organisation_name) == ("Anne Lee", "head", "Hill")

    def test_the_record_holds_no_name_and_no_address(self, guides):
        ann, bob = PersonFactory(name="Ann Lee"), PersonFactory(name="Bob Dee", organisation_name="Hill")
        take(bob, guides[0], NOW)
        merge = merge_people(kept=ann, gone=bob, taken={"name"}, now=NOW)
        make_main(person=ann, other=bob, now=NOW)
        merge.refresh_from_db()
        for word in ("@", "Ann", "Bob", "Lee", "Dee", "Hill"):
            assert word not in str(merge.record)

    def test_joinings_are_taken_back_from_the_latest(self):
        ann, bob, cat, dan = (PersonFactory() for _ in range(4))
        first = merge_people(kept=ann, gone=bob, now=NOW)
        second = merge_people(kept=ann, gone=cat, now=NOW)
        third = merge_people(kept=dan, gone=ann, now=NOW)
        for merge, words in ((first, "Take that joining back first"), (second, "somebody else since")):
            with pytest.raises(Refused, match=words):
                unmerge_people(merge=merge, now=NOW)
        for merge in (third, second, first):
            assert why_not_undone(merge) == ""
            unmerge_people(merge=Merge.objects.get(pk=merge.pk), now=NOW)
        assert Person.objects.current().count() == 4
        with pytest.raises(Refused, match="already"):
            unmerge_people(merge=first, now=NOW)
        # Once more: a pair may be joined again.
        merge_people(kept=bob, gone=ann, now=NOW)

    def test_nobody_is_joined_to_themselves_or_to_somebody_who_leads_on(self):
        ann, bob, cat = PersonFactory(), PersonFactory(), PersonFactory()
        with pytest.raises(Refused, match="same person"):
            merge_people(kept=ann, gone=ann, now=NOW)
        merge_people(kept=ann, gone=bob, now=NOW)
        for kept, gone in ((bob, cat), (cat, bob)):
            with pytest.raises(Refused, match="meanwhile"):
                merge_people(kept=kept, gone=gone, now=NOW)

    def test_the_main_address_changes_and_a_joining_can_still_be_taken_back(self):
        ann, bob = PersonFactory(email="ann@x.org"), PersonFactory(email="bob@x.org", is_shared_mailbox=True)
        cat = PersonFactory(email="cat@x.org")
        before = rows(Person, "updated_at")
        first = merge_people(kept=ann, gone=bob, now=NOW)
        make_main(person=ann, other=bob, now=NOW)
        ann.refresh_from_db()
        assert (ann.email, ann.is_shared_mailbox) == ("bob@x.org", True)
        assert find("ann@x.org") == ann
        second = merge_people(kept=cat, gone=ann, now=NOW)
        make_main(person=cat, other=bob, now=NOW)
        cat.refresh_from_db()
        assert cat.email == "ann@x.org"
        unmerge_people(merge=second, now=NOW)
        assert {person.email for person in Person.objects.current()} == {"bob@x.org", "cat@x.org"}
        unmerge_people(merge=Merge.objects.get(pk=first.pk), now=NOW)
        assert rows(Person, "updated_at") == before

    def test_who_did_it_is_logged_by_numbers(self):
        from wagtail.models import ModelLogEntry

        ann, bob = PersonFactory(name="Ann"), PersonFactory()
        user = member_of(StaffGroup.DATA_OFFICERS)
        unmerge_people(merge=merge_people(kept=ann, gone=bob, user=user, now=NOW), user=user, now=NOW)
        entries = ModelLogEntry.objects.filter(action__startswith="people.").order_by("pk")
        assert [(entry.action, entry.user) for entry in entries] == [
            ("people.merge", user),
            ("people.unmerge", user),
        ]
        assert "@" not in "".join(f"{entry.label} {entry.data}" for entry in entries)


@pytest.mark.django_db
class TestOtherAddresses:
    def test_one_is_added_in_any_spelling_and_leads_to_them(self):
        ann = PersonFactory()
        other = add_address(person=ann, email="Ann <ANN@home.org>", now=NOW)
        assert (other.email, other.merged_into) == ("ann@home.org", ann)
        assert identify(email="ann@home.org", now=NOW) == ann

    def test_an_address_that_is_somebodys_is_not_taken_from_them(self):
        ann, bob = PersonFactory(), PersonFactory()
        with pytest.raises(AddressTaken) as taken:
            add_address(person=ann, email=bob.email, now=NOW)
        assert taken.value.other == bob
        with pytest.raises(ValueError, match="email"):
            add_address(person=ann, email="bob", now=NOW)

    def test_one_goes_only_when_nothing_hangs_on_it(self, guides):
        ann, bob = PersonFactory(), PersonFactory()
        other = add_address(person=ann, email="a@home.org", now=NOW)
        DownloadFactory(person=other)
        with pytest.raises(Refused, match="stays"):
            remove_address(person=ann, other=other)
        Download.objects.all().delete()
        remove_address(person=ann, other=other)
        assert find("a@home.org") is None
        merge_people(kept=ann, gone=bob, now=NOW)
        with pytest.raises(Refused, match="joining back"):
            remove_address(person=ann, other=bob)
        with pytest.raises(Refused, match="not theirs"):
            remove_address(person=bob, other=ann)

    def test_the_main_one_is_one_of_theirs(self):
        ann, bob = PersonFactory(), PersonFactory()
        with pytest.raises(Refused, match="not theirs"):
            make_main(person=ann, other=bob, now=NOW)


@pytest.mark.django_db
def test_an_erasure_takes_every_address_and_empties_the_record():
    ann, bob = PersonFactory(name="Ann"), PersonFactory(email="bob@home.org", name="Annie")
    ann.tags.add(Tag.objects.create(name="reviewer"))
    merge = merge_people(kept=ann, gone=bob, now=NOW)
    (mine,) = [owner for owner in owners() if owner.label == "people"]
    sheets = mine.export(ann)
    assert "bob@home.org" in str([list(sheet.rows) for sheet in sheets])
    owner = member_of(StaffGroup.DATA_OFFICERS)
    for query in ("q=bob%40home.org", "role=head"):
        SavedFilter.objects.create(name=query[:4], screen="people:index", query=query, owner=owner)
    assert mine.erase_address("bob@home.org", now=NOW) == {"saved filters removed": 1}
    for person in (bob, ann):
        mine.erase(person, now=NOW)
        assert sum(mine.erase(person, now=NOW).values()) == 0
        person.delete()
    merge.refresh_from_db()
    assert (merge.kept, merge.gone, merge.record) == (None, None, {})
    assert not Person.objects.exists()
    with pytest.raises(Refused, match="erased"):
        unmerge_people(merge=merge, now=NOW)


@pytest.mark.django_db
def test_the_database_itself_joins_somebody_once_at_a_time():
    ann, bob, cat = PersonFactory(), PersonFactory(), PersonFactory()
    Merge.objects.create(kept=ann, gone=bob, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(kept=cat, gone=bob, at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Merge.objects.create(kept=cat, gone=cat, at=NOW)


@pytest.mark.both_databases
@pytest.mark.django_db
def test_history_under_two_addresses_of_one_person_counts_once_a_day(guides):
    ann, bob = PersonFactory(email="ann@work.org"), PersonFactory(email="ann@home.org")
    merge_people(kept=ann, gone=bob, now=NOW)
    rows_of_history = [
        (line, {"resource": guides[0].slug, "downloaded_at": f"2017-03-01 {hour}:00", "email": email})
        for line, (hour, email) in enumerate([("09", "ann@home.org"), ("10", "ann@work.org")], 2)
    ]
    for dry_run in (True, False):
        told = [one.fate.value for one in Importer(now=NOW, dry_run=dry_run).run(rows_of_history)]
        assert told == ["counted", "repeat"]
    assert set(Download.objects.values_list("person", "downloader")) == {(ann.pk, ann.key)}
    assert tallies_agree()
    assert firsts_are_right()


@pytest.mark.django_db
def test_a_device_that_remembers_the_old_identity_knows_the_person():
    ann, bob = PersonFactory(), PersonFactory()
    token = make_link(purpose=LinkPurpose.WHO, key=bob.key, now=NOW)
    merge_people(kept=ann, gone=bob, now=NOW)
    assert person_of_link(token, NOW) == ann


@pytest.mark.django_db
def test_what_was_written_to_the_old_row_at_that_moment_goes_over_at_night(guides):
    ann, bob = PersonFactory(), PersonFactory()
    take(ann, guides[0], NOW)
    before = everything()
    merge = merge_people(kept=ann, gone=bob, now=NOW)
    late = take(bob, guides[0], NOW + timedelta(hours=1))
    assert late.outcome == Outcome.COUNTED
    assert gather_late(now=NOW + DAY) == 1
    assert gather_late(now=NOW + DAY) == 0
    late.refresh_from_db()
    assert (late.person, late.downloader, late.outcome) == (ann, ann.key, Outcome.REPEAT)
    assert tallies_agree()
    unmerge_people(merge=Merge.objects.get(pk=merge.pk), now=NOW)
    late.refresh_from_db()
    assert (late.person, late.outcome, late.first_ever) == (bob, Outcome.COUNTED, True)
    assert tallies_agree()
    late.delete()
    with transaction.atomic():
        rebuild_tallies()
    assert everything() == before


def at_once(*jobs) -> tuple[list, list[Exception]]:
    """Run jobs in threads of their own, begun together: what came out, and what went wrong."""
    ready, done, failed = threading.Barrier(len(jobs)), [], []

    def run(job) -> None:
        try:
            ready.wait()
            done.append(job())
        except Exception as error:
            failed.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done, failed


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_of_two_joinings_at_once_one_wins_and_the_other_is_told():
    ann, bob, cat = PersonFactory(), PersonFactory(), PersonFactory()
    done, failed = at_once(
        lambda: merge_people(kept=ann, gone=bob, now=NOW),
        lambda: merge_people(kept=bob, gone=ann, now=NOW),
        lambda: merge_people(kept=cat, gone=bob, now=NOW),
    )
    assert all(isinstance(error, Refused) for error in failed), failed
    assert len(done) + len(failed) == 3
    leads = dict(Person.objects.values_list("pk", "merged_into"))
    assert all(leads[into] is None for into in leads.values() if into is not None)
    assert Merge.objects.filter(undone_at=None).count() == len(done) == sum(map(bool, leads.values()))


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_joining_is_taken_back_once():
    merge = merge_people(kept=PersonFactory(), gone=PersonFactory(), now=NOW)
    done, failed = at_once(*[lambda: unmerge_people(merge=merge, now=NOW)] * 3)
    assert len(done) == 1
    assert [type(error) for error in failed] == [Refused, Refused]


@pytest.mark.both_databases
@pytest.mark.django_db(transaction=True)
def test_a_guide_taken_while_its_person_is_joined_belongs_to_the_one_kept(guides):
    from cms.resources.services import ask_for_download

    ann, bob = PersonFactory(), PersonFactory()
    file = guides[0].editions.get().files.get()
    take(ann, guides[0], NOW)
    row = ask_for_download(person=bob, file=file, channel="form", heard_source=None, now=NOW)
    seen = Download.objects.get(pk=row.pk)
    merge_people(kept=ann, gone=bob, now=NOW)
    # Read before the joining, served after it.
    complete_download(download=seen, file=file, robot=False, staff=False, now=NOW)
    row.refresh_from_db()
    assert (row.person, row.downloader, row.outcome) == (ann, ann.key, Outcome.REPEAT)
    assert tallies_agree()
