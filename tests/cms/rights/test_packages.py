"""The copy of somebody's data can be read by a person and by a machine, is private, and goes."""

import csv
import io
import json
import stat
import zipfile
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone

from cms.people.owners import owners
from cms.rights import nightly
from cms.rights.choices import PackageState
from cms.rights.models import Package
from cms.rights.services.links import Purpose, make_link
from cms.rights.services.ordering import order_package
from cms.rights.services.packaging import fill_package, write_package
from tests.cms.rights.conftest import ADDRESS, NOW
from tests.factories import DownloadFactory, PersonFactory
from tests.staff import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


def package_of(person, **more) -> zipfile.ZipFile:
    out = io.BytesIO()
    write_package(person, out, now=NOW, **more)
    return zipfile.ZipFile(io.BytesIO(out.getvalue()))


def let_go(response) -> None:
    """Close the file of an answer; a whole `close()` would end the test's database connection."""
    for close in response._resource_closers:
        close()


class Tags(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[tuple[str, dict]] = []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))


def test_it_holds_what_every_app_keeps(everything):
    archive = package_of(everything)
    names = archive.namelist()
    assert names[:4] == ["README.txt", "index.html", "style.css", "data.json"]
    told = json.loads(archive.read("data.json"))
    tables = {table["name"]: table for table in told["tables"]}
    labels = {name.partition("-")[0] for name in tables}
    assert labels >= {"people", "consent", "resources", "rights"}
    for owner in owners():
        for sheet in owner.export(everything):
            assert f"csv/{owner.label}-{sheet.slug}.csv" in names
    assert len(tables["resources-downloads"]["rows"]) == 2
    page = archive.read("index.html").decode()
    for words in ("Wilhelmina Rees-Okafor", ADDRESS, "LS1 4AP", "Wilhelmina told us", "Newsletter"):
        assert words in page
        assert words in archive.read("data.json").decode()


def test_the_page_can_be_read_by_everybody(everything):
    tags = Tags()
    tags.feed(package_of(everything).read("index.html").decode())
    kinds = [tag for tag, _attrs in tags.seen]
    assert ("html", {"lang": "en", "dir": "ltr"}) in tags.seen
    assert kinds.count("h1") == 1
    assert kinds.count("main") == 1
    assert kinds.count("caption") == kinds.count("table") > 0
    assert all(attrs.get("scope") for tag, attrs in tags.seen if tag == "th")
    ids = [attrs["id"] for _tag, attrs in tags.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    links = [attrs["href"] for tag, attrs in tags.seen if tag == "a" and attrs["href"].startswith("#")]
    assert {link[1:] for link in links} <= set(ids)
    assert not {"script", "img", "iframe"} & set(kinds), "nothing is fetched from anywhere"
    assert [attrs["href"] for tag, attrs in tags.seen if tag == "link"] == ["style.css"]


def test_it_speaks_the_persons_language(everything):
    everything.language = "cy"
    everything.save()
    page = package_of(everything).read("index.html").decode()
    assert '<html lang="cy"' in page
    assert "Everything we keep about you" not in page


def test_a_spreadsheet_runs_nothing_that_somebody_typed():
    person = PersonFactory(email=ADDRESS, name="=cmd|' /C calc'!A0")
    DownloadFactory(person=person, heard_words='=HYPERLINK("http://x")')
    archive = package_of(person)
    for name in archive.namelist():
        if name.endswith(".csv"):
            for row in csv.reader(io.StringIO(archive.read(name).decode("utf-8-sig"))):
                assert not [cell for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert "<script" not in archive.read("index.html").decode()


def test_what_somebody_typed_is_no_markup():
    person = PersonFactory(email=ADDRESS, name="<script>alert(1)</script>")
    assert "<script>" not in package_of(person).read("index.html").decode()


def test_other_addresses_are_in_it_and_other_people_are_not(everything):
    other = PersonFactory(email="w.second@example.org", merged_into=everything, name="Second name")
    stranger = PersonFactory(email="stranger@example.org", name="A. Stranger")
    DownloadFactory(person=stranger)
    told = package_of(everything).read("data.json").decode()
    assert other.email in told
    assert "Second name" in told
    assert "stranger" not in told.lower()
    assert package_of(other).read("data.json").decode() == told


def test_it_costs_the_same_for_one_download_as_for_three(django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    person = PersonFactory(email=ADDRESS)
    counts = []
    for number in (1, 3):
        while person.downloads.count() < number:
            DownloadFactory(person=person)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            package_of(person)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_copy_is_made_once_kept_privately_and_goes(everything, settings):
    Package.objects.all().delete()
    first = order_package(person=everything, asked_by=None, now=NOW)
    assert order_package(person=everything, asked_by=None, now=NOW).pk == first.pk
    assert fill_package(key=str(first.key), now=NOW) == "made"
    assert fill_package(key=str(first.key), now=NOW) == "nothing to make"
    first.refresh_from_db()
    assert first.state == PackageState.READY
    assert storages["private"].exists(first.file.name)
    assert first.expires_at == NOW + timedelta(days=settings.RETENTION["packages"])
    with TestCase.captureOnCommitCallbacks(execute=True):
        assert nightly.packages(first.expires_at - timedelta(minutes=1)) == 0
        assert nightly.packages(first.expires_at) == 1
        assert nightly.packages(first.expires_at) == 0
    assert not storages["private"].exists(first.file.name)


def test_a_file_that_a_lost_worker_left_behind_goes_too(everything):
    storage = storages["private"]
    kept = Package.objects.get()
    Package.objects.update(expires_at=timezone.now() + timedelta(days=9))
    orphan = storage.save("packages/orphan.zip", ContentFile(b"PK"))
    assert nightly.packages(timezone.now()) == 0, "a worker may be writing it at this moment"
    assert nightly.packages(timezone.now() + timedelta(days=2)) == 1
    assert not storage.exists(orphan)
    assert storage.exists(kept.file.name)


def test_the_link_needs_a_button_and_stops_with_the_copy(everything, client):
    package = order_package(person=everything, asked_by=None, now=timezone.now())
    fill_package(key=str(package.key), now=timezone.now())
    path = f"/your-data/copy/{make_link(Purpose.PACKAGE, package.key)}/"
    page = client.get(path)
    assert page.status_code == 200
    assert page["Content-Type"].startswith("text/html")
    response = client.post(path)
    content = b"".join(response.streaming_content)
    let_go(response)
    assert zipfile.ZipFile(io.BytesIO(content)).testzip() is None
    assert response["Cache-Control"] == "private, no-store"
    Package.objects.update(expires_at=timezone.now())
    assert client.post(path).status_code == 404


@pytest.mark.parametrize(("group", "status"), [("Data officers", 200), ("Communications", 403)])
def test_staff_fetch_a_copy_only_if_they_answer_for_it(group, status, everything):
    package = order_package(person=everything, asked_by=None, now=timezone.now())
    fill_package(key=str(package.key), now=timezone.now())
    client = client_of(group)
    response = client.get(f"/admin/rights/copy/{package.key}/")
    let_go(response)
    # Wagtail sends those who may not back to the dashboard.
    assert response.status_code == (status if status == 200 else 302)


def test_the_command_writes_for_its_owner_alone_and_over_nothing(everything, tmp_path, capsys):
    path = tmp_path / "out.zip"
    call_command("personal_data", "export", ADDRESS.upper(), "--output", str(path))
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert zipfile.is_zipfile(path)
    assert ADDRESS not in capsys.readouterr().out
    with pytest.raises(CommandError, match="there already"):
        call_command("personal_data", "export", ADDRESS, "--output", str(path))
    with pytest.raises(CommandError, match="Nobody"):
        call_command("personal_data", "export", "nobody@example.org", "--output", str(tmp_path / "b.zip"))
    assert not (tmp_path / "b.zip").exists()
