"""The screens about people: found by any part, shown whole, exported by few."""

import csv
import io
from datetime import UTC, datetime

import pytest
from wagtail.models import ModelLogEntry

from cms.accounts.choices import StaffGroup
from cms.consent.choices import Act, Purpose
from cms.consent.models import ConsentEvent
from cms.people.models import Person
from cms.people.timeline import timeline_of
from tests.factories import DownloadFactory, PersonFactory, ResourceFactory
from tests.staff import client_of

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("asked", ["ann", "ANN smith", "smith@", "leeds ann", "city"])
def test_somebody_is_found_by_any_part_of_name_address_or_organisation(asked):
    PersonFactory(name="Ann Smith", email="a.smith@example.org", organisation_name="Leeds City Academy")
    PersonFactory(name="Bob Jones")
    found = client_of(StaffGroup.COMMUNICATIONS).get("/admin/people/", {"q": asked}).context["object_list"]
    assert [person.name for person in found] == ["Ann Smith"]


def test_a_persons_page_tells_downloads_consents_place_and_history():
    person = PersonFactory(
        name="Ann Smith", country="GB-ENG", region="E12000003", authority="383", place_method="outcode"
    )
    DownloadFactory(person=person, resource=ResourceFactory(title="A guide of ours"), heard_words="from Bob")
    ConsentEvent.objects.create(
        person=person,
        purpose=Purpose.NEWSLETTER,
        act=Act.GIVEN,
        source="the form",
        at=datetime(2017, 1, 2, tzinfo=UTC),
    )
    html = client_of(StaffGroup.COMMUNICATIONS).get(f"/admin/people/inspect/{person.pk}/").content.decode()
    for words in (
        "A guide of ours",
        "from Bob",
        "Newsletter",
        "Leeds, Yorkshire and The Humber, England",
        "postcode district",
    ):
        assert words in html, words
    assert [entry.kind for entry in timeline_of(person)] in (
        ["consent", "download", "person"],
        ["consent", "person", "download"],
    )


@pytest.mark.parametrize("number", [1, 3])
def test_a_persons_page_costs_the_same_at_any_number(number, django_assert_max_num_queries):
    person = PersonFactory()
    for _ in range(number):
        DownloadFactory(person=person)
    client = client_of(StaffGroup.COMMUNICATIONS)
    client.get(f"/admin/people/inspect/{person.pk}/")
    with django_assert_max_num_queries(40):
        client.get(f"/admin/people/inspect/{person.pk}/")


def test_people_leave_the_site_only_with_those_who_answer_for_it():
    PersonFactory(name="=cmd()", email="ann@example.org")
    refused = client_of(StaffGroup.COMMUNICATIONS)
    assert refused.get("/admin/people/?export=csv").status_code == 302
    assert "export=csv" not in refused.get("/admin/people/").content.decode()
    response = client_of(StaffGroup.DATA_OFFICERS).get("/admin/people/?export=csv&q=ann")
    (line,) = csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig")))
    assert (line["E-mail address"], line["Name"]) == ("ann@example.org", "'=cmd()")
    entry = ModelLogEntry.objects.get(action="people.export")
    assert "ann" not in str(entry.data)


def test_a_correction_is_logged_without_their_name():
    person = PersonFactory(name="Ann")
    client_of(StaffGroup.DATA_OFFICERS).post(
        f"/admin/people/edit/{person.pk}/",
        {"name": "Anne", "role": "senco", "organisation_type": "", "organisation_name": "", "language": "en"},
    )
    assert Person.objects.get().name == "Anne"
    entry = ModelLogEntry.objects.get(action="wagtail.edit")
    assert entry.label == f"Person {person.pk}"
    assert "Ann" not in str(entry.data)
