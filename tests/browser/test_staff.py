"""What the team sees of a download, in Wagtail's admin; and axe on every admin screen of ours."""

import csv
import io

import pytest
from playwright.sync_api import expect

from tests.browser.axe import WAGTAIL, findings
from tests.browser.office import SCREENS, let_in, path_of, sign_in
from tests.browser.screens import page_types
from tests.browser.steps import GUIDE, answer, file_link, new_address, send, taken


def download_with_words(page, email: str, words: str) -> None:
    """Somebody takes a guide and says in their own words where they heard of it."""
    page.goto(f"/get/{GUIDE}/")
    answer(page, email, heard="Somewhere else")
    page.get_by_label("If somewhere else, where was it?").fill(words)
    send(page)
    page.wait_for_url("**/ready/**")
    taken(page, file_link(page).click)


def test_the_team_sees_a_download_and_sorts_where_it_came_from(open_browser, site):
    email, words = new_address("parent"), f"=A parrot at the {new_address('market')} stall"
    download_with_words(open_browser(), email, words)

    page = open_browser()
    sign_in(page, site)
    expect(page.get_by_role("heading", name="What happened this week")).to_be_visible()

    page.goto(path_of(site, "words to sort"))
    page.get_by_label(words).check()
    page.get_by_label("They mean").select_option(label="A colleague")
    page.get_by_role("button", name="Count the ticked answers as this").click()
    expect(page.locator(".messages")).to_contain_text("A colleague")

    page.goto(path_of(site, "downloads"))
    row = page.locator("main table tbody tr").filter(has_text=email.split("@")[0]).first
    expect(row).to_contain_text("A colleague")
    with page.expect_download() as caught:
        page.goto(path_of(site, "downloads"))
        page.evaluate("() => { location.href = location.pathname + '?export=csv'; }")
    text = caught.value.path().read_text(encoding="utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    (line,) = [row for row in rows if any(words in cell for cell in row)]
    assert "A colleague" in line
    assert not [cell for cell in line if cell.startswith(("=", "+", "-", "@"))], "a formula left in an export"


@pytest.fixture(scope="module", autouse=True)
def something_to_show(chromium, site):
    """One counted download with words, so that no screen is empty."""
    context = chromium.new_context(base_url=site.url, user_agent="Mozilla/5.0 Firefox/140.0")
    download_with_words(
        context.new_page(), new_address("sample"), f"the staff room of {new_address('school')}"
    )
    context.close()


@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing_on_our_screens(name, open_browser, site):
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    let_in(page.context, site)
    answer_ = page.goto(path_of(site, name))
    assert answer_.status == 200
    found = []
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}: {finding}" for finding in findings(page, WAGTAIL)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("label", page_types())
def test_the_editor_of_each_page_type_opens_with_its_body(open_browser, site, label):
    """A block whose script is not served leaves the whole editor without its body, and saving fails."""
    page = open_browser()
    let_in(page.context, site)
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    pk = site.ask(
        "import json\n"
        "from django.apps import apps\n"
        f"print(json.dumps(apps.get_model({label!r}).objects.filter(live=True).order_by('pk').first().pk))"
    )
    page.goto(f"/admin/pages/{pk}/edit/")
    page.wait_for_load_state("networkidle")
    bodies = page.locator("[data-block][data-controller=w-block]")
    for at in range(bodies.count()):
        expect(bodies.nth(at).locator("*").first).to_be_attached()
    assert not wrong
