"""Signing up, confirming, choosing and leaving, as a person does it: without JavaScript, and by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.steps import consent_link, new_address
from tests.browser.test_without import tab_to
from tests.live_site import link_in


def standing(site, email: str) -> str:
    """Why they may not be mailed; empty when they may; "nobody" when no such person is known."""
    return site.ask(
        "import json\n"
        "from django.utils import timezone\n"
        "from cms.consent.services import may_mail\n"
        "from cms.people.services import find\n"
        f"person = find({email!r})\n"
        "print(json.dumps(may_mail(person, 'newsletter', now=timezone.now()).code if person else 'nobody'))"
    )


@pytest.mark.parametrize("script", [True, False])
def test_sign_up_confirm_choose_and_leave(open_browser, site, script):
    page = open_browser(java_script_enabled=script, viewport={"width": 320, "height": 700})
    email = new_address("newsletter")
    page.goto("/newsletter/")
    page.get_by_label("Email address").fill(email)
    page.get_by_role("button", name="Send me the newsletter").click()
    page.wait_for_url("**/newsletter/sent/")
    letter = site.wait_for_letter(email)
    assert standing(site, email) == "nobody"
    page.goto(link_in(letter, "/newsletter/confirm/"))
    assert standing(site, email) == "nobody", "looking is not confirming"
    page.get_by_role("button", name="Yes, I confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, it is confirmed")
    assert standing(site, email) == ""
    page.get_by_role("link", name="See all my choices").click()
    expect(page.get_by_text("Now: yes, since")).to_be_visible()
    newsletter = page.get_by_role("group", name="Newsletter")
    newsletter.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Save my choices").click()
    expect(page.get_by_role("status")).to_be_visible()
    assert standing(site, email) == "withdrawn"
    page.get_by_role("group", name="Newsletter").get_by_label("Yes", exact=True).check()
    page.get_by_role("button", name="Save my choices").click()
    expect(page.get_by_text("Now: yes, since")).to_be_visible()
    assert standing(site, email) == ""
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= 320


def test_leaving_and_taking_it_back(page, site):
    email = new_address("leaving")
    path = consent_link(site, "unsubscribe", email=email)
    page.goto(path)
    assert standing(site, email) == ""
    page.get_by_role("button", name="Stop sending me this").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("You will not get these emails")
    assert standing(site, email) == "withdrawn"
    page.get_by_role("button", name="That was a mistake").click()
    page.wait_for_url("**/newsletter/sent/")
    page.goto(link_in(site.wait_for_letter(email), "/newsletter/confirm/"))
    page.get_by_role("button", name="Yes, I confirm").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you, it is confirmed")
    assert standing(site, email) == ""


def test_with_the_keyboard_alone(page, site):
    email = new_address("keys")
    page.goto(consent_link(site, "preferences", email=email))
    chosen = page.get_by_role("group", name="Newsletter").get_by_label("Yes", exact=True)
    tab_to(page, chosen)
    page.keyboard.press("ArrowDown")
    tab_to(page, page.get_by_role("button", name="Save my choices"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_be_visible()
    assert standing(site, email) == "withdrawn"
