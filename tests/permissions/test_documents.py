"""Wagtail's documents stay closed, also where the database holds one from before."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection
from wagtail.permissions import policy_registry
from wagtail.rich_text import features

from cms.accounts.models import User

from .table import DOORS, OURS, THEIRS

pytestmark = pytest.mark.django_db
Document = get_document_model()


@pytest.fixture
def boss():
    """Somebody who may do everything."""
    return User.objects.create_superuser("boss@example.org", name="Boss")


@pytest.fixture
def client(boss) -> Client:
    """Their browser, that gets 500 as an answer and not as an exception."""
    client = Client(raise_request_exception=False)
    client.force_login(boss)
    return client


@pytest.fixture
def document(boss):
    """A document that came in by another way."""
    collection = Collection.get_first_root_node()
    document = Document(title="Macro", uploaded_by_user=boss, collection=collection)
    document.file.save("guide.docm", ContentFile(b"MZ macro"))
    document.save()
    yield document
    document.file.delete(save=False)


def test_no_screen_breaks_while_a_document_is_there(world, client, document, boss):
    root = document.collection_id
    more = [
        f"/admin/collections/{root}/",
        f"/admin/users/{boss.pk}/delete/",
        "/admin/pages/search/?q=macro",
        "/admin/images/search/?q=macro",
        reverse("wagtailusers_groups:add"),
    ]
    broken = []
    for path in [row.path.format(**world) for row in {**OURS, **THEIRS, **DOORS}.values()] + more:
        response = client.get(path)
        if response.status_code >= 500:
            broken.append(f"{path} answered {response.status_code}")
        for close in response._resource_closers:
            close()
    assert not broken, "\n".join(broken)


@pytest.mark.parametrize(
    "path",
    [
        "/admin/documents/",
        "/admin/documents/results/",
        "/admin/documents/multiple/add/",
        "/admin/documents/edit/{pk}/",
        "/admin/documents/delete/{pk}/",
        "/admin/documents/usage/{pk}/",
        "/admin/documents/chooser/",
        "/admin/documents/chooser/{pk}/",
        "/admin/api/main/documents/",
        "/admin/api/main/documents/{pk}/",
        "/admin/bulk/wagtaildocs/document/delete/?id={pk}",
        "/media/{name}",
        "/media/./{name}",
        "/media/images/../{name}",
        "/{name}",
        "/documents/{pk}/guide.docm",
    ],
)
def test_no_address_leads_to_it(client, document, path):
    assert Path(settings.MEDIA_ROOT, document.file.name).is_file()
    assert client.get(path.format(pk=document.pk, name=document.file.name)).status_code == 404


@pytest.mark.parametrize("path", ["/admin/documents/add/", "/admin/documents/chooser/create/"])
def test_nothing_can_be_uploaded(client, path):
    sent = {
        "title": "Macro",
        "file": SimpleUploadedFile("guide.docm", b"MZ macro"),
        "document-chooser-upload-title": "Macro",
        "document-chooser-upload-file": SimpleUploadedFile("guide.docm", b"MZ macro"),
    }
    assert client.post(path, sent).status_code == 404
    assert not Document.objects.exists()


def test_the_admin_does_not_speak_of_documents(client, document):
    home = client.get("/admin/").content.decode()
    assert reverse("wagtaildocs:index") not in home
    assert "Document" not in home


def test_the_policy_allows_nobody_anything(boss, document):
    policy = policy_registry.get_by_type(Document)
    actions = ["add", "change", "delete", "choose", "view"]
    for action in actions:
        assert not policy.user_has_permission(boss, action)
        assert not policy.user_has_permission_for_instance(boss, action, document)
        assert not policy.users_with_permission(action).exists()
        assert not policy.users_with_permission_for_instance(action, document).exists()
    assert not policy.user_has_any_permission(boss, actions)
    assert not policy.user_has_any_permission_for_instance(boss, actions, document)
    assert not policy.instances_user_has_any_permission_for(boss, actions).exists()
    assert not policy.collections_user_has_any_permission_for(boss, actions).exists()


def test_rich_text_offers_no_link_to_a_document():
    assert "document-link" not in features.get_default_features()
    assert "link" in features.get_default_features()
