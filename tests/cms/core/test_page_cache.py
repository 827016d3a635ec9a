"""Answers are kept for visitors we know nothing about, and for nobody else."""

import gzip
import re

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client, RequestFactory
from wagtail.models import Locale

from cms.core import page_cache
from cms.core.middleware import PageCacheMiddleware
from cms.core.models import Menu, SiteSettings
from cms.pages.models import HomePage, StandardPage

COOKIES = [{"cookie": "sessionid=1"}, {"cookie": "x=1"}, {"authorization": "Basic x"}]


@pytest.fixture
def made():
    """How often the view behind the cache has answered."""
    return []


@pytest.fixture
def answer(made):
    """Ask a view behind the cache: `answer("/x/", prepare=…, cookie=…)`."""

    def ask(path="/x/", *, prepare=page_cache.keep, method="get", **headers):
        def view(request):
            made.append(request.path)
            return prepare(HttpResponse(f"answer {len(made)} " + "x" * 500))

        return PageCacheMiddleware(view)(getattr(RequestFactory(), method)(path, headers=headers))

    return ask


def test_a_kept_answer_is_given_again(answer, made):
    first, second = answer(), answer()
    assert first.content == second.content
    assert len(made) == 1
    assert second["Cache-Control"] == "public, max-age=60"
    assert second["Vary"] == "Cookie, Accept-Encoding"


def test_an_answer_nobody_marked_is_made_again(answer, made):
    answer(prepare=lambda response: response)
    answer(prepare=lambda response: response)
    assert len(made) == 2


def with_cookie(response):
    response.set_cookie("a", "b")
    return page_cache.keep(response)


def with_control(response):
    response["Cache-Control"] = "private"
    return page_cache.keep(response)


def with_vary(response):
    response["Vary"] = "Cookie"
    return page_cache.keep(response)


def missing(response):
    response.status_code = 404
    return page_cache.keep(response)


def huge(response):
    response.content = b"x" * (page_cache.LARGEST + 1)
    return page_cache.keep(response)


@pytest.mark.parametrize("prepare", [with_cookie, with_control, with_vary, missing, huge])
def test_an_answer_that_is_somebodys_or_none_is_not_kept(answer, made, prepare):
    answer(prepare=prepare)
    answer(prepare=prepare)
    assert len(made) == 2


@pytest.mark.parametrize(
    "headers", [{"cookie": "sessionid=1"}, {"cookie": "x=1"}, {"authorization": "Basic x"}]
)
def test_somebody_with_a_cookie_neither_gets_nor_leaves_a_kept_answer(answer, made, headers):
    answer()
    personal = answer(**headers)
    assert len(made) == 2
    assert "public" not in personal.get("Cache-Control", "")
    assert answer().content.startswith(b"answer 1 ")


def test_a_page_for_somebody_with_a_cookie_tells_browsers_to_keep_nothing(answer):
    assert "no-store" in answer(cookie="x=1")["Cache-Control"]
    assert "private" in answer(cookie="x=1")["Cache-Control"]


def test_a_post_is_answered_afresh(answer, made):
    answer()
    answer(method="post")
    assert len(made) == 2


def test_only_queries_our_pages_read_are_kept(answer, made):
    answer("/x/?page=2")
    answer("/x/?page=2")
    answer("/x/?page=3")
    assert len(made) == 2
    answer("/x/?utm_source=a")
    answer("/x/?utm_source=a")
    assert len(made) == 4


def test_hosts_and_schemes_are_kept_apart(answer, made):
    answer(host="one.example.org")
    answer(host="two.example.org")
    assert len(made) == 2


def test_compresses_for_those_who_can_read_it(answer):
    plain, zipped = answer(), answer(accept_encoding="gzip, deflate, br")
    assert "Content-Encoding" not in plain
    assert zipped["Content-Encoding"] == "gzip"
    assert gzip.decompress(zipped.content) == plain.content
    assert int(zipped["Content-Length"]) == len(zipped.content)


def test_a_browser_that_has_it_is_told_so(answer):
    tag = answer()["ETag"]
    again = answer(if_none_match=f'"other", {tag}')
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == tag


def test_head_has_no_body_and_keeps_nothing(answer, made):
    head = answer(method="head")
    assert head.content == b""
    assert int(head["Content-Length"]) > 500
    answer()
    assert len(made) == 2


def test_a_new_version_makes_every_answer_anew(answer, made):
    answer()
    page_cache.make_new_version()
    answer()
    assert len(made) == 2


def test_an_answer_made_before_a_change_is_not_given_after_it(made):
    def view(request):
        made.append(1)
        page_cache.make_new_version()  # somebody publishes while the page is being made
        return page_cache.keep(HttpResponse(str(len(made))))

    middleware = PageCacheMiddleware(view)
    middleware(RequestFactory().get("/x/"))
    assert middleware(RequestFactory().get("/x/")).content == b"2"


def test_other_processes_see_a_new_version(settings):
    before = page_cache.version()
    cache.clear()
    page_cache.make_new_version()
    assert page_cache.version() != before


@pytest.fixture
def page(transactional_db):
    """A page that is really committed, as visitors see it."""
    home = HomePage.objects.get(locale=Locale.get_default())
    page = home.add_child(instance=StandardPage(title="Plain words", slug="plain", body=[]))
    page.save_revision().publish()
    return page


def rename(page):
    page.title = "Other words"
    page.save_revision().publish()


def write_menu(page):
    Menu.objects.create(
        place=Menu.Place.MAIN,
        locale=page.locale,
        items=[
            {"type": "link", "value": {"text": "Other words", "page": None, "url": "https://example.org/"}}
        ],
    )


def name_organisation(page):
    SiteSettings.objects.update_or_create(
        site_id=page.get_site().pk, defaults={"organisation": "Other words"}
    )


@pytest.mark.both_databases
@pytest.mark.parametrize("change", [rename, write_menu, name_organisation])
def test_a_change_is_seen_at_once(client, page, change):
    assert b"Other words" not in client.get("/plain/").content
    assert b"Plain words" in client.get("/plain/").content
    change(page)
    assert b"Other words" in client.get("/plain/").content


def describe(page):
    page.search_description = "Other words"
    page.save_revision().publish()


@pytest.mark.both_databases
@pytest.mark.parametrize("change", [rename, describe, write_menu, name_organisation])
def test_what_stands_around_a_page_is_made_anew_after_a_change(client, page, change):
    """Somebody with a cookie gets answers made of remembered parts, the head of the page among them."""
    client.cookies["x"] = "1"
    assert b"Other words" not in client.get("/plain/").content
    change(page)
    assert b"Other words" in client.get("/plain/").content


def test_a_page_names_its_translation_as_soon_as_there_is_one(client, page):
    client.cookies["x"] = "1"
    assert b'hreflang="cy" href="http' not in client.get("/plain/").content
    welsh = page.copy_for_translation(Locale.objects.get(language_code="cy"), copy_parents=True)
    welsh.title = "Geiriau plaen"
    welsh.save_revision().publish()
    assert b'hreflang="cy" href="http' in client.get("/plain/").content
    there = client.get(welsh.url).content.decode()
    assert '<html lang="cy">' in there
    assert "<title>Geiriau plaen" in there
    assert "Plain words" not in there


def canonical(response):
    return re.search(r'<link rel="canonical" href="([^"]*)"', response.content.decode()).group(1)


def test_a_remembered_head_is_given_to_its_own_address_alone(client, page):
    client.cookies["x"] = "1"
    plain = "http://testserver/plain/"
    assert canonical(client.get("/plain/")) == plain
    assert canonical(client.get("/plain/?page=2")) == f"{plain}?page=2"
    assert canonical(client.get("/plain/", headers={"host": "localhost"})) == "http://localhost/plain/"
    assert canonical(client.get("/plain/", secure=True)) == "https://testserver/plain/"
    assert canonical(client.get("/plain/")) == plain


def test_a_preview_is_never_made_of_remembered_words(client, page):
    client.cookies["x"] = "1"
    assert b"<title>Plain words" in client.get("/plain/").content
    page.title = "Draft words"
    assert b"<title>Draft words" in page.make_preview_request().render().content
    assert b"<title>Plain words" in client.get("/plain/").content


@pytest.mark.both_databases
def test_an_unpublished_page_is_gone_at_once(client, page):
    assert client.get("/plain/").status_code == 200
    page.unpublish()
    assert client.get("/plain/").status_code == 404


@pytest.mark.both_databases
def test_a_moved_page_leads_from_its_old_address(client, page):
    client.get("/plain/")
    page.slug = "plainer"
    page.save_revision().publish()
    response = client.get("/plain/")
    assert response.status_code == 301
    assert response["Location"] == "/plainer/"


@pytest.mark.both_databases
def test_a_kept_page_costs_no_query(client, page, django_assert_num_queries):
    client.get("/plain/")
    with django_assert_num_queries(0):
        assert b"Plain words" in client.get("/plain/").content


@pytest.mark.both_databases
def test_a_page_for_somebody_with_a_cookie_costs_few_queries(client, page, django_assert_max_num_queries):
    client.cookies["x"] = "1"
    client.get("/plain/")
    with django_assert_max_num_queries(3):
        assert b"Plain words" in client.get("/plain/").content


def test_a_visitor_who_does_nothing_gets_no_cookie(page):
    for address in (
        "/",
        "/plain/",
        "/cy/",
        "/search/?q=plain",
        "/about/data-sources/",
        "/sitemap.xml",
        "/nothing/",
    ):
        assert not Client().get(address).cookies
