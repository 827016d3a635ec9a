"""From a draft to the public page: preview, review, moderation, schedule, history, and back again."""

import datetime

import pytest
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry, Revision, WorkflowState
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.accounts.choices import StaffGroup
from tests.staff import client_of, member_of

pytestmark = pytest.mark.django_db

NEW = "Zebracrossing"
PUBLIC = "/about/privacy/"


def form(page, title=NEW, **more):
    """What the browser posts from the form of a standard page."""
    return nested_form_data(
        {
            "title": title,
            "slug": page.slug,
            "summary": page.summary,
            "reviewed_on": "25/05/2018",
            "body": streamfield([("paragraph", rich_text(f"<p>Words about {title}.</p>"))]),
            "comments": inline_formset([]),
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            **more,
        }
    )


def edit(client, page, *, title=NEW, **more):
    """Press a button on the edit form; the answer after all redirects."""
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    answer = client.post(address, form(page, title, **more), follow=True)
    assert answer.status_code == 200, "the form was refused"
    assert "could not be" not in answer.content.decode(), "the form was refused"
    return answer


def decide(client, page, action, comment="", status=200):
    """Decide on the task a page waits for."""
    task_state = WorkflowState.objects.filter(object_id=str(page.pk)).latest("pk").current_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[page.pk, action, task_state.pk])
    answer = client.post(address, {"comment": comment}, follow=True)
    assert answer.status_code == status
    return answer


def is_public(client) -> bool:
    """Whether the new words are on the public page."""
    answer = client.get(PUBLIC)
    assert answer.status_code == 200
    return NEW in answer.content.decode()


@pytest.fixture
def page(tree):
    return tree.standard


@pytest.fixture
def editor(db):
    return client_of(StaffGroup.EDITORS)


@pytest.fixture
def moderator(db):
    return client_of(StaffGroup.MODERATORS)


@pytest.fixture(autouse=True)
def staff_have_addresses(db):
    """Letters about a page go to whoever has to decide and whoever asked."""
    for group in (StaffGroup.EDITORS, StaffGroup.MODERATORS):
        member_of(group)


def test_a_draft_is_seen_by_those_who_write_and_by_nobody_else(client, editor, page):
    edit(editor, page)
    draft = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert NEW in draft.content.decode()
    assert "no-store" in draft.headers["Cache-Control"] or "private" in draft.headers["Cache-Control"]
    assert not is_public(client)
    assert not is_public(editor), "even the writer sees the public page as everybody does"
    hidden = client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert hidden.status_code == 302, "a draft has no address for visitors"


def test_a_preview_shows_what_is_not_saved_and_saves_nothing(client, editor, page):
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
    revisions = Revision.objects.count()
    answer = editor.post(address, form(page))
    assert answer.json()["is_valid"] is True
    shown = editor.get(address).content.decode()
    assert f"Words about {NEW}" in shown
    assert '<html lang="en"' in shown
    assert Revision.objects.count() == revisions
    assert not is_public(client)
    assert NEW not in client_of(StaffGroup.MODERATORS).get(address).content.decode()


@pytest.mark.parametrize(
    "name", ["home", "about", "standard", "stories", "story", "studies", "study", "people"]
)
def test_a_draft_of_every_page_type_can_be_looked_at(client, editor, tree, name):
    page = getattr(tree, name)
    page.title = NEW
    page.draft_title = NEW
    if name == "home":
        page.heading = NEW
    page.save_revision(user=member_of(StaffGroup.EDITORS))
    draft = editor.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert draft.status_code == 200
    assert NEW in draft.content.decode()
    assert NEW not in client.get(page.get_url()).content.decode()


def test_an_editor_does_not_publish(client, editor, page):
    edit(editor, page, **{"action-publish": "1"})
    assert not is_public(client)
    page.refresh_from_db()
    assert page.has_unpublished_changes


def test_an_editors_page_passes_a_moderator(client, editor, moderator, page):
    edit(editor, page, **{"action-submit": "1"})
    state = WorkflowState.objects.get(object_id=str(page.pk))
    assert state.status == WorkflowState.STATUS_IN_PROGRESS
    assert not is_public(client)
    asked = {address for letter in mail.outbox for address in letter.to}
    assert member_of(StaffGroup.MODERATORS).email in asked
    home = moderator.get(reverse("wagtailadmin_home")).content.decode()
    assert NEW in home, "what waits for me stands on my first page"

    decide(moderator, page, "approve")
    assert is_public(client)
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_APPROVED
    told = [letter for letter in mail.outbox if letter.to == [member_of(StaffGroup.EDITORS).email]]
    assert told, "whoever wrote it hears that it is public"


def test_nobody_approves_their_own_page_without_being_a_moderator(client, editor, page):
    edit(editor, page, **{"action-submit": "1"})
    state = WorkflowState.objects.get(object_id=str(page.pk)).current_task_state
    answer = editor.post(
        reverse("wagtailadmin_pages:workflow_action", args=[page.pk, "approve", state.pk]), {"comment": ""}
    )
    assert answer.status_code in (302, 403)
    assert not is_public(client)
    state.refresh_from_db()
    assert state.status == "in_progress"


def test_sent_back_with_words_it_comes_again(client, editor, moderator, page):
    edit(editor, page, **{"action-submit": "1"})
    decide(moderator, page, "reject", comment="Say who wrote it.")
    assert not is_public(client)
    state = WorkflowState.objects.get(object_id=str(page.pk))
    assert state.status == WorkflowState.STATUS_NEEDS_CHANGES
    shown = editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    assert "Say who wrote it." in shown, "the writer sees why"

    edit(editor, page, title=f"{NEW} by Ada", **{"action-restart-workflow": "1"})
    decide(moderator, page, "approve")
    assert "by Ada" in client.get(PUBLIC).content.decode()


def test_who_changes_their_mind_takes_it_back(client, editor, page):
    edit(editor, page, **{"action-submit": "1"})
    edit(editor, page, **{"action-cancel-workflow": "1"})
    assert WorkflowState.objects.get(object_id=str(page.pk)).status == WorkflowState.STATUS_CANCELLED
    assert not is_public(client)


def test_a_change_for_later_waits_and_then_comes_by_itself(client, moderator, page):
    later = timezone.localtime(timezone.now() + datetime.timedelta(days=3))
    edit(moderator, page, go_live_at=later.strftime("%d/%m/%Y %H:%M"), **{"action-publish": "1"})
    call_command("publish_scheduled")
    assert not is_public(client), "its time has not come"
    page.refresh_from_db()
    assert page.live, "what was public stays so meanwhile"
    past = timezone.now() - datetime.timedelta(minutes=1)
    scheduled = Revision.objects.filter(approved_go_live_at__isnull=False)
    revision = scheduled.get(object_id=str(page.pk))
    revision.content["go_live_at"] = past.isoformat()
    revision.approved_go_live_at = past
    revision.save()
    call_command("publish_scheduled")
    assert is_public(client)


def test_a_page_that_may_not_stay_goes_by_itself(client, moderator, page):
    soon = timezone.localtime(timezone.now() + datetime.timedelta(days=1))
    edit(moderator, page, expire_at=soon.strftime("%d/%m/%Y %H:%M"), **{"action-publish": "1"})
    assert is_public(client)
    type(page).objects.filter(pk=page.pk).update(expire_at=timezone.now() - datetime.timedelta(minutes=1))
    call_command("publish_scheduled")
    assert client.get(PUBLIC).status_code == 404


# Wagtail's comparison hands an address that a block holds to a reader of HTML, which wonders about it.
@pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")
def test_history_tells_who_did_what_and_leads_back(client, editor, moderator, page):
    old = page.latest_revision or page.save_revision()
    edit(moderator, page, **{"action-publish": "1"})
    assert is_public(client)
    history = moderator.get(reverse("wagtailadmin_pages:history", args=[page.pk])).content.decode()
    assert "Published" in history
    actions = set(PageLogEntry.objects.filter(page=page.pk).values_list("action", flat=True))
    assert {"wagtail.edit", "wagtail.publish"} <= actions
    by = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").latest("pk").user
    assert by == member_of(StaffGroup.MODERATORS)

    compared = moderator.get(
        reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, old.pk, "latest"])
    ).content.decode()
    assert NEW in compared
    back = moderator.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, old.pk]))
    assert 'value="Privacy"' in back.content.decode()
    edit(moderator, page, title="Privacy", revision=old.pk, **{"action-publish": "1"})
    assert not is_public(client)
    assert Revision.objects.filter(object_id=str(page.pk)).count() >= 3, "nothing of the past is lost"


def test_taken_down_and_put_up_again(client, moderator, editor, page):
    address = reverse("wagtailadmin_pages:unpublish", args=[page.pk])
    editor.post(address)
    assert client.get(PUBLIC).status_code == 200, "an editor takes nothing down"
    moderator.post(address)
    assert client.get(PUBLIC).status_code == 404
    edit(moderator, page, **{"action-publish": "1"})
    assert is_public(client)


@pytest.mark.parametrize("group", [StaffGroup.COMMUNICATIONS, StaffGroup.DATA_OFFICERS])
def test_those_who_write_no_pages_change_none(client, group, page):
    somebody = client_of(group)
    answer = somebody.post(
        reverse("wagtailadmin_pages:edit", args=[page.pk]), form(page, **{"action-publish": "1"})
    )
    assert answer.status_code in (302, 403)
    assert not is_public(client)
    assert not Revision.objects.filter(object_id=str(page.pk), content__title=NEW).exists()
