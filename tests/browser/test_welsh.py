"""The whole journey in Welsh, and a language switch that keeps the page."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.screens import address_of
from tests.browser.steps import GUIDE, file_link, new_address, outcomes, send, taken

# Words of the interface that must not be left in English on a Welsh page. Names and quoted titles may be.
ENGLISH = re.compile(
    r"\b(the|and|your|you|with|this|that|what|where|which|from|our|we|how|please|search|menu|choose|enter|page)\b",
    re.IGNORECASE,
)
INTERFACE = (
    "header, footer, nav, label, legend, button, .field-hint, .field-why, .error-summary, .field-error, h2"
)


def english_left(page) -> list[str]:
    """Texts of the interface with two or more English words in them, on a page that says it is Welsh."""
    assert page.locator("html").get_attribute("lang") == "cy"
    texts = page.locator(INTERFACE).filter(has_not=page.locator("[lang=en]")).all_inner_texts()
    lines = {line.strip() for text in texts for line in text.splitlines()}
    return sorted(line for line in lines if len({word.lower() for word in ENGLISH.findall(line)}) >= 2)


def test_the_whole_journey_in_welsh(page, site):
    email = new_address("athrawes")
    page.goto("/")
    page.get_by_role("link", name="Cymraeg").click()
    expect(page.locator("html")).to_have_attribute("lang", "cy")
    page.goto(f"/cy/guides/{GUIDE}/")
    assert english_left(page) == []
    send(page)
    expect(page.locator("[data-error-summary]")).to_be_visible()
    expect(page.locator("[data-error-summary] h2")).to_contain_text("Mae")
    assert english_left(page) == []
    page.get_by_label("Cyfeiriad e-bost").fill(email)
    page.get_by_label("Beth yw eich gwaith?").select_option("ta")
    page.get_by_label("Ym mha fath o le rydych chi’n gweithio?").select_option("special")
    page.get_by_label("Cod post y man lle rydych yn gweithio").fill("CF10 1EP")
    page.get_by_label("Cydweithiwr", exact=True).check()
    send(page)
    page.wait_for_url("**/cy/get/**/ready/**")
    assert english_left(page) == []
    assert taken(page, file_link(page).click)
    assert outcomes(site, email) == ["counted"]
    letter = site.wait_for_letter(email)
    words = letter.get_body(("plain",)).get_content()
    assert "Helo" in words
    assert "/cy/from-email/" in words
    assert "Hello" not in words
    assert "canllaw" in letter["Subject"].lower() or "copi" in letter["Subject"].lower()


@pytest.mark.parametrize(
    "label",
    ["pages.HomePage", "resources.ResourceIndexPage", "resources.ResourcePage", "pages.StoryIndexPage"],
)
def test_the_switch_keeps_the_page(page, site, label):
    path = address_of(site, label)
    page.goto(path)
    page.get_by_role("link", name="Cymraeg").click()
    page.wait_for_url(f"**/cy{path}")
    page.get_by_role("link", name="English").click()
    page.wait_for_url(f"{site.url}{path}")


@pytest.mark.parametrize("path", ["/search/?q=review", "/about/how-we-count/", f"/get/{GUIDE}/"])
def test_the_switch_keeps_what_is_no_page_of_the_tree(page, path):
    page.goto(path)
    page.get_by_role("link", name="Cymraeg").click()
    page.wait_for_url(f"**/cy{path}")
    assert english_left(page) == []


@pytest.mark.parametrize(
    "path", ["/cy/", "/cy/guides/", "/cy/stories/", "/cy/case-studies/", "/cy/about/people/"]
)
def test_no_english_is_left_in_the_interface(page, path):
    page.goto(path)
    assert english_left(page) == []


def test_the_extended_letters_load_only_where_they_are_needed(page):
    seen = []
    page.on("request", lambda request: seen.append(request.url))
    page.goto("/", wait_until="networkidle")
    assert not [url for url in seen if "latin-ext" in url]
