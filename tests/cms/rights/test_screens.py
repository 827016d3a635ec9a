"""The public pages and the team's screens: what stands on them, and what their buttons do."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.people.models import Person
from cms.rights.choices import Kind, State
from cms.rights.models import Erasure, Farewell, Package, RightsRequest
from cms.rights.reports import length_of_time, register_of_what_is_kept
from cms.rights.services.requests import confirm, take_request
from cms.rights.to_do import to_do
from tests.cms.rights.conftest import ADDRESS, NOW
from tests.factories import DownloadFactory, PersonFactory
from tests.staff import client_of, member_of

pytestmark = pytest.mark.django_db
PUBLIC = ("", "see/", "erase/", "complain/", "sent/", "what-we-keep/")


@pytest.fixture
def officer():
    return client_of("Data officers")


@pytest.fixture
def asked():
    PersonFactory(email=ADDRESS, name="Wil")
    now = timezone.now()
    return confirm(request=take_request(kind=Kind.ACCESS, email=ADDRESS, words="All of it", now=now), now=now)


def words(response) -> str:
    return re.sub(r"\s+", " ", response.content.decode())


@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_set_no_cookie_and_have_one_heading(language, path, client):
    response = client.get(f"{language}/your-data/{path}")
    assert response.status_code == 200
    assert not response.cookies
    assert response.content.decode().count("<h1") == 1
    assert f'<html lang="{language[1:] or "en"}"' in response.content.decode()


def test_the_register_is_what_the_owners_say_and_has_the_numbers_of_the_settings(client, settings):
    settings.RETENTION = settings.RETENTION | {"people": 4 * 365, "packages": 11}
    page = words(client.get("/your-data/what-we-keep/"))
    lines = register_of_what_is_kept()
    assert len(lines) >= 12
    for line in lines:
        assert line.what.replace("’", "&#x27;") in page or line.what in page
    assert "4 years" in page
    assert "11 days" in page


@pytest.mark.parametrize(
    ("days", "told"), [(1, "1 day"), (14, "14 days"), (60, "2 months"), (365, "1 year"), (1095, "3 years")]
)
def test_days_are_told_as_people_say_them(days, told):
    assert length_of_time(days) == told


def test_the_privacy_page_shows_it(client):
    from wagtail.models import Page

    from cms.pages.models import StandardPage

    home = Page.objects.filter(depth=2).first()
    page = home.add_child(instance=StandardPage(title="Privacy", slug="privacy", shows_what_we_keep=True))
    other = home.add_child(instance=StandardPage(title="About", slug="about-us"))
    assert 'id="what-we-keep"' in words(client.get(page.url))
    assert 'id="what-we-keep"' not in words(client.get(other.url))


def test_the_register_can_be_taken_away(officer):
    response = officer.get("/admin/rights/register/?export=csv")
    table = b"".join(response.streaming_content).decode()
    assert len(table.splitlines()) == len(register_of_what_is_kept()) + 1


def test_a_request_is_moved_answered_and_closed(officer, asked, run_jobs, mailoutbox):
    path = f"/admin/rights/request/{asked.pk}/"
    page = words(officer.get(path))
    assert "All of it" in page
    assert "Set to “in progress”" in page
    assert officer.post(path, {"do": "progress", "why": ""}).status_code == 302
    refused = officer.post(path, {"do": "refused", "why": ""})
    assert refused.status_code == 422
    assert "Say why" in words(refused)
    assert officer.post(path, {"do": "copy"}).status_code == 302
    run_jobs()
    page = words(officer.get(f"{path}?template=copy"))
    assert "The link below leads to all of it" in page
    assert officer.post(path, {"do": "reply", "words": "", "attach": "on"}).status_code == 422
    assert officer.post(path, {"do": "reply", "words": "Here it is.", "attach": "on"}).status_code == 302
    asked.refresh_from_db()
    assert asked.state == State.ANSWERED
    run_jobs()
    (answer,) = [letter for letter in mailoutbox if "Here it is." in letter.body]
    assert "/your-data/copy/" in answer.body
    assert officer.post(path, {"do": "progress"}).status_code == 422
    assert officer.post(path, {"do": "nonsense"}).status_code == 422


def test_a_request_by_telephone_is_taken_down(officer):
    response = officer.post(
        "/admin/rights/take/",
        {
            "kind": "erasure",
            "channel": "phone",
            "email": " Ring@Example.org ",
            "words": "x",
            "language": "en",
        },
    )
    asked = RightsRequest.objects.get()
    assert response["Location"] == f"/admin/rights/request/{asked.pk}/"
    assert (asked.email, asked.channel) == ("ring@example.org", "phone")
    wrong = officer.post("/admin/rights/take/", {"kind": "erasure", "email": "none", "words": "keep this"})
    assert "keep this" in words(wrong)


def test_the_person_page_leads_to_a_copy_and_to_erasing(officer, asked, run_jobs):
    person = Person.objects.get(email=ADDRESS)
    DownloadFactory(person=person)
    page = words(officer.get(f"/admin/people/inspect/{person.pk}/"))
    assert f"/admin/rights/person/{person.pk}/erase/" in page
    assert officer.post(f"/admin/rights/person/{person.pk}/copy/").status_code == 302
    run_jobs()
    page = words(officer.get(f"/admin/people/inspect/{person.pk}/"))
    assert f"/admin/rights/copy/{Package.objects.get().key}/" in page
    before = words(officer.get(f"/admin/rights/person/{person.pk}/erase/"))
    assert "downloads made anonymous: 1" in before
    assert Person.objects.filter(pk=person.pk).exists()
    assert "Tick the box" in words(officer.post(f"/admin/rights/person/{person.pk}/erase/", {}))
    with TestCase.captureOnCommitCallbacks(execute=True):
        done = officer.post(f"/admin/rights/person/{person.pk}/erase/", {"sure": "on"}, follow=True)
    assert "downloads made anonymous: 1" in words(done)
    assert not Person.objects.filter(pk=person.pk).exists()
    assert Erasure.objects.get(person_hash__gt="").by.email == "data-officers@example.org"
    assert "downloads made anonymous" in words(officer.get("/admin/rights/erasures/"))


def test_others_see_none_of_it_on_the_person_page(asked):
    person = Person.objects.get(email=ADDRESS)
    page = words(client_of("Communications").get(f"/admin/people/inspect/{person.pk}/"))
    assert "person-rights" not in page


def test_somebody_is_kept_from_the_list(officer):
    person = PersonFactory(email=ADDRESS, created_at=NOW)
    today = timezone.now().date()
    line = Farewell.objects.create(
        person=person, last_heard_on=date(2018, 1, 1), told_on=today, acts_on=today + timedelta(days=30)
    )
    assert ADDRESS in words(officer.get("/admin/rights/time/"))
    path = f"/admin/rights/time/{line.pk}/"
    wrong = officer.post(path, {"until": "2001-01-01", "because": "a study"})
    assert "Choose a day after today" in words(wrong)
    until = (today + timedelta(days=60)).isoformat()
    assert officer.post(path, {"until": until, "because": "a study"}).status_code == 302
    assert "a study" in words(officer.get("/admin/rights/time/"))


@pytest.mark.parametrize("path", ["", "time/", "erasures/"])
def test_empty_lists_say_what_will_stand_there(path, officer):
    page = words(officer.get(f"/admin/rights/{path}"))
    assert "Nobody" in page


def test_each_screen_says_in_its_heading_what_it_is(officer, asked):
    person = Person.objects.get(email=ADDRESS)
    for path, heading in (
        (f"request/{asked.pk}/", str(asked)),
        ("take/", "Write down a request"),
        ("register/", "What we keep"),
        (f"person/{person.pk}/erase/", "Erase a person"),
    ):
        page = words(officer.get(f"/admin/rights/{path}"))
        assert heading in re.sub(r"<[^>]+>", "", page.partition("<h1")[2].partition("</h1>")[0])


def test_the_export_of_requests_names_nobody(officer, asked):
    response = officer.get("/admin/rights/?export=csv")
    table = b"".join(response.streaming_content).decode()
    assert str(asked.pk) in table
    assert ADDRESS not in table


def test_what_is_overdue_stands_on_the_dashboard(asked):
    RightsRequest.objects.update(due_on=date(2020, 1, 1))
    user = member_of("Data officers")
    found = [item.text for item in to_do(user, today=timezone.now().date())]
    assert "1 request about data is overdue" in found
    assert to_do(member_of("Editors"), today=timezone.now().date()) == []
    page = words(client_of("Data officers").get("/admin/rights/?due=overdue"))
    assert "overdue" in page
    assert ADDRESS in page


@pytest.mark.parametrize("path", ["/admin/rights/", "/admin/rights/time/", "/admin/rights/erasures/"])
def test_lists_cost_the_same_for_one_row_as_for_three(path, officer):
    def add(number: int) -> None:
        person = PersonFactory()
        take_request(kind=Kind.ACCESS, email=person.email, now=NOW)
        Farewell.objects.create(
            person=person, last_heard_on=date(2018, 1, 1), told_on=date(2018, 2, 1), acts_on=date(2018, 3, 1)
        )
        Erasure.objects.create(
            address_hash=str(number), erased_at=NOW, how="admin", by=member_of("Data officers")
        )

    costs = []
    for number in range(3):
        add(number)
        officer.get(path)
        with CaptureQueriesContext(connection) as queries:
            assert officer.get(path).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[2]
