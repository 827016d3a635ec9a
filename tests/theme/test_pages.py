"""Whole pages of the theme: the frame, the styleguide, errors, letters, share pictures."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from theme import drawing, share
from theme.views import styleguide

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "theme" / "templates"
FRAME = {
    "site_name": "Whole School SEND",
    "main_menu": [("Guides", "/guides/"), ("Stories", "/stories/")],
    "footer_menu": [("Privacy", "/privacy/")],
    "language_links": [("en", "English", "/", True), ("cy", "Cymraeg", "/cy/", False)],
    "search_url": "/search/",
    "suggest_url": "/search/suggest/",
    "breadcrumbs": [("Home", "/")],
    "alternates": [("en", "https://example.org/"), ("cy", "https://example.org/cy/")],
}


def test_the_frame_has_named_landmarks_and_a_way_to_skip():
    html = render_to_string("theme/layouts/column.html", FRAME)
    assert html.index('href="#main"') < html.index("<header")
    assert 'id="main"' in html
    labels = re.findall(r'<(?:nav|aside)[^>]*aria-label="([^"]+)"', html)
    assert len(labels) == len(re.findall(r"<(?:nav|aside)\b", html))
    assert {"Main menu", "About this site", "Language", "Where you are"} <= set(labels)
    assert '<a href="/cy/" lang="cy" hreflang="cy"' in html
    assert html.count('rel="alternate" hreflang=') == 2


def test_the_frame_speaks_the_language_of_the_page():
    with translation.override("cy"):
        html = render_to_string("theme/layouts/base.html", FRAME)
    assert '<html lang="cy">' in html
    assert '<a class="brand" href="/cy/">' in html


def test_the_frame_stands_with_a_name_alone():
    html = render_to_string("theme/layouts/base.html", {"site_name": "Site"})
    assert "<nav" not in html
    assert "<form" not in html


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.name)
def test_no_inline_style_or_script(path):
    text = re.sub(r"\{%.*?%\}", "", path.read_text())
    assert not re.search(r'\sstyle="', text)
    assert not re.search(r"\son\w+=", text)
    assert "|safe" not in path.read_text()
    if "email" not in path.parts:
        assert "<style" not in text
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", text))


def test_the_styleguide_shows_every_tag():
    guide = (TEMPLATES / "theme" / "styleguide.html").read_text()
    frame = "".join(path.read_text() for path in TEMPLATES.rglob("*.html"))
    source = (ROOT / "theme" / "templatetags" / "theme.py").read_text()
    tags = re.findall(r"@register\.simple(?:_block)?_tag(?:\(takes_context=True\))?\ndef (\w+)", source)
    assert len(tags) > 18
    unseen = {tag for tag in tags if f"{{% {tag} " not in guide and f"{{% {tag} " not in frame}
    assert unseen <= {"share_address"}


@pytest.mark.django_db
@pytest.mark.parametrize("scheme", ["", "?scheme=light", "?scheme=dark", "?scheme=pink"])
def test_the_styleguide_opens(scheme):
    answer = styleguide(RequestFactory().get(f"/styleguide/{scheme}"))
    assert answer.status_code == 200
    ids = re.findall(r'\sid="([^"]+)"', answer.content.decode())
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", ["400.html", "403_csrf.html", "500.html"])
def test_bare_errors_need_no_context(name):
    html = render_to_string(name)
    assert "<h1>" in html
    assert "{{" not in html


def test_the_worst_error_survives_a_missing_style_sheet(monkeypatch):
    def gone(_name):
        raise ValueError("Missing staticfiles manifest entry")

    monkeypatch.setattr("theme.templatetags.theme.static", gone)
    html = render_to_string("500.html")
    assert "stylesheet" not in html
    assert "It is our mistake" in html
    assert 'lang="cy"' in html


@pytest.mark.parametrize("name", ["403.html", "404.html"])
def test_errors_keep_the_menu(name):
    html = render_to_string(name, FRAME)
    assert "Main menu" in html
    assert 'class="breadcrumbs"' not in html


def test_letters_have_both_forms():
    context = {
        "site_name": "Site & Co",
        "site_url": "https://example.org",
        "subject": "Your guide",
        "preview": "It is here",
    }
    html = render_to_string("theme/email/base.html", context)
    assert "<title>Your guide</title>" in html
    assert "Site &amp; Co" in html
    assert re.findall(r'bgcolor="(#\w+)"', html) == [ink.light for ink in drawing.AREAS.values()]
    text = render_to_string("theme/email/base.txt", context)
    assert "Site & Co" in text


@pytest.mark.django_db
def test_share_pictures_are_drawn_for_our_tickets_only(client):
    address = share.address(seed="send-review-guide", title="SEND Review Guide", site="Site")
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/png"
    assert "public" in answer["Cache-Control"]
    assert answer.content.startswith(b"\x89PNG")
    assert client.get(address.replace(".png", "x.png")).status_code == 404
    assert client.get("/share/send-review-guide.png").status_code == 404


@pytest.mark.django_db
def test_a_share_picture_is_drawn_once(client, monkeypatch):
    address = share.address(seed="a", title="A")
    drawn = []
    real = share.png
    monkeypatch.setattr(share, "png", lambda svg: drawn.append(1) or real(svg))
    client.get(address)
    client.get(address)
    assert drawn == [1]


def test_a_long_title_makes_no_long_address():
    assert len(share.address(seed="a", title="long " * 1000)) < 400


def test_a_share_picture_has_one_address_for_ever(time_machine):
    time_machine.move_to("2017-11-22 09:00Z")
    first = share.address(seed="a", title="A")
    time_machine.move_to("2018-11-22 09:00Z")
    assert share.address(seed="a", title="A") == first
