"""What is done with a list: filters kept under a name, a tag for many, everybody once, the export."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st
from wagtail.models import ModelLogEntry

from cms.accounts.choices import StaffGroup
from cms.consent.choices import Purpose
from cms.consent.services import current_wording, give_consent
from cms.people.models import Organisation, Person, SavedFilter, Tag
from cms.people.rules.filters import plain_query
from cms.people.services import merge_people
from cms.people.timeline import timeline_of
from tests.factories import DownloadFactory, PersonFactory, ResourceFactory
from tests.staff import client_of, member_of

NOW = datetime(2018, 3, 22, 12, tzinfo=UTC)


def shown(client, query: str) -> set[str]:
    """Who stands on the list, by name."""
    return {person.name for person in client.get(f"/admin/people/?{query}").context["object_list"]}


@given(
    st.lists(st.tuples(st.sampled_from(["role", "q", "p", "tag", "export"]), st.text(max_size=8)), max_size=6)
)
def test_one_spelling_of_filters_is_one_spelling(pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)
    query = plain_query(data)
    assert plain_query(query) == plain_query(QueryDict(query)) == query
    assert not {"p", "export"} & set(QueryDict(query))


@pytest.mark.django_db
class TestTheList:
    def test_it_is_narrowed_by_what_is_known(self):
        hill = Organisation.objects.create(kind="charity", name="Hill")
        ann = PersonFactory(name="Ann", role="head", region="E12000003", authority="383", organisation=hill)
        PersonFactory(name="Bob", is_shared_mailbox=True, organisation_name="Hill")
        tag = Tag.objects.create(name="reviewer")
        ann.tags.add(tag)
        client = client_of(StaffGroup.COMMUNICATIONS)
        for query, names in {
            "role=head": {"Ann"},
            "role=unknown": {"Bob"},
            "region=E12000003": {"Ann"},
            "region=unknown": {"Bob"},
            "authority=383": {"Ann"},
            f"tag={tag.pk}": {"Ann"},
            "matched=yes": {"Ann"},
            "matched=no": {"Bob"},
            "matched=unknown": set(),
            "shared=yes": {"Bob"},
            "shared=no": {"Ann"},
            "role=nonsense": set(),
            "tag=99999": set(),
        }.items():
            assert shown(client, query) == names, query

    def test_it_is_narrowed_by_what_other_rooms_know(self):
        ann, _bob = PersonFactory(name="Ann"), PersonFactory(name="Bob")
        wording = current_wording(Purpose.NEWSLETTER)
        give_consent(
            person=ann, purpose=Purpose.NEWSLETTER, wording=wording, source="a form", proof="link", now=NOW
        )
        download = DownloadFactory(person=ann)
        client = client_of(StaffGroup.COMMUNICATIONS)
        assert shown(client, "newsletter=yes") == {"Ann"}
        assert shown(client, "newsletter=no") == {"Bob"}
        assert shown(client, f"taken={download.resource_id}") == {"Ann"}

    def test_another_address_is_no_line_of_its_own(self):
        ann, bob = PersonFactory(name="Ann"), PersonFactory(name="Bob", email="bob@home.org")
        merge_people(kept=ann, gone=bob, now=NOW)
        client = client_of(StaffGroup.COMMUNICATIONS)
        assert shown(client, "") == {"Ann"}
        assert shown(client, "q=bob@home") == {"Ann"}
        assert "also bob@home.org" in client.get("/admin/people/?q=bob@home").content.decode()

    def test_the_export_has_tags_and_other_addresses(self):
        ann, bob = PersonFactory(name="Ann"), PersonFactory(email="bob@home.org")
        merge_people(kept=ann, gone=bob, now=NOW)
        for name in ("=summit", "reviewer"):
            ann.tags.add(Tag.objects.create(name=name))
        response = client_of(StaffGroup.DATA_OFFICERS).get("/admin/people/?export=csv")
        (line,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
        assert line["Tags"] == "'=summit, reviewer"
        assert line["Other addresses"] == "bob@home.org"
        response = client_of(StaffGroup.DATA_OFFICERS).get("/admin/people/?export=xlsx")
        assert b"".join(response.streaming_content).startswith(b"PK")

    @pytest.mark.parametrize("number", [1, 3])
    def test_it_costs_the_same_at_any_number(self, number, django_assert_max_num_queries):
        for n in range(number):
            PersonFactory().tags.add(Tag.objects.create(name=f"tag {n}"))
        client = client_of(StaffGroup.COMMUNICATIONS)
        client.get("/admin/people/")
        with django_assert_max_num_queries(20):
            client.get("/admin/people/?role=unknown")


@pytest.mark.django_db
class TestSavedFilters:
    def save(self, client, name="Heads", query="role=head&p=2", **more):
        return client.post(
            "/admin/people/filters/",
            {"name": name, "screen": "people:index", "query": query, **more},
            follow=True,
        )

    def test_one_is_saved_used_renamed_and_deleted(self):
        client = client_of(StaffGroup.COMMUNICATIONS)
        assert "Save this filter" in client.get("/admin/people/?role=head").content.decode()
        response = self.save(client)
        assert response.redirect_chain[-1][0] == "/admin/people/?role=head"
        html = response.content.decode()
        assert 'href="/admin/people/?role=head" aria-current="page">Heads</a>' in html
        row = SavedFilter.objects.get()
        client.post("/admin/people/filters/", {"change": row.pk, "name": "All heads", "is_shared": "1"})
        row.refresh_from_db()
        assert (row.name, row.is_shared, row.query) == ("All heads", True, "role=head")
        client.post("/admin/people/filters/", {"delete": row.pk})
        assert not SavedFilter.objects.exists()

    def test_what_is_wrong_is_told_and_nothing_saved_twice(self):
        client = client_of(StaffGroup.COMMUNICATIONS)
        self.save(client)
        assert "this name already" in self.save(client, name="HEADS").content.decode()
        assert "Give the filter a name" in self.save(client, name=" ").content.decode()
        assert "nothing to save yet" in self.save(client, name="New", query="p=3").content.decode()
        assert SavedFilter.objects.count() == 1
        assert self.save(client, name="New", screen="other:screen").status_code == 404

    def test_only_its_owner_changes_it_and_the_team_sees_what_is_shared(self):
        owner = member_of(StaffGroup.COMMUNICATIONS)
        mine = SavedFilter.objects.create(name="Mine", screen="people:index", query="role=head", owner=owner)
        shared = SavedFilter.objects.create(
            name="Ours", screen="people:index", query="role=ta", owner=owner, is_shared=True
        )
        other = client_of(StaffGroup.DATA_OFFICERS)
        html = other.get("/admin/people/filters/").content.decode()
        assert "Ours" in html
        assert "Mine" not in html
        for row in (mine, shared):
            assert other.post("/admin/people/filters/", {"delete": row.pk}).status_code == 404
            assert other.post("/admin/people/filters/", {"change": row.pk, "name": "X"}).status_code == 404


@pytest.mark.django_db
class TestTags:
    def test_everybody_who_fits_is_tagged_and_it_is_undone(self):
        ann, bob, cat = (PersonFactory(name=name, role="head") for name in ("Ann", "Bob", "Cat"))
        other = PersonFactory(role="ta")
        cat.tags.add(Tag.objects.create(name="Summit"))
        client = client_of(StaffGroup.COMMUNICATIONS)
        assert "3 people fit" in client.get("/admin/people/tag/?role=head").content.decode()
        sent = {"query": "role=head", "number": "3", "tag": " summit "}
        page = client.post("/admin/people/tag/", sent, follow=True).content.decode()
        assert "is on 2 more people" in page
        assert set(Person.objects.filter(tags__name="Summit")) == {ann, bob, cat}
        assert "off 2 people" in client.get("/admin/people/tag/?undo=1").content.decode()
        client.post("/admin/people/tag/", {"undo": "1"})
        assert set(Person.objects.filter(tags__name="Summit")) == {cat}
        page = client.post("/admin/people/tag/", {"undo": "1"}, follow=True).content.decode()
        assert "nothing to undo" in page
        client.post("/admin/people/tag/", sent | {"take_off": "1"})
        assert not Person.objects.filter(tags__isnull=False).exists()
        assert other.tags.count() == 0
        entries = ModelLogEntry.objects.filter(action__in=["people.tag", "people.untag"])
        assert {entry.data.get("people") for entry in entries if entry.data.get("people")} == {2, 1}

    def test_when_other_people_fit_meanwhile_one_looks_again(self):
        PersonFactory(role="head")
        client = client_of(StaffGroup.COMMUNICATIONS)
        page = client.post(
            "/admin/people/tag/", {"query": "role=head", "number": "2", "tag": "x"}, follow=True
        ).content.decode()
        assert "other people fit" in page
        assert not Tag.objects.exists()

    def test_a_tag_needs_a_word(self):
        PersonFactory()
        response = client_of(StaffGroup.COMMUNICATIONS).post(
            "/admin/people/tag/", {"query": "", "number": "1", "tag": "\u200b "}
        )
        assert response.status_code == 422
        assert "Write the word to sort by" in response.content.decode()

    def test_one_person_is_tagged_on_their_page(self):
        ann = PersonFactory()
        client = client_of(StaffGroup.COMMUNICATIONS)
        client.post(f"/admin/people/tags/{ann.pk}/", {"tag": "Reviewer"})
        client.post(f"/admin/people/tags/{ann.pk}/", {"tag": "REVIEWER"})
        (tag,) = ann.tags.all()
        assert "Reviewer" in client.get(f"/admin/people/inspect/{ann.pk}/").content.decode()
        client.post(f"/admin/people/tags/{ann.pk}/", {"remove": tag.pk})
        assert not ann.tags.exists()

    @pytest.mark.parametrize("number", [1, 3])
    def test_tagging_costs_the_same_at_any_number(self, number, django_assert_max_num_queries):
        for _ in range(number + 1):
            PersonFactory()
        client = client_of(StaffGroup.COMMUNICATIONS)
        client.get("/admin/people/tag/")
        with django_assert_max_num_queries(32):
            client.post("/admin/people/tag/", {"query": "", "number": str(number + 1), "tag": "x"})


@pytest.mark.django_db
class TestTimeline:
    def test_it_comes_in_pages_and_is_narrowed_to_one_kind(self):
        ann, bob = PersonFactory(), PersonFactory()
        guide = ResourceFactory(title="A guide of ours")
        for n in range(60):
            DownloadFactory(person=ann, resource=guide, completed_at=NOW + timedelta(days=n))
        merge_people(kept=ann, gone=bob, now=NOW)
        client = client_of(StaffGroup.DATA_OFFICERS)
        url = f"/admin/people/inspect/{ann.pk}/"
        first = client.get(url)
        assert len(first.context["timeline"]) == 50
        assert "Page 1 of 2" in first.content.decode()
        assert [kind for kind, _label, _number in first.context["kinds"]] == ["download", "person"]
        assert len(client.get(f"{url}?p=2").context["timeline"]) == 12
        few = client.get(f"{url}?kind=person").context["timeline"]
        assert [entry.title for entry in few] == [
            "Found to be one person under two addresses",
            "First known to us",
        ]
        for odd in ("kind=nonsense", "p=99", "p=x", "kind=download&p=-1"):
            assert client.get(f"{url}?{odd}").status_code == 200
        assert len(timeline_of(ann)) == 62
