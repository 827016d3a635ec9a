"""Every page type is drawn, with its parts, in a sound order of headings."""

import re
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup

from .conftest import add, part

NAMES = ["home", "about", "standard", "stories", "story", "studies", "study", "people"]


def soup(response) -> BeautifulSoup:
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


@pytest.mark.parametrize("name", NAMES)
def test_page_has_one_first_heading_and_skips_no_level(client, tree, name):
    page = soup(client.get(getattr(tree, name).url))
    levels = [int(tag.name[1]) for tag in page.main.find_all(re.compile("^h[1-6]$"))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels)), levels


@pytest.mark.parametrize("name", NAMES)
def test_page_holds_nothing_a_strict_policy_forbids(client, tree, name):
    html = client.get(getattr(tree, name).url).content.decode()
    page = BeautifulSoup(html, "html.parser")
    assert not page.find_all(style=True)
    assert not page.find_all("style")
    assert all(tag.get("src") for tag in page.find_all("script"))
    assert not re.search(r"\son\w+=", html)
    loaded = [tag.get("src") or tag.get("href") for tag in page.find_all(["script", "img", "iframe"])]
    loaded += [tag["href"] for tag in page.find_all("link", rel=["stylesheet", "preload", "icon"])]
    assert all(address.startswith(("/", "data:")) for address in loaded)


@pytest.mark.parametrize("name", NAMES)
def test_page_tells_what_it_is_to_those_who_share_it(client, tree, name):
    page = soup(client.get(getattr(tree, name).url))
    told = {tag["property"]: tag["content"] for tag in page.find_all("meta", property=True)}
    assert told["og:title"]
    assert told["og:url"] == page.find("link", rel="canonical")["href"]
    assert told["og:url"].startswith("http://testserver/")
    assert page.find("meta", attrs={"name": "twitter:card"})


def test_every_block_is_drawn(client, tree):
    main = soup(client.get(tree.standard.url)).main
    text = main.get_text(" ", strip=True)
    for words in (
        "A main heading",
        "It made us talk.",
        "First step",
        "We met",
        "Mind this",
        "Which stage was hardest",
        "87%",
        "Survey",
        "Read on",
        "Look here",
        "Hello.",
    ):
        assert words in text
    table = main.find("table")
    assert table.caption.get_text() == "Which stage was hardest"
    assert [cell.get_text() for cell in table.find_all("th", scope="col")] == ["Stage", "Share"]
    assert [cell.get_text() for cell in table.find_all("th", scope="row")] == ["Reporting", "Preparation"]
    assert main.find("a", href="https://video.example.org/1")
    assert not main.find("iframe")


def test_a_link_to_a_page_that_is_not_public_is_not_drawn(client, tree):
    secret = add(tree.about, type(tree.standard), "Not yet", slug="not-yet")
    tree.standard.body = [
        part("button", {"text": "To the secret", "page": secret.pk, "url": "", "kind": "primary"}),
        part("cards", {"title": "Cards", "pages": [part("item", secret.pk)]}),
    ]
    tree.standard.save_revision().publish()
    secret.unpublish()
    html = client.get(tree.standard.url).content.decode()
    assert "To the secret" not in html
    assert "Not yet" not in html


def test_a_story_names_its_authors_areas_and_date(client, tree):
    main = soup(client.get(tree.story.url)).main
    text = main.get_text(" ", strip=True)
    assert "Thursday 22 March 2018" in text
    assert "Written by Ada Example" in text
    assert main.find("a", href=f"{tree.stories.url}?area=teaching")


def test_a_draft_profile_is_not_shown(client, tree):
    tree.profile.live = False
    tree.profile.save()
    assert "Ada Example" not in client.get(tree.story.url).content.decode()
    assert "Ada Example" not in client.get(tree.people.url).content.decode()


def test_stories_are_narrowed_to_an_area(client, tree):
    add(tree.stories, type(tree.story), "About money", slug="money", areas=["resources"], body=[])
    assert "About money" not in client.get(tree.stories.url, {"area": "teaching"}).content.decode()
    assert "About money" in client.get(tree.stories.url, {"area": "resources"}).content.decode()
    assert "About money" in client.get(tree.stories.url, {"area": "' OR 1=1 --"}).content.decode()


def test_any_page_number_is_answered(client, tree):
    for number in ("0", "-1", "999999999999999999999", "x", "", "1.5", "\x00", "٣"):
        assert client.get(tree.stories.url, {"page": number}).status_code == 200


def test_lists_are_numbered(client, tree):
    for number in range(13):
        add(tree.stories, type(tree.story), f"Story {number}", slug=f"story-{number}", body=[])
    first = soup(client.get(tree.stories.url))
    second = soup(client.get(tree.stories.url, {"page": "2"}))
    assert len(first.main.select(".card")) == 12
    assert len(second.main.select(".card")) == 2
    assert second.find("link", rel="canonical")["href"].endswith("/stories/?page=2")


def test_a_case_study_is_told_under_its_headings(client, tree):
    main = soup(client.get(tree.study.url)).main
    headings = [tag.get_text() for tag in main.find_all("h2")]
    assert headings == [
        "Who",
        "How they heard about us",
        "What happened when",
        "Challenges",
        "What came of it",
        "Next steps",
        "The guide they used",
    ]


def test_breadcrumbs_lead_from_home_to_the_parent(client, tree):
    page = soup(client.get(tree.standard.url))
    links = [(link.get_text(), link["href"]) for link in page.select("nav.breadcrumbs a")]
    assert links == [("Home", "/"), ("About us", "/about/")]


def test_data_sources_quote_the_words_the_licences_ask_for(client, db):
    text = soup(client.get("/about/data-sources/")).main.get_text(" ", strip=True)
    assert "Contains OS data © Crown copyright and database right 2025." in text
    assert "Open Government Licence v3.0" in text
    assert "Atkinson Hyperlegible Next" in text
