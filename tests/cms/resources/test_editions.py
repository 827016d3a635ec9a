"""Editions in the admin: files are checked, a new one takes the old one's place, nothing typed is lost."""

import io

import pikepdf
import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.models import ModelLogEntry

from cms.accounts.choices import StaffGroup
from cms.resources.choices import Status
from cms.resources.models import Edition, File
from cms.resources.services import editions as editing
from tests.factories import DownloadFactory, EditionFactory, FileFactory, ResourceFactory
from tests.staff import client_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def moderator():
    return client_of(StaffGroup.MODERATORS)


def pdf(pages: int = 1) -> SimpleUploadedFile:
    document, out = pikepdf.new(), io.BytesIO()
    for _ in range(pages):
        document.add_blank_page()
    document.save(out)
    return SimpleUploadedFile("guide.pdf", out.getvalue())


def words(resource, **more) -> dict:
    return {
        "resource": resource.pk,
        "version": "2",
        "published_on": "2017-06-30",
        "language": "en",
        "variant": "standard",
        "notes": "Shorter.",
        **more,
    }


def test_a_new_edition_takes_the_place_of_the_current_one_in_one_step(moderator):
    old = EditionFactory(version="1")
    response = moderator.post("/admin/editions/new/", words(old.resource, pdf=pdf(3)), follow=True)
    assert "Edition 2 can be taken now. Edition 1 is superseded" in response.content.decode()
    old.refresh_from_db()
    new = Edition.objects.get(version="2")
    assert (old.status, new.status) == (Status.SUPERSEDED, Status.CURRENT)
    file = new.files.get()
    assert (file.format, file.pages, len(file.sha256)) == ("pdf", 3, 64)
    assert set(ModelLogEntry.objects.values_list("action", flat=True)) == {
        "wagtail.create",
        "resources.supersede",
    }


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "Choose a PDF or a Word file"),
        ({"pdf": SimpleUploadedFile("guide.pdf", b"MZ not a guide")}, "neither a PDF nor a Word file"),
        ({"word": "a pdf"}, "This is a PDF file. Choose a Word file here"),
        ({"version": "../../etc", "pdf": "a pdf"}, "Use letters, figures, dots and dashes"),
    ],
)
def test_a_wrong_upload_is_said_in_words_and_what_was_typed_is_kept(moderator, more, said):
    more = {name: pdf() if value == "a pdf" else value for name, value in more.items()}
    old = EditionFactory(version="1")
    html = moderator.post("/admin/editions/new/", words(old.resource, **more)).content.decode()
    assert said in html
    assert "Shorter." in html
    old.refresh_from_db()
    assert old.status == Status.CURRENT
    assert Edition.objects.count() == 1
    assert not File.objects.exists()


def test_the_same_version_twice_is_refused_and_changes_nothing(moderator):
    old = EditionFactory(version="2")
    html = moderator.post("/admin/editions/new/", words(old.resource, pdf=pdf())).content.decode()
    assert "There is already an edition 2" in html or "already exists" in html
    old.refresh_from_db()
    assert old.status == Status.CURRENT


def test_a_file_is_put_in_the_place_of_another(moderator):
    file = FileFactory()
    moderator.post(
        f"/admin/editions/edit/{file.edition_id}/",
        {"version": file.edition.version, "published_on": "2017-06-30", "notes": "", "pdf": pdf(2)},
    )
    again = File.objects.get()
    assert (again.pk, again.pages) == (file.pk, 2)
    assert again.sha256 != file.sha256
    assert ModelLogEntry.objects.filter(action="resources.file").exists()


def test_staff_take_a_file_past_the_form_and_it_is_not_kept_by_a_cache(moderator):
    file = FileFactory()
    response = moderator.get(f"/admin/editions/file/{file.pk}/")
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert file.download_name in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    file.file.storage.delete(file.file.name)
    assert moderator.get(f"/admin/editions/file/{file.pk}/").status_code == 404


def test_a_guide_shows_its_editions_with_their_files(moderator):
    guide = ResourceFactory()
    assert (
        "No edition can be taken yet" in moderator.get(f"/admin/guides/inspect/{guide.pk}/").content.decode()
    )
    FileFactory(edition__resource=guide, pages=12)
    html = moderator.get(f"/admin/guides/inspect/{guide.pk}/").content.decode()
    assert "12 pages" in html
    assert "SHA-256" in html


def stored_files() -> set[str]:
    """The names of everything in the private storage's folder of guides."""
    try:
        return set(storages["private"].listdir("guides")[1])
    except FileNotFoundError:
        return set()


def test_bytes_leave_the_storage_when_saving_fails_after_them(moderator, monkeypatch):
    old = FileFactory()
    before = stored_files()

    def fail(**kwargs):
        raise RuntimeError("the database went away")

    monkeypatch.setattr(editing, "log", fail)
    for address, more in (
        ("/admin/editions/new/", words(old.edition.resource, pdf=pdf(), version="9")),
        (
            f"/admin/editions/edit/{old.edition_id}/",
            {"version": old.edition.version, "published_on": "2017-06-30", "notes": "", "pdf": pdf(2)},
        ),
    ):
        with pytest.raises(RuntimeError):
            moderator.post(address, more)
        assert stored_files() == before
    assert Edition.objects.count() == 1
    assert File.objects.get().sha256 == old.sha256


def test_a_version_that_is_taken_is_refused_in_words_when_correcting(moderator):
    first = EditionFactory(version="1", status=Status.SUPERSEDED)
    second = EditionFactory(version="2", resource=first.resource)
    response = moderator.post(
        f"/admin/editions/edit/{second.pk}/", {"version": "1", "published_on": "2017-06-30", "notes": ""}
    )
    assert "There is already an edition 1" in response.content.decode()
    second.refresh_from_db()
    assert second.version == "2"


def test_an_edition_added_by_mistake_is_deleted_with_its_bytes_and_the_one_before_comes_back(
    moderator, django_capture_on_commit_callbacks
):
    old = EditionFactory(version="1")
    before = stored_files()
    moderator.post("/admin/editions/new/", words(old.resource, pdf=pdf()))
    new = Edition.objects.get(version="2")
    assert len(stored_files() - before) == 1
    address = f"/admin/editions/delete/{new.pk}/"
    assert "Delete" in moderator.get(f"/admin/editions/edit/{new.pk}/").content.decode()
    assert "Delete edition 2" in moderator.get(address).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        html = moderator.post(address, follow=True).content.decode()
    assert "Edition 2 has been deleted. Edition 1 can be taken again." in html
    old.refresh_from_db()
    assert old.status == Status.CURRENT
    assert not Edition.objects.filter(pk=new.pk).exists()
    assert stored_files() == before
    assert ModelLogEntry.objects.filter(action="wagtail.delete", deleted=True).exists()


def test_an_edition_somebody_asked_for_is_not_deleted(moderator):
    file = FileFactory()
    DownloadFactory(resource=file.edition.resource, edition=file.edition, file=file)
    address = f"/admin/editions/delete/{file.edition_id}/"
    assert address not in moderator.get(f"/admin/editions/edit/{file.edition_id}/").content.decode()
    for ask in (moderator.get, moderator.post):
        assert "Somebody has already asked for edition" in ask(address, follow=True).content.decode()
    assert File.objects.filter(pk=file.pk).exists()
    assert file.file.storage.exists(file.file.name)


def test_a_new_edition_is_told_beside_the_current_ones_of_its_guide_alone(moderator):
    guide, other, bare = ResourceFactory.create_batch(3)
    ours, theirs = (
        EditionFactory(resource=guide, version="7.1"),
        EditionFactory(resource=other, version="8.2"),
    )
    EditionFactory(resource=guide, version="6.9", status="superseded")
    new = "/admin/editions/new/"
    assert list(moderator.get(f"{new}?resource={guide.pk}").context["current"]) == [ours]
    assert list(moderator.post(new, {"resource": other.pk}).context["current"]) == [theirs]
    without = moderator.get(new)
    assert not without.context.get("current")
    assert "takes the place of the current one" in without.content.decode()
    assert f"“{bare}” has no edition yet" in moderator.get(f"{new}?resource={bare.pk}").content.decode()
