"""The screens about the suite: what they show, to whom, at what cost, and what bad input does to them."""

import csv
import io
import json
import uuid
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms.accounts.choices import StaffGroup
from cms.core import paginators
from cms.resources.models import HeardPhrase, HeardSource
from tests.factories import (
    DownloadFactory,
    HeardPhraseFactory,
    HeardSourceFactory,
    PersonFactory,
    ResourceFactory,
)
from tests.staff import client_of

pytestmark = pytest.mark.django_db
NAUGHTY = Path(__file__).parents[4] / "shared" / "data" / "badinput" / "blns.json"
DOWNLOADS = "/admin/downloads/"
FILTERS = (
    "day_from",
    "day_to",
    "resource",
    "outcome",
    "source",
    "role",
    "region",
    "authority",
    "country",
    "first_ever",
    "mapped",
    "people",
)


@pytest.fixture
def officer():
    return client_of(StaffGroup.DATA_OFFICERS)


@pytest.fixture
def comms():
    return client_of(StaffGroup.COMMUNICATIONS)


def rows(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def shown(response) -> int:
    return len(response.context["object_list"])


def test_the_report_shows_who_took_what_and_why_it_does_not_count(comms):
    person = PersonFactory(name="Ann Smith")
    DownloadFactory(
        person=person, outcome="robot", heard_words="=1+1", heard_source=HeardSourceFactory(name="Forum")
    )
    html = comms.get(DOWNLOADS).content.decode()
    assert reverse("people:inspect", args=[person.pk]) in html
    for words in ("Ann Smith", "robot", "postcode district", "Leeds", "Forum", "=1+1"):
        assert words in html


def test_an_empty_report_says_what_will_stand_there(comms):
    assert "It begins with the first person" in comms.get(DOWNLOADS).content.decode()


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ({"outcome": "repeat"}, 1),
        ({"outcome": ["counted", "repeat"]}, 3),
        ({"region": "unknown"}, 0),
        ({"region": "elsewhere"}, 1),
        ({"region": "E12000003"}, 2),
        ({"country": "FR"}, 1),
        ({"authority": "383"}, 2),
        ({"role": "senco"}, 1),
        ({"role": "unknown"}, 2),
        ({"day_from": "2017-06-30", "day_to": "2017-06-30"}, 1),
        ({"day_to": "2017-06-29"}, 2),
        ({"first_ever": "true"}, 1),
        ({"source": "unknown"}, 1),
        ({"source": "unsorted"}, 1),
    ],
)
def test_each_filter_narrows_the_rows(comms, query, number):
    from datetime import UTC, datetime

    source = HeardSourceFactory()
    DownloadFactory(heard_source=source, role="senco", first_ever=True)
    DownloadFactory(outcome="repeat", heard_phrase=HeardPhraseFactory())
    DownloadFactory(
        completed_at=datetime(2017, 6, 29, 23, 30, tzinfo=UTC),
        country="FR",
        region="",
        authority="",
        outcode="",
    )
    assert shown(comms.get(f"{DOWNLOADS}?{urlencode(query, doseq=True)}")) == number
    assert shown(comms.get(f"{DOWNLOADS}?source={source.pk}")) == 1


def test_every_figure_of_where_they_heard_leads_to_as_many_rows(comms):
    into = HeardSourceFactory(name="Into")
    merged = HeardSourceFactory(name="Merged", merged_into=into)
    DownloadFactory(heard_source=merged)
    DownloadFactory(heard_source=into, outcome="repeat")
    DownloadFactory(heard_phrase=HeardPhraseFactory(source=into))
    DownloadFactory(heard_phrase=HeardPhraseFactory())
    DownloadFactory()
    lines = comms.get("/admin/heard/").context["lines"]
    assert {line["name"]: line["downloads"] for line in lines} == {
        "Into": 2,
        "Only their own words, not sorted yet": 1,
        "Not known": 1,
    }
    for line in lines:
        assert shown(comms.get(line["url"])) == line["downloads"], line["name"]


def test_every_figure_of_reach_leads_to_as_many_rows(comms):
    DownloadFactory.create_batch(2)
    DownloadFactory(country="FR", region="", authority="", outcode="")
    DownloadFactory(country="", region="", authority="", outcode="")
    for table in comms.get("/admin/reach/").context["tables"]:
        for line in table["lines"]:
            assert shown(comms.get(line["url"])) == line["downloads"], line["name"]


def test_the_numbers_at_the_top_of_reach_lead_to_as_many_rows(comms):
    anna, ben = PersonFactory.create_batch(2)
    guide, other = ResourceFactory.create_batch(2)
    for person, resource, outcode in ((anna, guide, "LS1"), (anna, other, "LS1"), (ben, guide, "")):
        DownloadFactory(person=person, resource=resource, outcode=outcode)
    DownloadFactory(person=ben, resource=guide, outcode="M1", outcome="repeat")
    DownloadFactory(person=None, downloader=uuid.uuid4(), resource=guide, outcode="")
    expected = {
        "": {"total": 4, "people": 3, "placed": 2, "unplaced": 2},
        f"?resource={other.pk}": {"total": 1, "people": 1, "placed": 1, "unplaced": 0},
    }
    for query, numbers in expected.items():
        context = comms.get(f"/admin/reach/{query}").context
        said = (context["reach"].total, context["reach"].people, context["placed"], context["unplaced"])
        assert dict(zip(numbers, said, strict=True)) == numbers
        assert {key: shown(comms.get(url)) for key, url in context["urls"].items()} == numbers


def test_one_download_for_each_person_is_taken_of_what_the_other_filters_leave(comms):
    anna = PersonFactory()
    guide, other = ResourceFactory.create_batch(2)
    DownloadFactory(person=anna, resource=guide)
    later = DownloadFactory(person=anna, resource=other)
    response = comms.get(f"{DOWNLOADS}?people=once&resource={other.pk}")
    assert [row.pk for row in response.context["object_list"]] == [later.pk]


def test_nobody_without_a_right_to_rows_is_led_to_them_from_reach():
    DownloadFactory()
    text = client_of(StaffGroup.EDITORS).get("/admin/reach/").content.decode()
    assert DOWNLOADS not in text


def test_a_filter_that_cannot_be_read_shows_nothing_and_says_so(comms):
    DownloadFactory()
    response = comms.get(f"{DOWNLOADS}?resource=nonsense")
    assert shown(response) == 0
    assert "We could not read one of the filters" in response.content.decode()
    assert rows(comms.get(f"{DOWNLOADS}?resource=nonsense&export=csv")) == []


@pytest.mark.parametrize("name", FILTERS)
def test_naughty_strings_in_a_filter_are_never_an_error(comms, name):
    if not NAUGHTY.exists():
        pytest.skip(f"{NAUGHTY} is not on this machine")
    DownloadFactory()
    for text in json.loads(NAUGHTY.read_text())[::12]:
        response = comms.get("/admin/downloads/results/", {name: text})
        assert response.status_code == 200, repr(text)


def test_naughty_strings_in_searches_and_periods_are_never_an_error(comms):
    if not NAUGHTY.exists():
        pytest.skip(f"{NAUGHTY} is not on this machine")
    for text in json.loads(NAUGHTY.read_text())[::15]:
        for path, name in (
            ("/admin/people/results/", "q"),
            ("/admin/heard-words/results/", "q"),
            ("/admin/heard/", "day_from"),
            ("/admin/reach/", "resource"),
            ("/admin/editions/new/", "resource"),
        ):
            assert comms.get(path, {name: text}).status_code in (200, 302), (path, text)


def test_naughty_strings_posted_to_the_inbox_are_never_an_error(comms):
    if not NAUGHTY.exists():
        pytest.skip(f"{NAUGHTY} is not on this machine")
    phrase = HeardPhraseFactory()
    for text in json.loads(NAUGHTY.read_text())[::15]:
        for data in ({"phrase": text, "source": text}, {"phrase": str(phrase.pk), "new_source": text}):
            assert comms.post("/admin/heard-words/", data).status_code in (200, 302), repr(text)


def test_who_may_not_export_people_gets_the_rows_without_them(comms, officer):
    DownloadFactory(person=PersonFactory(email="ann@example.org", name="=Ann"), heard_words="ask Ann")
    (line,) = rows(comms.get(f"{DOWNLOADS}?export=csv"))
    assert "E-mail address" not in line
    assert "In their words" not in line
    assert "ann" not in str(line).lower()
    assert not ModelLogEntry.objects.filter(action="people.export").exists()

    (line,) = rows(officer.get(f"{DOWNLOADS}?export=csv&region=E12000003"))
    assert (line["E-mail address"], line["Name"], line["In their words"]) == (
        "ann@example.org",
        "'=Ann",
        "ask Ann",
    )
    entry = ModelLogEntry.objects.get(action="people.export")
    assert entry.data == {"what": "downloads", "filters": {"region": "E12000003"}}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("number", [1, 3])
def test_an_export_costs_the_same_number_of_queries(officer, number, kind, django_assert_max_num_queries):
    officer.get(DOWNLOADS)
    DownloadFactory.create_batch(number, heard_source=HeardSourceFactory())
    with django_assert_max_num_queries(14):
        response = officer.get(f"{DOWNLOADS}?export={kind}")
        assert b"".join(response.streaming_content)


@pytest.mark.parametrize(
    "path",
    [
        DOWNLOADS,
        "/admin/guides/",
        "/admin/heard/",
        "/admin/reach/",
        "/admin/heard-words/",
        "/admin/people/",
        "/admin/",
    ],
)
def test_a_screen_costs_the_same_at_one_and_at_three_rows(comms, path, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    def make():
        DownloadFactory(heard_source=HeardSourceFactory(), heard_phrase=HeardPhraseFactory())

    make()
    comms.get(path)
    with CaptureQueriesContext(
        connection,
    ) as at_one:
        comms.get(path)
    make()
    make()
    with CaptureQueriesContext(connection) as at_three:
        comms.get(path)
    assert len(at_three) == len(at_one), "\n".join(query["sql"][:200] for query in at_three)


def test_pages_are_numbered_no_further_than_they_go(comms, monkeypatch):
    monkeypatch.setattr(paginators, "COUNT_AT_MOST", 2)
    DownloadFactory.create_batch(3)
    response = comms.get(DOWNLOADS)
    assert response.context["paginator"].count == 2
    assert "There are more than" in response.content.decode()


def test_the_inbox_sorts_what_is_ticked_and_keeps_what_was_typed(comms):
    phrase, other, source = HeardPhraseFactory(), HeardPhraseFactory(), HeardSourceFactory(name="Forum")
    response = comms.post("/admin/heard-words/", {"phrase": str(phrase.pk), "source": source.pk}, follow=True)
    assert "1 answer is now counted as “Forum”" in response.content.decode()
    phrase.refresh_from_db()
    other.refresh_from_db()
    assert (phrase.source, other.source) == (source, None)
    comms.post("/admin/heard-words/?sorted=1", {"phrase": f"{phrase.pk}:{source.pk}", "take_back": "1"})
    phrase.refresh_from_db()
    assert phrase.source is None


def test_the_inbox_says_when_somebody_was_quicker(comms):
    phrase = HeardPhraseFactory(source=HeardSourceFactory())
    response = comms.post(
        "/admin/heard-words/", {"phrase": str(phrase.pk), "source": HeardSourceFactory().pk}, follow=True
    )
    assert "somebody else has just sorted it" in response.content.decode()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ({}, "Tick the answers you mean first"),
        ({"phrase": "1"}, "Choose the source these words mean"),
        ({"phrase": "1", "new_source": "!!!"}, "in letters"),
    ],
)
def test_the_inbox_says_what_is_missing_and_keeps_the_ticks(comms, data, words):
    HeardPhraseFactory(pk=1)
    html = comms.post("/admin/heard-words/", data).content.decode()
    assert words in html
    assert HeardPhrase.objects.filter(source=None).count() == 1
    if "phrase" in data:
        assert "checked" in html


def test_a_new_source_is_made_from_the_inbox(comms):
    phrase = HeardPhraseFactory()
    comms.post("/admin/heard-words/", {"phrase": str(phrase.pk), "new_source": "Governors’ forum"})
    phrase.refresh_from_db()
    assert phrase.source == HeardSource.objects.get(code="governors-forum")


def test_sources_are_merged_and_parted_again_on_their_screen(comms):
    a, b = HeardSourceFactory(), HeardSourceFactory()
    url = reverse("heard_sources:merge", args=[a.pk])
    assert comms.post(url, {"into": a.pk}).status_code == 200
    comms.post(url, {"into": b.pk})
    a.refresh_from_db()
    assert a.merged_into == b
    comms.post(url, {"take_back": "1"})
    a.refresh_from_db()
    assert a.merged_into is None


def test_guides_lead_from_their_figures_to_their_rows(comms):
    guide = ResourceFactory(title="A guide of ours")
    html = comms.get("/admin/guides/").content.decode()
    assert "A guide of ours" in html
    assert f"outcome=counted&amp;resource={guide.pk}" in html
    assert 'class="sparkline"' in html
    html = client_of(StaffGroup.EDITORS).get("/admin/guides/").content.decode()
    assert f"outcome=counted&amp;resource={guide.pk}" not in html


def test_the_home_dashboard_says_what_happened_and_what_waits(comms):
    assert "Nothing waits for you" in comms.get("/admin/").content.decode()
    ResourceFactory(title="A guide of ours")
    HeardPhraseFactory()
    html = comms.get("/admin/").content.decode()
    assert "What happened this week" in html
    assert "A guide of ours" in html
    assert "1 answer in people’s own words is to be sorted" in html
