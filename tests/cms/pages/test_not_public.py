"""What is not public stands nowhere: drafts, scheduled, expired and private pages."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from .conftest import add

SECRET = "Zebracrossing"


def draft(tree):
    story = add(tree.stories, type(tree.story), f"{SECRET} story", slug="zebra", body=[], summary=SECRET)
    story.unpublish()
    return story


def scheduled(tree):
    story = type(tree.story)(
        title=f"{SECRET} story",
        slug="zebra",
        body=[],
        summary=SECRET,
        live=False,
        go_live_at=timezone.now() + datetime.timedelta(days=1),
    )
    tree.stories.add_child(instance=story)
    story.save_revision().publish()
    return story


def private(tree):
    story = add(tree.stories, type(tree.story), f"{SECRET} story", slug="zebra", body=[], summary=SECRET)
    PageViewRestriction.objects.create(page=story, restriction_type=PageViewRestriction.LOGIN)
    return story


def below_private(tree):
    index = add(tree.about, type(tree.about), f"{SECRET} section", slug="zebra-section")
    PageViewRestriction.objects.create(
        page=index, restriction_type=PageViewRestriction.PASSWORD, password="x"
    )
    return add(index, type(tree.standard), f"{SECRET} page", slug="zebra", body=[], summary=SECRET)


def draft_title(tree):
    tree.story.title = f"{SECRET} story"
    tree.story.save_revision()
    return tree.story


STATES = [draft, scheduled, private, below_private]


@pytest.mark.parametrize("make", STATES)
def test_its_own_address_does_not_show_it(client, tree, make):
    response = client.get(make(tree).get_url())
    assert response.status_code in (302, 404) or b"password" in response.content.lower()
    assert (
        SECRET.encode() not in response.content.replace(b"zebracrossing", b"") or response.status_code == 404
    )
    assert "public" not in response.headers.get("Cache-Control", "")


@pytest.mark.parametrize("make", [*STATES, draft_title])
def test_it_stands_on_no_page_and_in_no_list(client, tree, make):
    make(tree)
    addresses = [
        "/", "/stories/", "/stories/?area=teaching", "/about/", tree.story.url, "/sitemap.xml",
        "/stories/feed/", "/stories/feed/atom/",
        f"/search/?q={SECRET.lower()[:-3]}", f"/search/suggest/?q={SECRET[:6]}",
    ]  # fmt: skip
    for address in addresses:
        html = client.get(address).content.decode()
        assert SECRET not in html, address
        assert "zebra/" not in html, address


def test_a_scheduled_page_appears_when_its_time_has_come(client, tree):
    story = scheduled(tree)
    assert client.get(story.get_url()).status_code == 404
    story.go_live_at = timezone.now() - datetime.timedelta(minutes=1)
    revision = story.save_revision(approved_go_live_at=story.go_live_at)
    revision.approved_go_live_at = story.go_live_at
    revision.save()
    call_command("publish_scheduled")
    story.refresh_from_db()
    assert story.live
    assert client.get(story.get_url()).status_code == 200


def test_an_expired_page_is_gone(client, tree):
    tree.story.expire_at = timezone.now() - datetime.timedelta(minutes=1)
    tree.story.save()
    call_command("publish_scheduled")
    assert client.get(tree.story.url).status_code == 404


def test_a_page_for_a_group_is_shown_to_nobody_else(client, tree):
    rule = PageViewRestriction.objects.create(page=tree.story, restriction_type=PageViewRestriction.GROUPS)
    rule.groups.add(Group.objects.create(name="Readers"))
    assert client.get(tree.story.url).status_code == 302
    assert "Our first review" not in client.get("/stories/").content.decode()


def test_documents_have_no_address(client, tree):
    for address in ("/documents/1/a.pdf", "/documents/", "/api/v2/documents/", "/api/v2/pages/", "/api/"):
        assert client.get(address).status_code == 404
