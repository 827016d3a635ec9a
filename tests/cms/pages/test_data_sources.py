"""The page that says what we use of others: release, when loaded, checksum and licence of each source."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from cms.pages.sources import ROOT, SOURCES, held_sources, licences
from cms.places.models import DataLoad

pytestmark = pytest.mark.django_db
WHERE = "/about/data-sources/"


def load(dataset: str, **more) -> DataLoad:
    values = {
        "release": "ONSPD November 2025",
        "file_name": "onspd.zip",
        "checksum": "ab" * 32,
        "rows": 3,
        "loaded_at": datetime(2026, 1, 15, 12, tzinfo=UTC),
    }
    return DataLoad.objects.create(dataset=dataset, **(values | more))


def page(client, where=WHERE) -> BeautifulSoup:
    return BeautifulSoup(client.get(where).content, "html.parser")


def section(soup: BeautifulSoup, heading: str):
    return next(one.parent for one in soup.find_all("h2") if one.get_text() == heading)


def test_every_source_stands_with_its_checksum_and_licence_in_full(client):
    soup = page(client)
    text = soup.get_text()
    for source in SOURCES:
        if not source.dataset:
            assert str(source.name) in text
        for file in source.files:
            path = ROOT / file
            if path.is_file():
                assert hashlib.sha256(path.read_bytes()).hexdigest() in text
    for licence in licences():
        part = soup.find(id=licence.slug)
        assert soup.find("a", href=f"#{licence.slug}")
        for paragraph in licence.paragraphs:
            assert paragraph in part.get_text()
    assert len(soup.find(id="licence-ogl-3-0").get_text()) > 5000


def test_licence_texts_are_whole():
    for licence in licences():
        words = " ".join(licence.paragraphs)
        assert len(words) > 900, licence.name
        assert "Copyright" in words or "Crown copyright" in words


def test_what_is_not_loaded_is_told_where_it_matters(client):
    soup = page(client)
    assert "Not loaded yet" in section(soup, "Every postcode of Great Britain").get_text()
    assert "Not loaded yet" in section(soup, "School register").get_text()
    assert "School holidays" not in [one.get_text() for one in soup.find_all("h2")]


def test_a_load_shows_on_the_kept_page_at_once(client, django_capture_on_commit_callbacks):
    assert "15 January 2026" not in page(client).get_text()
    with django_capture_on_commit_callbacks(execute=True):
        load("postcodes")
    part = section(page(client), "Every postcode of Great Britain").get_text()
    assert "ONSPD November 2025" in part
    assert "15 January 2026" in part
    assert "ab" * 32 in part
    assert "© Crown copyright and database right 2026" in part


def test_the_newest_load_is_the_one_that_is_told(client):
    load("postcodes", release="old")
    load("postcodes", release="new")
    part = section(page(client), "Every postcode of Great Britain").get_text()
    assert "new" in part
    assert "old" not in part


def test_one_query_for_any_number_of_loads(django_assert_num_queries):
    for _ in range(2):
        with django_assert_num_queries(1):
            list(held_sources())
        for dataset in ("postcodes", "schools", "holidays"):
            load(dataset)


def test_in_welsh(client):
    load("postcodes", loaded_at=timezone.now())
    soup = page(client, f"/cy{WHERE}")
    text = soup.get_text()
    for english in ("What for", "Comes with the site", "Checksum", "Read the licence", "in full"):
        assert english not in text
    assert soup.find(id="licence-ogl-3-0").find("div", lang="en")


def test_every_bundled_file_of_places_is_named():
    named = {file for source in SOURCES for file in source.files}
    there = {str(path.relative_to(ROOT)) for path in Path(ROOT / "cms/places/data").glob("*.csv")}
    assert there <= named


def test_the_checksums_of_one_source_stand_in_one_place(client):
    """Two descriptions in one row fall out of their column."""
    rows = [row for row in page(client).find_all("div") if row.find("dt", recursive=False)]
    assert any(len(row.find_all("code")) > 1 for row in rows)
    assert all(len(row.find_all("dd", recursive=False)) == 1 for row in rows)
