"""What the theme's scripts add, and what it does for readers who set their own colours, or print."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import GUIDE
from tests.browser.watch import PHONE


def test_the_menu_on_a_phone_opens_and_closes(open_browser):
    page = open_browser(viewport=PHONE)
    page.goto("/")
    menu = page.locator(".menu-fold")
    guides = menu.get_by_role("link", name="Guides")
    expect(guides).to_be_hidden()
    page.get_by_text("Menu", exact=True).click()
    expect(guides).to_be_visible()
    page.keyboard.press("Escape")
    expect(guides).to_be_hidden()
    expect(menu.locator("summary")).to_be_focused()
    page.get_by_text("Menu", exact=True).click()
    page.mouse.click(5, PHONE["height"] - 5)  # below the open menu
    expect(guides).to_be_hidden()


def test_the_menu_on_a_phone_closes_when_the_keyboard_leaves_it(open_browser):
    page = open_browser(viewport=PHONE)
    page.goto("/")
    menu = page.locator(".menu-fold")
    menu.locator("summary").click()
    menu.locator("a, input, button").last.focus()
    expect(menu).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    expect(menu).not_to_have_attribute("open", "")


def test_the_menu_on_a_phone_needs_no_script(open_browser):
    page = open_browser(viewport=PHONE, java_script_enabled=False)
    page.goto("/")
    page.get_by_text("Menu", exact=True).click()
    page.locator(".menu-fold").get_by_role("link", name="Guides").click()
    expect(page).to_have_url(re.compile(r"/guides/$"))


def test_suggestions_are_chosen_by_keyboard(page):
    page.goto("/")
    box = page.get_by_role("combobox", name="Search this site")
    box.fill("govern")
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(options.first).to_be_hidden()
    expect(box).to_have_value("govern")
    page.keyboard.press("ArrowDown")
    chosen = options.first.get_attribute("data-href")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(chosen) + "$"))


def test_enter_without_a_choice_searches(page):
    page.goto("/")
    box = page.get_by_role("combobox", name="Search this site")
    box.fill("govern")
    expect(page.get_by_role("option").first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=govern"))


def test_the_search_box_works_without_suggestions(page):
    page.route("**/search/suggest/**", lambda route: route.fulfill(status=200, body="not JSON"))
    page.goto("/")
    box = page.get_by_role("combobox", name="Search this site")
    with page.expect_response("**/search/suggest/**"):
        box.fill("govern")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/search/\?q=govern"))


def test_a_form_with_errors_puts_the_focus_on_what_is_wrong(page):
    page.goto(f"/get/{GUIDE}/")
    page.wait_for_timeout(2000)
    page.locator("main form[method=post]").get_by_role("button", name="Get the guide").click()
    summary = page.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Email address")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_inks_follow_the_device(open_browser, scheme):
    page = open_browser(color_scheme=scheme)
    page.goto("/")
    colour = page.evaluate("() => getComputedStyle(document.body).backgroundColor")
    assert colour == {"light": "rgb(255, 251, 244)", "dark": "rgb(21, 17, 42)"}[scheme]


def test_buttons_have_edges_where_readers_set_their_colours(open_browser):
    page = open_browser(forced_colors="active")
    page.goto("/styleguide/")
    edges = page.locator(".button").evaluate_all(
        "all => all.map(e => getComputedStyle(e)).map(s => [s.borderTopStyle, parseFloat(s.borderTopWidth)])"
    )
    assert edges
    assert all(style == "solid" and width >= 2 for style, width in edges)


def test_nothing_moves_for_those_who_asked_for_stillness(open_browser):
    page = open_browser(reduced_motion="reduce")
    page.goto("/styleguide/")
    assert page.evaluate(
        "() => [...document.querySelectorAll('*')].map(e => getComputedStyle(e)).every(s =>"
        " s.animationName === 'none' && s.transitionDuration.split(',').every(t => parseFloat(t) === 0))"
    )


def test_paper_carries_the_words_and_not_the_furniture(page):
    page.goto(f"/guides/{GUIDE}/")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    for furniture in (".site-nav", ".site-header .search", ".languages", "main form", ".breadcrumbs"):
        expect(page.locator(furniture).first).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_welsh_letters_load_only_where_they_stand(open_browser, scheme):
    page = open_browser(color_scheme=scheme)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/guides/{GUIDE}/", wait_until="networkidle")
    assert not [url for url in asked if "latin-ext" in url]
    page.goto("/styleguide/", wait_until="networkidle")
    assert [url for url in asked if "latin-ext" in url]
