"""The team joins two entries of one person, takes it back, and brings people in from a file; with axe."""

import re

from playwright.sync_api import Page, expect

from tests.browser.axe import WAGTAIL, findings
from tests.browser.office import let_in
from tests.browser.steps import new_address


def clean(page: Page) -> None:
    """Axe finds nothing here, light or dark."""
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert findings(page, WAGTAIL) == [], page.url


def test_two_entries_of_one_person_are_joined_and_taken_apart(open_browser, site):
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    let_in(page.context, site)
    page.goto("/admin/people/duplicates/")
    page.get_by_role("link", name=re.compile("nesta.howell@.* side by side")).click()
    expect(page.get_by_role("heading", name="What will happen when you join them")).to_be_visible()
    clean(page)
    page.get_by_label("nesta.howell@example.org").check()
    page.get_by_role("button", name="Join them").click()
    expect(
        page.get_by_text("nesta.howell+guides@example.org leads to nesta.howell@example.org now")
    ).to_be_visible()
    clean(page)
    page.get_by_role("link", name="To their page").click()
    expect(page.get_by_role("cell", name="nesta.howell+guides@example.org", exact=True)).to_be_visible()
    clean(page)
    page.get_by_role("link", name=re.compile("Joined on")).first.click()
    page.get_by_role("button", name="Take the joining back").click()
    expect(page.get_by_text("they are two people again")).to_be_visible()


def test_people_come_from_a_file_after_each_row_was_seen(open_browser, site):
    page = open_browser(bypass_csp=True, reduced_motion="reduce")
    let_in(page.context, site)
    email = new_address("brought-in")
    page.goto("/admin/people/import/")
    page.get_by_label("File").set_input_files(
        {"name": "p.csv", "mimeType": "text/csv", "buffer": f"email,name\n{email},Ann\nnobody,\n".encode()}
    )
    page.get_by_role("button", name="Look at the file").click()
    expect(page.get_by_text("Nothing is written yet")).to_be_visible()
    expect(page.get_by_role("cell", name="Enter an email address like name@school.org.uk.")).to_be_visible()
    clean(page)
    page.get_by_role("button", name="Bring in 1 row").click()
    expect(page.get_by_text("Done. The file counts below.")).to_be_visible()
    page.goto(f"/admin/people/?q={email}")
    expect(page.get_by_role("link", name="Ann")).to_be_visible()
    page.get_by_text("Save this filter").click()
    clean(page)
