"""Finding one's school on the form: by keyboard, by touch, at 320 px, without a script, in Welsh."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.steps import GUIDE, answer, new_address, send
from tests.browser.test_width import SMALL_TARGETS, STICKING_OUT
from tests.browser.watch import DESK, PHONE

FORM = f"/get/{GUIDE}/"
QUESTION = "Name of your school or organisation"
LARKRISE, URN = "Larkrise Example Special School", "900005"


def school_of(site, email: str) -> list:
    """The typed name, and the school of the register, of somebody."""
    return site.ask(
        "import json\n"
        "from cms.people.models import Person\n"
        f"person = Person.objects.get(email={email!r})\n"
        "school = person.organisation.school_id if person.organisation else None\n"
        "print(json.dumps([person.organisation_name, school]))"
    )


def suggest(page, words: str):
    """Type into the question; the options once they are there."""
    box = page.get_by_label(re.compile(QUESTION))
    box.click()
    box.press_sequentially(words, delay=20)
    options = page.locator(".combobox [role=option]")
    expect(options.first).to_be_visible()
    return box, options


def test_by_keyboard(page, site):
    email = new_address("school")
    page.goto(FORM)
    answer(page, email)
    box, options = suggest(page, "frideswide")
    expect(options).to_have_count(2)
    expect(box).to_have_attribute("role", "combobox")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("listbox", name="Schools")).to_be_visible()
    expect(page.locator(".combobox [role=status]")).to_have_text("Schools: 2")
    page.keyboard.press("ArrowDown")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("End")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id"))
    page.keyboard.press("Home")
    expect(options.nth(0)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    expect(options.nth(0)).to_have_attribute("aria-selected", "false")
    page.keyboard.press("ArrowUp")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("frideswide")
    box.fill("larkrise")
    expect(options).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(box).to_have_value(LARKRISE)
    expect(page.locator("input[name=school]")).to_have_value(URN)
    expect(page.locator(".combobox-note")).to_have_text(f"Leeds, LS14 6PQ, URN {URN}")
    expect(page).to_have_url(re.compile(FORM))
    send(page)
    page.wait_for_url("**/ready/**")
    assert school_of(site, email) == [LARKRISE, int(URN)]


def test_words_changed_after_the_choice_count_alone(page, site):
    email = new_address("changed")
    page.goto(FORM)
    answer(page, email)
    box, options = suggest(page, "larkrise")
    options.first.click()
    expect(page.locator("input[name=school]")).to_have_value(URN)
    box.press("End")
    box.press_sequentially(" annexe")
    expect(page.locator("input[name=school]")).to_have_value("")
    expect(page.locator(".combobox-note")).to_be_hidden()
    send(page)
    page.wait_for_url("**/ready/**")
    assert school_of(site, email) == [f"{LARKRISE} annexe", None]


def test_own_words_are_welcome_where_nothing_is_found(page, site):
    email = new_address("own")
    page.goto(FORM)
    answer(page, email)
    box = page.get_by_label(re.compile(QUESTION))
    box.click()
    box.press_sequentially("Xylophone House")
    expect(page.locator(".combobox [role=status]")).to_have_text(
        "No school of that name. Your own words will do."
    )
    send(page)
    page.wait_for_url("**/ready/**")
    assert school_of(site, email) == ["Xylophone House", None]


def test_nothing_is_fetched_before_somebody_comes_to_the_question(page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/guides/{GUIDE}/", wait_until="networkidle")
    assert not [url for url in asked if "combobox" in url or "/places/" in url]
    suggest(page, "larkrise")
    assert [url for url in asked if "combobox" in url and url.endswith(".js")]
    assert [url for url in asked if "combobox" in url and url.endswith(".css")]


def test_without_javascript_nothing_typed_is_lost(open_browser, site):
    page = open_browser(java_script_enabled=False)
    email = new_address("list")
    page.goto(FORM)
    answer(page, email)
    page.get_by_label(re.compile(QUESTION)).fill("frideswide")
    page.get_by_role("button", name="Find your school in a list").click()
    page.wait_for_url("**/find-school/**")
    assert email not in page.url
    expect(page.get_by_role("radio", name=re.compile("Sheffield"))).to_be_visible()
    page.get_by_label(re.compile("Name, town, postcode or URN")).fill("larkrise")
    page.keyboard.press("Enter")
    page.get_by_role("radio", name=re.compile(LARKRISE)).check()
    page.get_by_role("button", name="Go on with the form").click()
    page.wait_for_url(f"**{FORM}")
    expect(page.get_by_label("Email address")).to_have_value(email)
    expect(page.get_by_label("What do you do?")).to_have_value("senco")
    expect(page.get_by_label("A colleague", exact=True)).to_be_checked()
    expect(page.get_by_label(re.compile(QUESTION))).to_have_value(LARKRISE)
    send(page)
    page.wait_for_url("**/ready/**")
    assert school_of(site, email) == [LARKRISE, int(URN)]


def test_enter_in_the_form_sends_the_form(open_browser):
    page = open_browser(java_script_enabled=False)
    page.goto(FORM)
    page.get_by_label("Email address").fill("half")
    page.wait_for_timeout(1200)
    page.keyboard.press("Enter")
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page).to_have_url(re.compile(FORM))


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_open_list_is_clean_and_fits(open_browser, size, scheme):
    page = open_browser(bypass_csp=True, viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page.goto(FORM)
    _, options = suggest(page, "example")
    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    assert findings(page) == []
    assert page.evaluate(STICKING_OUT) == []
    assert page.evaluate(SMALL_TARGETS) == []
    heights = options.evaluate_all("all => all.map(e => e.getBoundingClientRect().height)")
    assert min(heights) >= 24
    box = page.get_by_role("listbox").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]


def test_the_list_follows_a_text_from_right_to_left(page):
    page.goto(FORM)
    page.evaluate("document.documentElement.dir = 'rtl'")
    suggest(page, "larkrise")
    assert page.evaluate(STICKING_OUT) == []


def test_the_chosen_option_shows_in_forced_colours(open_browser):
    page = open_browser(forced_colors="active")
    page.goto(FORM)
    _, options = suggest(page, "larkrise")
    page.keyboard.press("ArrowDown")
    assert options.first.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_in_welsh(page):
    page.goto(f"/cy{FORM}")
    box = page.locator("input[name=organisation]")
    box.click()
    box.press_sequentially("alderwick")
    expect(page.locator(".combobox [role=option]").last).to_contain_text("wedi cau")
