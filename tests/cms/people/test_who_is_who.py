"""The screens about who is who: likely duplicates, two side by side, other addresses, shared mailboxes."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from cms.accounts.choices import StaffGroup
from cms.core.nightly import run_jobs
from cms.people.choices import Verdict
from cms.people.models import DuplicateProposal, Merge, Person
from cms.people.services import merge_people
from cms.people.services.proposing import open_proposals, propose_duplicates
from tests.factories import DownloadFactory, PersonFactory, ResourceFactory
from tests.staff import client_of

pytestmark = pytest.mark.django_db
NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)


@pytest.fixture
def officer(db):
    return client_of(StaffGroup.DATA_OFFICERS)


@pytest.fixture
def pair(db):
    return (
        PersonFactory(email="sam@gmial.com", name="Sam Lee", role="senco", organisation_name="Hill"),
        PersonFactory(
            email="sam@gmail.com",
            name="Sam Leigh",
            postcode="LS1 4AP",
            outcode="LS1",
            country="GB-ENG",
            region="E12000003",
            place_method="outcode",
        ),
    )


class TestProposals:
    def test_a_second_look_finds_nothing_new_and_what_was_decided_stays(self, pair):
        assert propose_duplicates(now=NOW) == (1, 0)
        assert propose_duplicates(now=NOW) == (0, 0)
        DuplicateProposal.objects.update(verdict=Verdict.DIFFERENT)
        assert propose_duplicates(now=NOW) == (0, 0)
        assert not open_proposals().exists()

    def test_one_goes_when_its_reason_has_gone(self, pair):
        propose_duplicates(now=NOW)
        Person.objects.filter(pk=pair[0].pk).update(email="sam@hill.sch.uk")
        assert propose_duplicates(now=NOW) == (0, 1)

    def test_the_night_looks_and_never_joins(self, pair):
        done, failed = run_jobs(now=timezone.now())
        assert done["likely duplicates looked for"] == 1
        assert not failed
        assert not Merge.objects.exists()
        assert Person.objects.current().count() == 2

    @pytest.mark.parametrize("number", [1, 3])
    def test_looking_costs_the_same_at_any_number(self, number, django_assert_max_num_queries):
        for n in range(number):
            PersonFactory(email=f"s{n}@gmial.com")
            PersonFactory(email=f"s{n}@gmail.com")
        with django_assert_max_num_queries(5):
            assert propose_duplicates(now=NOW) == (number, 0)

    def test_somebody_says_they_are_two_and_takes_it_back(self, officer, pair):
        propose_duplicates(now=NOW)
        row = DuplicateProposal.objects.get()
        assert "sam@gmial.com" in officer.get("/admin/people/duplicates/").content.decode()
        officer.post("/admin/people/duplicates/", {"different": row.pk})
        assert "sam@gmial.com" not in officer.get("/admin/people/duplicates/").content.decode()
        row.refresh_from_db()
        assert (row.verdict, row.decided_by.email) == (Verdict.DIFFERENT, "data-officers@example.org")
        assert "sam@gmial.com" in officer.get("/admin/people/duplicates/?shown=different").content.decode()
        officer.post("/admin/people/duplicates/", {"again": row.pk})
        assert open_proposals().count() == 1

    @pytest.mark.parametrize("number", [1, 3])
    def test_the_list_costs_the_same_at_any_number(self, officer, number, django_assert_max_num_queries):
        for n in range(number):
            PersonFactory(email=f"s{n}@gmial.com")
            PersonFactory(email=f"s{n}@gmail.com")
        officer.post("/admin/people/duplicates/", {"look": "1"})
        officer.get("/admin/people/duplicates/")
        with django_assert_max_num_queries(14):
            html = officer.get("/admin/people/duplicates/?why=typo").content.decode()
        assert html.count("gmial.com</td>") + html.count("gmial.com<br>") == number

    def test_what_waits_stands_on_the_dashboard_of_those_who_decide(self, officer, pair):
        propose_duplicates(now=NOW)
        PersonFactory(email="office@hill.sch.uk")
        html = officer.get("/admin/").content.decode()
        assert "1 pair of addresses may be one person" in html
        assert "1 address looks like a shared mailbox" in html
        assert "may be one person" not in client_of(StaffGroup.COMMUNICATIONS).get("/admin/").content.decode()


class TestSideBySide:
    def url(self, pair) -> str:
        return f"/admin/people/join/{pair[0].pk}/{pair[1].pk}/"

    def test_both_stand_there_with_what_they_did(self, officer, pair):
        DownloadFactory(person=pair[0])
        html = officer.get(self.url(pair)).content.decode()
        for words in ("sam@gmial.com", "sam@gmail.com", "Sam Leigh", "LS1 4AP", "Downloads", "Hill", "SENCO"):
            assert words in html, words

    def test_they_are_joined_as_chosen_and_taken_apart_again(self, officer, pair):
        one, other = pair
        download = DownloadFactory(person=one)
        response = officer.post(self.url(pair), {"main": other.pk, "name": one.pk})
        merge = Merge.objects.get()
        assert response.url == f"/admin/people/joined/{merge.pk}/"
        other.refresh_from_db()
        download.refresh_from_db()
        assert (other.name, other.role, other.organisation_name, download.person) == (
            "Sam Lee",
            "senco",
            "Hill",
            other,
        )
        html = officer.get(response.url).content.decode()
        assert "sam@gmial.com leads to sam@gmail.com now" in html
        # The old address leads on, is found, and stands in no list of its own.
        assert officer.get(f"/admin/people/inspect/{one.pk}/").url == f"/admin/people/inspect/{other.pk}/"
        found = officer.get("/admin/people/", {"q": "gmial"}).context["object_list"]
        assert list(found) == [other]
        assert "sam@gmial.com" in officer.get(f"/admin/people/inspect/{other.pk}/").content.decode()
        officer.post(response.url)
        other.refresh_from_db()
        assert (other.name, other.role) == ("Sam Leigh", "")
        assert Person.objects.current().count() == 2
        assert "taken apart again" in officer.get(response.url).content.decode()
        # A second press says why nothing happens.
        page = officer.post(response.url, follow=True).content.decode()
        assert "has been taken back already" in page

    def test_without_a_main_address_nothing_happens(self, officer, pair):
        html = officer.post(self.url(pair), {"main": "9"}).content.decode()
        assert "Choose the address we write to" in html
        assert not Merge.objects.exists()

    def test_they_are_two_people(self, officer, pair):
        officer.post(self.url(pair), {"different": "1"})
        propose_duplicates(now=NOW)
        assert not open_proposals().exists()

    def test_somebody_else_was_quicker(self, officer, pair):
        third = PersonFactory()
        merge_people(kept=third, gone=pair[0], now=NOW)
        assert officer.get(self.url(pair)).status_code == 404
        assert officer.post(self.url(pair), {"main": pair[1].pk}).status_code == 404

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_costs_the_same_at_any_number(self, officer, pair, number, django_assert_max_num_queries):
        for _ in range(number):
            DownloadFactory(person=pair[0], resource=ResourceFactory())
        officer.get(self.url(pair))
        with django_assert_max_num_queries(24):
            officer.get(self.url(pair))

    def test_the_other_one_is_found_by_a_word_or_an_address(self, officer, pair):
        propose_duplicates(now=NOW)
        ann = PersonFactory(name="Ann", email="ann@home.org")
        PersonFactory(email="ann@work.org", merged_into=ann)
        url = f"/admin/people/join/{pair[0].pk}/"
        assert "sam@gmail.com" in officer.get(url).content.decode()
        for asked in ("ann", "Ann <ANN@work.org>"):
            assert "ann@home.org" in officer.get(url, {"q": asked}).content.decode()
        assert "Nobody else fits" in officer.get(url, {"q": "xylophone"}).content.decode()


class TestAddresses:
    def test_one_is_added_made_the_main_one_and_removed(self, officer):
        ann = PersonFactory(email="ann@work.org")
        url = f"/admin/people/addresses/{ann.pk}/"
        officer.post(url, {"email": " Ann <ANN@home.org>"})
        other = ann.other_addresses.get()
        officer.post(url, {"main": other.pk})
        ann.refresh_from_db()
        assert ann.email == "ann@home.org"
        officer.post(url, {"remove": other.pk})
        assert not ann.other_addresses.exists()

    def test_what_is_no_address_is_told_and_stays_in_the_box(self, officer):
        ann = PersonFactory()
        response = officer.post(f"/admin/people/addresses/{ann.pk}/", {"email": "ann at home"})
        assert response.status_code == 422
        assert "Enter an email address like" in response.content.decode()
        assert 'value="ann at home"' in response.content.decode()

    def test_somebody_elses_leads_to_both_side_by_side(self, officer, pair):
        one, other = pair
        response = officer.post(f"/admin/people/addresses/{one.pk}/", {"email": other.email})
        assert response.url == f"/admin/people/join/{one.pk}/{other.pk}/"
        assert not Merge.objects.exists()

    @pytest.mark.parametrize(
        "sent", [{"main": "x"}, {"remove": "99999999999999999999"}, {"main": ""}, {"remove": "7"}]
    )
    def test_a_forged_key_is_not_found(self, officer, sent):
        ann = PersonFactory()
        assert officer.post(f"/admin/people/addresses/{ann.pk}/", sent).status_code == 404


class TestMailboxes:
    def test_they_are_proposed_and_marked_many_at_once(self, officer):
        office, senco, _sam = (
            PersonFactory(email=f"{word}@hill.sch.uk") for word in ("office", "senco", "sam")
        )
        html = officer.get("/admin/people/mailboxes/").content.decode()
        assert "office@hill.sch.uk" in html
        assert "sam@hill.sch.uk" not in html
        officer.post("/admin/people/mailboxes/", {"person": [office.pk]})
        officer.post("/admin/people/mailboxes/", {"person": [senco.pk], "own": "1"})
        assert list(Person.objects.filter(is_shared_mailbox=True)) == [office]
        assert "has been looked at" in officer.get("/admin/people/mailboxes/").content.decode()

    def test_nothing_ticked_is_told(self, officer):
        page = officer.post("/admin/people/mailboxes/", {"person": ["x", "²"]}, follow=True).content.decode()
        assert "Tick the addresses you mean first" in page
