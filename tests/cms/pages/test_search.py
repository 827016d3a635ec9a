"""Search: finds what anybody may see, in one language, and survives anything typed into it."""

import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.contrib.search_promotions.models import Query, SearchPromotion

from cms.pages.models import StandardPage
from cms.pages.search import LONGEST, clean_query
from cms.resources.models import ResourceIndexPage, ResourcePage

from .conftest import add, part

NAUGHTY = Path(__file__).parents[4] / "shared" / "data" / "badinput" / "blns.json"
HOSTILE = [
    *("", " ", "\x00", "a\x00b", '"', "'", "''", '"unclosed', "a AND", "AND", "NOT", "OR OR", "NEAR(a b)"),
    *("a*", "*", "^a", "title:home", "-a", "+a", "(", ")", "((a", "a:b:c", "{}", "\\", "%", "_", "%%%"),
    *("a&b", "a|b", "!a", "<->", "a <2> b", "\u202eabc", "\U0001f600", "ŵ ŷ", "x" * 5000, "word " * 900),
    *("<script>alert(1)</script>", "../../etc/passwd", "'; DROP TABLE wagtailcore_page; --", "${7*7}"),
    *("{{7*7}}", "\r\nSet-Cookie: a=b", "a\u0301\u0301", "\ufeffa"),
    *('"teach', "xyzzy <b>'\"%_\\ \U0001f642", 'one "two', "\u0301"),
]


def titles(response) -> list[str]:
    assert response.status_code == 200
    found = BeautifulSoup(response.content, "html.parser").select(".result h3")
    return [tag.get_text(strip=True) for tag in found]


def suggested(client, words: str) -> list[str]:
    response = client.get("/search/suggest/", {"q": words})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    return [row["title"] for row in response.json()["suggestions"]]


@pytest.mark.both_databases
def test_finds_words_of_title_summary_and_body(client, tree):
    url = "/search/"
    assert "Our first review" in titles(client.get(url, {"q": "first review"}))
    assert "Our first review" in titles(client.get(url, {"q": "how it went"}))
    assert "Hillside" in titles(client.get(url, {"q": "colleague"}))


@pytest.mark.both_databases
def test_finds_other_endings_of_a_word(client, tree):
    url = "/search/"
    assert "Our first review" in titles(client.get(url, {"q": "reviews"}))
    assert "Our first review" in titles(client.get(url, {"q": "revi"}))


@pytest.mark.both_databases
def test_says_what_kind_of_page_it_is_and_sums_it_up(client, tree):
    page = BeautifulSoup(client.get("/search/", {"q": "first review"}).content, "html.parser")
    result = next(tag for tag in page.select(".result") if "Our first review" in tag.get_text())
    assert "Story" in result.get_text()
    assert "How it went." in result.get_text()
    assert result.a["href"] == "/stories/our-first-review/"


@pytest.mark.both_databases
def test_suggests_while_somebody_types(client, tree):
    assert "Our first review" in suggested(client, "our fi")
    assert suggested(client, "o") == []
    assert suggested(client, "zzzz") == []


@pytest.mark.both_databases
def test_answers_anything_typed(client, tree):
    for words in HOSTILE:
        assert client.get("/search/", {"q": words, "page": words}).status_code == 200, words
        suggested(client, words)


def test_answers_anything_in_an_address(client, tree):
    for query in (
        "q=%FF%FE",
        "q=%ED%A0%80",
        "q=a&q=b",
        "q[]=a",
        "%00=1",
        "q=%u0041",
        "page=%FF",
        "&&&=",
        "q=%",
    ):
        assert client.get(f"/search/?{query}").status_code == 200
        assert client.get(f"/search/suggest/?{query}").status_code == 200


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not on this machine")
def test_answers_the_naughty_strings(client, tree):
    for words in json.loads(NAUGHTY.read_text()):
        assert client.get("/search/", {"q": words}).status_code == 200, words


@pytest.mark.both_databases
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(words=st.text(max_size=80))
def test_answers_any_text(client, db, words):
    assert client.get("/search/", {"q": words}).status_code == 200


@given(words=st.text(max_size=500))
def test_a_cleaned_query_is_one_short_line(words):
    cleaned = clean_query(words)
    assert len(cleaned) <= LONGEST
    assert cleaned == cleaned.strip()
    assert not any(sign in cleaned for sign in "\x00\n\r\t")
    assert clean_query(cleaned) == cleaned


def test_typed_words_are_shown_as_words(client, tree):
    html = client.get("/search/", {"q": "<b onclick=x>bold"}).content.decode()
    assert "<b onclick" not in html
    assert "&lt;b onclick=x&gt;bold" in html


def test_helps_when_nothing_is_found(client, tree):
    page = BeautifulSoup(client.get("/search/", {"q": "qqqqzzzz"}).content, "html.parser")
    assert "Nothing found for “qqqqzzzz”" in page.main.get_text()
    assert page.main.find("a", href="/stories/")


@pytest.mark.both_databases
def test_a_guide_comes_first_then_titles_then_the_rest(client, tree):
    guides = add(tree.home, ResourceIndexPage, "Review your review", slug="guides", summary="Review review.")
    add(guides, ResourcePage, "SEND Review Guide", slug="send-review-guide", summary="What it is.")
    for name in ("Reviews", "Review day", "A review of the review"):
        add(tree.about, StandardPage, name, slug=name.lower().replace(" ", "-"), summary="Review, review.")
    add(
        tree.about,
        StandardPage,
        "Budget",
        slug="budget",
        summary="Review review review.",
        body=[part("paragraph", "<p>Review review review.</p>")],
    )
    found = titles(client.get("/search/", {"q": "review"}))
    assert found[0] == "SEND Review Guide"
    assert found.index("Budget") > max(
        found.index(name) for name in ("Review your review", "Reviews", "Review day", "Our first review")
    )
    assert suggested(client, "rev")[0] == "SEND Review Guide"
    assert titles(client.get("/search/", {"q": "review day"}))[0] == "Review day"
    assert titles(client.get("/search/", {"q": "Reviews"}))[0] == "Reviews"


@pytest.mark.both_databases
def test_a_slip_of_the_keyboard_is_offered_mended(client, tree):
    page = BeautifulSoup(client.get("/search/", {"q": "frist revew"}).content, "html.parser")
    link = page.main.find("a", href="/search/?q=first%20review")
    assert link.get_text() == "first review"
    assert "Did you mean:" in link.parent.get_text()
    assert "Our first review" in titles(client.get(link["href"]))
    for words in ("review", "qqqqzzzz", ""):
        assert "Did you mean" not in client.get("/search/", {"q": words}).content.decode()


def test_what_is_not_public_is_offered_to_nobody(client, tree):
    add(tree.about, StandardPage, "Xylophones", slug="xylophones").unpublish()
    assert "Did you mean" not in client.get("/search/", {"q": "xylofones"}).content.decode()


def test_result_pages_are_not_for_search_engines(client, tree):
    page = BeautifulSoup(client.get("/search/", {"q": "review"}).content, "html.parser")
    assert "noindex" in page.find("meta", attrs={"name": "robots"})["content"]


def test_puts_first_what_the_team_chose(client, tree):
    query = Query.get("maths")
    SearchPromotion.objects.create(query=query, page=tree.study, sort_order=0)
    SearchPromotion.objects.create(
        query=query, external_link_url="https://example.org/", external_link_text="Elsewhere", sort_order=1
    )
    page = BeautifulSoup(client.get("/search/", {"q": "MATHS "}).content, "html.parser")
    assert [tag.get_text(strip=True) for tag in page.select(".result h3")] == ["Hillside", "Elsewhere"]


def test_does_not_put_first_what_is_not_public(client, tree):
    SearchPromotion.objects.create(query=Query.get("maths"), page=tree.study, sort_order=0)
    tree.study.unpublish()
    assert titles(client.get("/search/", {"q": "maths"})) == []


def test_reading_results_writes_nothing(client, tree):
    client.get("/search/", {"q": "never asked before"})
    assert not Query.objects.filter(query_string="never asked before").exists()


@pytest.mark.both_databases
def test_each_language_finds_its_own(client, tree, welsh_about):
    assert titles(client.get("/cy/search/", {"q": "Amdanom"})) == ["Amdanom ni"]
    assert titles(client.get("/cy/search/", {"q": "Hillside"})) == []
    rows = client.get("/cy/search/suggest/", {"q": "amda"}).json()["suggestions"]
    assert [row["title"] for row in rows] == ["Amdanom ni"]
    assert titles(client.get("/search/", {"q": "Amdanom"})) == []


@pytest.mark.parametrize("count", [1, 6])
def test_a_page_of_results_costs_the_same_however_many(client, tree, count, django_assert_max_num_queries):
    for number in range(count):
        add(
            tree.about,
            StandardPage,
            f"Budget {number}",
            slug=f"budget-{number}",
            body=[part("paragraph", "<p>Money.</p>")],
        )
    client.get("/search/", {"q": "warm"})
    with django_assert_max_num_queries(24):
        response = client.get("/search/", {"q": "budget"})
    assert len(titles(response)) == count
