"""The main journey without a mouse, and without JavaScript."""

import re

from playwright.sync_api import expect

from tests.browser.steps import GUIDE, answer, file_link, new_address, outcomes, send, taken

FOCUS_SHOWS = """() => {
  const e = document.activeElement;
  const s = getComputedStyle(e);
  return (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2) || s.boxShadow !== 'none'
    || (!!e.closest('.choice') && getComputedStyle(e.closest('.choice')).outlineStyle !== 'none');
}"""


def tab_to(page, wanted, most: int = 80) -> None:
    """Press Tab until something has the focus, looking at every stop whether its focus can be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        where = page.evaluate("document.activeElement.outerHTML.slice(0, 120)")
        assert page.evaluate(FOCUS_SHOWS), f"no visible focus on {where}"
        if wanted.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab never reached {wanted}")


def test_with_the_keyboard_alone(page, site):
    email = new_address("keyboard")
    page.goto(f"/guides/{GUIDE}/")
    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    expect(page.locator(".skip-link")).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    tab_to(page, page.get_by_label("Email address"))
    page.keyboard.type(email)
    tab_to(page, page.get_by_label("What do you do?"))
    page.keyboard.type("SENCO")
    tab_to(page, page.get_by_label("What kind of place do you work in?"))
    page.keyboard.type("Primary")
    tab_to(page, page.get_by_label("Postcode of the place where you work"))
    page.keyboard.type("LS1 4AP")
    first = page.locator("input[name=heard]").first
    tab_to(page, first)
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=heard]").nth(1)).to_be_checked()
    page.wait_for_timeout(2000)
    tab_to(page, page.locator("main form[method=post]").get_by_role("button").last)
    page.keyboard.press("Enter")
    page.wait_for_url("**/ready/**")
    tab_to(page, file_link(page))
    assert taken(page, lambda: page.keyboard.press("Enter"))
    assert outcomes(site, email) == ["counted"]


def test_without_javascript(open_browser, site):
    page = open_browser(java_script_enabled=False)
    email = new_address("noscript")
    page.goto("/")
    page.goto(f"/guides/{GUIDE}/")
    send(page)
    expect(page.locator("[data-error-summary]")).to_be_visible()
    answer(page, email)
    send(page)
    page.wait_for_url("**/ready/**")
    assert taken(page, file_link(page).click)
    assert outcomes(site, email) == ["counted"]


def test_the_menu_and_the_search_work_on_a_phone_without_javascript(open_browser, site):
    page = open_browser(java_script_enabled=False, viewport={"width": 320, "height": 640})
    page.goto("/")
    page.locator("details.menu-fold > summary").click()
    box = page.locator("details.menu-fold").get_by_role("searchbox")
    box.fill("review")
    box.press("Enter")
    page.wait_for_url(re.compile(r"/search/\?q=review"))
    expect(page.locator("main").get_by_role("link", name=re.compile("Review Guide")).first).to_be_visible()
