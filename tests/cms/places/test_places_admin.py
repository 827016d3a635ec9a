"""Areas and school holidays in the admin: lists, forms, the calendar, the export."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation

from cms.accounts.choices import StaffGroup
from cms.accounts.models import User
from cms.places.models import Area, AreaMembership, AreaScheme, Holiday

from .test_areas import run
from .test_holidays import HALF_TERM

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_staff(client):
    def sign_in(group=StaffGroup.COMMUNICATIONS):
        user = User.objects.create_user("staff@example.org", is_staff=True)
        user.groups.add(Group.objects.get(name=group))
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


def area_form(**parts: dict) -> dict:
    """The form of an area, with one line for each part."""
    scheme = AreaScheme.objects.get(code="priority-areas")
    data = {"scheme": scheme.pk, "name": "A ring", "name_cy": "", "code": "a-ring"}
    lines = list(parts.values())
    data |= {
        "memberships-TOTAL_FORMS": len(lines),
        "memberships-INITIAL_FORMS": 0,
        "memberships-MIN_NUM_FORMS": 0,
        "memberships-MAX_NUM_FORMS": 1000,
    }
    for number, line in enumerate(lines):
        empty = {"part": "authority", "code": "", "first_day": "", "last_day": "", "id": "", "DELETE": ""}
        data |= {f"memberships-{number}-{name}": value for name, value in (empty | line).items()}
    return data


def test_an_area_is_made_of_parts_given_by_code_or_name(as_staff):
    client = as_staff()
    page = client.get(reverse("areas:add"))
    assert page.status_code == 200
    answer = client.post(
        reverse("areas:add"),
        area_form(
            one={"code": "Leeds", "first_day": "01/04/2024"},
            two={"part": "outcode", "code": "bd1"},
        ),
    )
    assert answer.status_code == 302
    parts = AreaMembership.objects.filter(area__code="a-ring").order_by("part")
    assert [(one.part, one.code, one.first_day) for one in parts] == [
        ("authority", "383", date(2024, 4, 1)),
        ("outcode", "BD1", None),
    ]


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"one": {"code": "Narnia"}}, "There is no local authority “Narnia”"),
        ({"one": {"code": "383", "first_day": "02/01/2024", "last_day": "01/01/2024"}}, "before the first"),
        (
            {
                "one": {"code": "383", "last_day": "01/06/2024"},
                "two": {"code": "Leeds", "first_day": "01/05/2024"},
            },
            "overlapping time",
        ),
        ({"one": {"code": "383"}, "two": {"code": "E08000035"}}, "overlapping time"),
    ],
)
def test_what_makes_no_sense_is_told_and_what_was_typed_is_kept(as_staff, parts, words):
    answer = as_staff().post(reverse("areas:add"), area_form(**parts))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert "A ring" in answer.content.decode()
    assert not Area.objects.filter(code="a-ring").exists()


def test_the_export_is_a_file_the_import_reads(as_staff, tmp_path):
    client = as_staff()
    answer = client.get(reverse("areas:index"), {"export": "csv"})
    file = tmp_path / "areas.csv"
    file.write_bytes(b"".join(answer.streaming_content))
    lines = file.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].replace('"', "") == "scheme,area,area_cy,part,code,from,to"
    assert len(lines) == 1 + AreaMembership.objects.count() + 8
    before = set(AreaMembership.objects.values_list("area__code", "part", "code", "first_day", "last_day"))
    AreaMembership.objects.all().delete()
    assert run(file)[0] == 0
    assert (
        set(AreaMembership.objects.values_list("area__code", "part", "code", "first_day", "last_day"))
        == before
    )


@pytest.mark.parametrize("name", ["area_schemes:index", "areas:index", "holidays:index"])
def test_a_list_takes_as_many_queries_for_one_as_for_three(as_staff, django_assert_max_num_queries, name):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = as_staff()
    keep = list(Area.objects.order_by("pk")[:3])
    Area.objects.exclude(pk__in=[one.pk for one in keep]).delete()
    schemes = AreaScheme.objects.filter(areas__isnull=True)
    schemes.delete()
    Holiday.objects.exclude(pk__in=list(Holiday.objects.values_list("pk", flat=True)[:3])).delete()
    client.get(reverse(name))
    with CaptureQueriesContext(
        connection,
    ) as three:
        assert client.get(reverse(name)).status_code == 200
    Area.objects.exclude(pk=keep[0].pk).delete()
    Holiday.objects.exclude(pk=Holiday.objects.first().pk).delete()
    with CaptureQueriesContext(connection) as one:
        client.get(reverse(name))
    assert len(three) == len(one)


def test_a_calendar_is_brought_in(as_staff):
    client = as_staff()
    assert client.get(reverse("holidays:calendar")).status_code == 200
    file = SimpleUploadedFile("council.ics", HALF_TERM)
    answer = client.post(reverse("holidays:calendar"), {"authority": "373", "file": file}, follow=True)
    words = answer.content.decode()
    assert "Sheffield: 2 holidays. 2 new" in words
    assert "Autumn term 2" in words
    assert Holiday.objects.filter(authority="373").count() == 2


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (SimpleUploadedFile("council.ics", b"name,date\n"), "no calendar"),
        (SimpleUploadedFile("council.ics", b"x" * 1_000_001), "larger than 1 MB"),
        (None, "required"),
    ],
)
def test_what_is_no_calendar_is_told_on_the_form(as_staff, file, words):
    answer = as_staff().post(
        reverse("holidays:calendar"), {"authority": "373", **({"file": file} if file else {})}
    )
    assert answer.status_code == 200
    assert words in answer.content.decode()
    assert not Holiday.objects.filter(authority="373").exists()


def test_a_holiday_by_hand(as_staff):
    client = as_staff()
    data = {"authority": "373", "kind": "other", "name": "Training day", "source": ""}
    answer = client.post(
        reverse("holidays:add"), data | {"first_day": "03/09/2025", "last_day": "02/09/2025"}
    )
    assert "The last day is before the first." in answer.content.decode()
    answer = client.post(
        reverse("holidays:add"), data | {"first_day": "02/09/2025", "last_day": "02/09/2025"}
    )
    assert answer.status_code == 302
    assert Holiday.objects.get(authority="373").last_day == date(2025, 9, 2)


def test_who_may_only_look_gets_no_way_to_change(as_staff):
    client = as_staff(StaffGroup.EDITORS)
    page = client.get(reverse("holidays:index")).content.decode()
    assert "Bring in a calendar" not in page
    assert "Typical calendar of England" in page
    answer = client.post(reverse("holidays:calendar"), {"authority": "373"})
    assert answer.status_code == 302
    assert "Places" in client.get("/admin/").content.decode()


def test_the_screens_are_in_welsh_too(as_staff):
    client = as_staff()
    user = User.objects.get(email="staff@example.org")
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=user, defaults={"preferred_language": "cy"})
    page = client.get(reverse("holidays:index")).content.decode()
    with translation.override("cy"):
        assert str(translation.gettext("School holidays")) in page
    assert "School holidays" not in page
