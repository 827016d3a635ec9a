"""English and Welsh: every page type can be translated, and the switch keeps the page."""

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Locale
from wagtail_localize.models import StringSegment, StringTranslation, Translation, TranslationSource

from cms.core.layout import languages
from cms.core.models import Menu

from .conftest import part

NAMES = ["home", "about", "standard", "stories", "story", "studies", "study", "people"]


def page_at(client, address) -> BeautifulSoup:
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html.parser")


def in_welsh(page):
    """Translate every string of a page as itself with a Welsh mark, through wagtail-localize."""
    source, _ = TranslationSource.update_or_create_from_instance(page)
    welsh = Locale.objects.get(language_code="cy")
    translation, _ = Translation.objects.get_or_create(source=source, target_locale=welsh)
    for segment in StringSegment.objects.filter(source=source):
        StringTranslation.objects.update_or_create(
            translation_of=segment.string,
            locale=welsh,
            context=segment.context,
            defaults={"data": f"{segment.string.data} [cy]"},
        )
    translation.save_target(publish=False)
    made = page.get_translation(welsh).specific
    made.get_latest_revision().publish()
    made.refresh_from_db()
    return made


@pytest.fixture
def both(tree):
    tree.welsh = {}
    for name in ("home", "about", "standard", "stories", "story", "studies", "study", "people"):
        tree.welsh[name] = in_welsh(getattr(tree, name))
    return tree


@pytest.mark.parametrize("name", NAMES)
def test_every_page_type_is_shown_in_welsh(client, both, name):
    page = page_at(client, both.welsh[name].url)
    assert page.html["lang"] == "cy"
    assert both.welsh[name].url.startswith("/cy/")
    assert "[cy]" in page.main.get_text()


@pytest.mark.parametrize("name", NAMES)
def test_the_switch_keeps_the_page(client, both, name):
    english, welsh = getattr(both, name).url, both.welsh[name].url
    assert page_at(client, english).select_one(".languages a[lang=cy]")["href"] == welsh
    assert page_at(client, welsh).select_one(".languages a[lang=en]")["href"] == english


@pytest.mark.parametrize("name", NAMES)
def test_each_names_the_other_and_itself_for_search_engines(client, both, name):
    base = "http://testserver"
    english, welsh = base + getattr(both, name).url, base + both.welsh[name].url
    for address in (english, welsh):
        page = page_at(client, address.removeprefix(base))
        links = {tag["hreflang"]: tag["href"] for tag in page.head.find_all("link", hreflang=True)}
        assert links == {"en": english, "cy": welsh, "x-default": english}


def test_addresses_stay_the_same_below_the_language(both):
    assert both.welsh["story"].url == "/cy/stories/our-first-review/"
    assert both.welsh["standard"].url == "/cy/about/privacy/"


def test_what_is_not_words_is_the_same_in_both(both):
    welsh = both.welsh["story"]
    assert welsh.date == both.story.date
    assert welsh.areas == ["leadership", "teaching"]
    assert [author.profile_id for author in welsh.authors.all()] == [both.profile.pk]


def test_words_of_every_block_are_translated(client, both):
    main = page_at(client, both.welsh["standard"].url).main
    text = main.get_text(" ", strip=True)
    for words in (
        "A main heading",
        "It made us talk.",
        "First step",
        "We met",
        "Mind this",
        "Which stage was hardest",
        "found it useful",
        "Read on",
        "Look here",
        "Reporting",
        "Stage",
    ):
        assert f"{words} [cy]" in text, words


def test_links_inside_a_welsh_page_lead_to_welsh_pages(client, both):
    main = page_at(client, both.welsh["standard"].url).main
    button = next(tag for tag in main.find_all("a") if tag.get_text(strip=True) == "Read on [cy]")
    assert button["href"] == "/cy/about/"


def test_without_a_translation_the_switch_leads_home_and_says_so(client, tree):
    address = page_at(client, tree.story.url).select_one(".languages a[lang=cy]")["href"]
    assert address.startswith("/cy/?")
    home = page_at(client, address)
    assert home.main.select_one(".callout")
    assert not page_at(client, "/cy/").main.select_one(".callout")
    assert not page_at(client, tree.story.url).head.find_all("link", hreflang=True)


def test_the_switch_calls_only_a_translation_one(client, both):
    link = page_at(client, both.story.url).select_one(".languages a[lang=cy]")
    assert (link["hreflang"], link["rel"]) == ("cy", ["alternate"])
    both.welsh["story"].unpublish()
    link = page_at(client, both.story.url).select_one(".languages a[lang=cy]")
    assert "hreflang" not in link.attrs
    assert "rel" not in link.attrs


@pytest.mark.parametrize("address", ["/not-here/", "/cy/ddim-yma/", "/stories/not-here/"])
def test_an_address_that_leads_nowhere_is_named_to_no_search_engine(client, both, address):
    response = client.get(address)
    assert response.status_code == 404
    head = BeautifulSoup(response.content, "html.parser").head
    assert not head.find_all("link", rel=["canonical", "alternate"])
    assert head.find("meta", attrs={"name": "robots"})["content"] == "noindex"
    assert not BeautifulSoup(client.get("/").content, "html.parser").head.find(
        "meta", attrs={"name": "robots"}
    )


def test_a_welsh_draft_is_no_translation_yet(client, both):
    both.welsh["story"].unpublish()
    assert page_at(client, both.story.url).select_one(".languages a[lang=cy]")["href"].startswith("/cy/?")
    assert client.get(both.welsh["story"].url).status_code == 404


def test_views_that_are_no_pages_switch_too(client, tree):
    page = page_at(client, "/about/data-sources/")
    assert page.select_one(".languages a[lang=cy]")["href"] == "/cy/about/data-sources/"


def test_the_menu_at_the_top_comes_from_the_tree_in_each_language(client, both):
    def menu(address):
        return [tag["href"] for tag in page_at(client, address).select(".site-nav .menu a")]

    assert menu("/") == ["/about/", "/stories/", "/case-studies/"]
    assert menu("/cy/") == ["/cy/about/", "/cy/stories/", "/cy/case-studies/"]


def test_a_written_menu_takes_its_place_and_leads_to_the_readers_language(client, both):
    for code in ("en", "cy"):
        Menu.objects.create(
            place=Menu.Place.MAIN,
            locale=Locale.objects.get(language_code=code),
            items=[
                part("link", {"text": "Read", "page": both.stories.pk, "url": ""}),
                part("link", {"text": "Elsewhere", "page": None, "url": "https://example.org/"}),
            ],
        )
    links = [tag["href"] for tag in page_at(client, "/cy/").select(".site-nav .menu a")]
    assert links == ["/cy/stories/", "https://example.org/"]


def test_a_menu_leaves_out_what_is_not_public(client, tree):
    Menu.objects.create(
        place=Menu.Place.FOOTER,
        locale=Locale.get_default(),
        items=[part("link", {"text": "Hidden", "page": tree.study.pk, "url": ""})],
    )
    tree.study.unpublish()
    assert "Hidden" not in page_at(client, "/").footer.get_text()


@pytest.mark.parametrize("before", ["", "/cy"])
def test_the_foot_leads_to_the_rules_whatever_the_menu_holds(client, both, before):
    links = [tag["href"] for tag in page_at(client, f"{before}/").select(".site-footer .menu a")]
    rules = ["about/how-we-count", "about/data-sources", "your-data", "newsletter"]
    assert links == [f"{before}/{path}/" for path in rules]
    Menu.objects.create(
        place=Menu.Place.FOOTER,
        locale=Locale.objects.get(language_code=before.strip("/") or "en"),
        items=[part("link", {"text": "The data", "page": None, "url": f"{before}/about/data-sources/"})],
    )
    links = [tag["href"] for tag in page_at(client, f"{before}/").select(".site-footer .menu a")]
    assert links[0] == f"{before}/about/data-sources/"
    assert sorted(links) == sorted(f"{before}/{path}/" for path in rules)


def test_the_switch_leads_home_from_a_page_in_one_language(both, rf):
    found = languages(rf.get("/styleguide/"), None)
    assert {code: href for code, _name, href, _current in found.links}["cy"] == "/cy/?untranslated=1"
    assert found.alternates == []


def test_sign_in_switches_and_stays_itself(client, both):
    switch = page_at(client, "/accounts/login/").select_one(".languages a")
    assert switch["href"] == "/cy/accounts/login/"
    back = page_at(client, switch["href"]).select_one(".languages a")
    assert back["href"] == "/accounts/login/"


def test_the_site_map_names_each_language_version(client, both):
    xml = BeautifulSoup(client.get("/sitemap.xml").content, "xml")
    entries = {tag.loc.get_text(): tag for tag in xml.find_all("url")}
    base = "http://testserver"
    story = entries[f"{base}/cy/stories/our-first-review/"]
    others = {tag["hreflang"]: tag["href"] for tag in story.find_all("link")}
    assert others == {
        "en": f"{base}/stories/our-first-review/",
        "cy": f"{base}/cy/stories/our-first-review/",
    }
    assert f"{base}/cy/about/data-sources/" in entries
    assert len(entries) == len(xml.find_all("loc"))


def test_feeds_speak_one_language(client, both):
    english = BeautifulSoup(client.get("/stories/feed/").content, "xml")
    welsh = BeautifulSoup(client.get("/cy/stories/feed/").content, "xml")
    assert [tag.title.get_text() for tag in english.find_all("item")] == ["Our first review"]
    assert [tag.title.get_text() for tag in welsh.find_all("item")] == ["Our first review [cy]"]
    assert english.find("language").get_text() == "en"
    assert welsh.find("language").get_text() == "cy"
