"""Somebody asks about their data: without JavaScript, with the keyboard alone, and in Welsh."""

from playwright.sync_api import expect

from tests.browser.steps import new_address
from tests.browser.test_welsh import english_left
from tests.browser.test_without import tab_to
from tests.live_site import link_in


def state_of(site, email: str) -> list[str]:
    """The states of the requests made with an address."""
    return site.ask(
        "import json\n"
        "from cms.rights.models import RightsRequest\n"
        f"asked = RightsRequest.objects.filter(email={email!r})\n"
        "print(json.dumps(list(asked.values_list('state', flat=True))))"
    )


def confirm_path(site, email: str) -> str:
    """The way to the button, from the letter."""
    return link_in(site.wait_for_letter(email), "/your-data/confirm/").removeprefix(site.url)


def test_without_javascript(open_browser, site):
    page = open_browser(java_script_enabled=False)
    email = new_address("rights")
    page.goto("/your-data/")
    page.get_by_role("link", name="Make a complaint").click()
    page.get_by_label("Email address").fill("no address")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("alert").first).to_contain_text("Tell us in a few words what happened.")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("What happened?").fill("You wrote to my old school.")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    page.goto(confirm_path(site, email))
    assert state_of(site, email) == ["received"]
    page.get_by_role("button", name="Yes, it was me").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Thank you")
    assert state_of(site, email) == ["confirmed"]


def test_with_the_keyboard_alone(page, site):
    email = new_address("keyboard")
    page.goto("/your-data/see/")
    tab_to(page, page.get_by_label("Email address"))
    page.keyboard.type(email)
    tab_to(page, page.get_by_role("button", name="Send"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Look into your mail")
    assert state_of(site, email) == ["received"]


def test_in_welsh(page, site):
    email = new_address("cymraes")
    page.goto("/cy/your-data/")
    for path in ("", "see/", "erase/", "complain/", "sent/", "what-we-keep/"):
        page.goto(f"/cy/your-data/{path}")
        assert english_left(page) == []
    page.goto("/cy/your-data/erase/")
    page.get_by_label("Cyfeiriad e-bost").fill(email)
    page.get_by_role("button", name="Anfon").click()
    path = confirm_path(site, email)
    assert path.startswith("/cy/")
    page.goto(path)
    assert english_left(page) == []
    page.get_by_role("button", name="Ie, fi oedd yno").click()
    assert english_left(page) == []
    assert state_of(site, email) == ["confirmed"]
