"""The register in the admin: looked at, found in, taken away as a table, and changed by nobody."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from cms.accounts.models import User
from cms.core.demo import Context
from cms.core.doctor import NOTE, OK
from cms.places import demo, health
from cms.places.models import DataLoad, School, SchoolGroup

pytestmark = pytest.mark.django_db
NOW = datetime(2018, 1, 1, tzinfo=UTC)


@pytest.fixture
def office(client):
    client.force_login(User.objects.create_superuser("office@example.org", "kettle"))
    return client


@pytest.fixture
def schools(db):
    demo.load(Context(now=NOW))


def shown(client, name: str, *arguments, **query) -> str:
    answer = client.get(reverse(name, args=arguments), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_empty_lists_say_which_command_fills_them(office):
    assert "import_schools FILE" in shown(office, "schools:index")
    assert "import_schools --groups FILE" in shown(office, "school_groups:index")


@pytest.mark.parametrize(
    ("query", "there", "gone"),
    [
        ({"q": "lark"}, "Larkrise", "Skerne"),
        ({"q": "LS14 6PQ"}, "Larkrise", "Skerne"),
        ({"authority": "841"}, "Skerne", "Larkrise"),
        ({"phase": "nursery"}, "Carn Café", "Larkrise"),
        ({"status": "closed"}, "Alderwick Example High", "Alderwick Example Academy"),
        ({"trust": "900002"}, "Harbour View", "Larkrise"),
        ({"trust": "x"}, "Nothing fits that", "Larkrise"),
    ],
)
def test_schools_are_found_and_narrowed(office, schools, query, there, gone):
    page = shown(office, "schools:index_results", **query)
    assert there in page
    assert gone not in page


def test_the_day_of_the_register_stands_above_the_list(office, schools):
    DataLoad.objects.create(dataset="schools", release="2025-07-01", loaded_at=NOW)
    assert "The register of 2025-07-01, loaded on 1 January 2018." in shown(office, "schools:index")


def test_a_school_shows_its_facts_its_trust_and_what_it_was(office, schools):
    page = shown(office, "schools:inspect", 900_002)
    for words in (
        "Alderwick Example Academy",
        "Example Oakleaf Learning Trust",
        "LS6 2AD",
        "Leeds",
        "Predecessor",
    ):
        assert words in page
    assert reverse("schools:inspect", args=[900_019]) in page
    assert "Successor" in shown(office, "schools:inspect", 900_019)


def test_a_trust_shows_its_schools(office, schools):
    page = shown(office, "school_groups:inspect", 900_001)
    assert page.count("/admin/schools/inspect/") == 3
    assert "No school of this group" in shown(
        office, "school_groups:inspect", SchoolGroup.objects.create(uid=900_100, name="New", kind="mat").pk
    )


@pytest.mark.parametrize("name", ["schools", "school_groups"])
def test_lists_and_pages_ask_no_more_with_more_rows(office, schools, django_assert_max_num_queries, name):
    model = School if name == "schools" else SchoolGroup
    rows = list(model.objects.all()[:3])
    model.objects.exclude(pk=rows[0].pk).delete()
    for number in (1, 3):
        model.objects.bulk_create(rows[model.objects.count() : number])
        with django_assert_max_num_queries(16):
            shown(office, f"{name}:index")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_lists_can_be_taken_away(office, schools, kind):
    School.objects.filter(pk=900_005).update(name="=2+2")
    answer = office.get(reverse("schools:index"), {"export": kind, "status": "open"})
    content = b"".join(answer.streaming_content)
    for close in answer._resource_closers:
        close()
    assert answer.status_code == 200
    if kind == "csv":
        text = content.decode("utf-8-sig")
        assert '"\'=2+2"' in text
        assert "Leeds" in text
        assert "Alderwick Example High" not in text
    assert content[:2] == b"PK" or kind == "csv"
    trusts = b"".join(office.get(reverse("school_groups:index"), {"export": "csv"}).streaming_content)
    assert "Example Harbour Schools Trust" in trusts.decode("utf-8-sig")


def test_the_doctor_tells_whether_the_register_is_there_and_how_old(schools):
    def found():
        (finding,) = health.schools()
        return finding.state, finding.found

    assert found() == (NOTE, "The register of schools is not loaded: forms suggest none.")
    load = DataLoad.objects.create(dataset="schools", loaded_at=datetime.now(tz=UTC))
    assert found()[0] == OK
    assert "19 are known" in found()[1]
    DataLoad.objects.filter(pk=load.pk).update(loaded_at=NOW)
    assert found()[0] == NOTE
    assert "more than a term ago" in found()[1]


def test_the_demo_makes_its_schools_once(schools):
    before = School.objects.count()
    assert not demo.load(Context(now=NOW))
    assert School.objects.count() == before
    assert all("Example" in name for name in School.objects.values_list("name", flat=True))
    assert not School.objects.filter(pk__lt=demo.FIRST).exists()
