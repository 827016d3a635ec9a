"""Strings that have broken other forms, through every field: nothing breaks, nothing is lost."""

import json
import os
from pathlib import Path

import pytest

from cms.resources.models import Download
from cms.resources.views import limits

HERE = Path(__file__).resolve()
FOLDER = Path(os.environ.get("SHARED_DATA", HERE.parents[4] / "shared" / "data")) / "badinput"
# A few of our own, so that something is tried where the list is not at hand.
OWN = [
    "",
    "\x00",
    "a\x00b@example.org",
    "\ufeff\u202esenco",
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "{{ 7 * 7 }} {% now %}",
    "%s %(name)s {0}",
    "\N{PILE OF POO}" * 50,
    "ﬁ" * 5000,
    "../../etc/passwd",
    "\r\nBcc: x@example.org",
    "9" * 400,
]
FORM = "/get/send-review-guide/"
FIELDS = (
    "email", "role", "organisation_type", "postcode", "country", "heard", "heard_words", "file", "name",
    "organisation", "newsletter", "newsletter_wording", "remember", "subject_line", "made", "via",
)  # fmt: skip

NOT_TYPED = ("made", "remember", "newsletter", "newsletter_wording")


def strings() -> list[str]:
    listed = FOLDER / "blns.json"
    return OWN + (json.loads(listed.read_text()) if listed.is_file() else [])


@pytest.fixture(autouse=True)
def _no_limits(monkeypatch):
    monkeypatch.setattr(limits, "over_limit", lambda *_: None)


@pytest.mark.parametrize("field", FIELDS)
def test_each_field_alone_takes_what_breaks_others(browser, suite, answers, field):
    for text in OWN:
        response = browser.post(FORM, answers(**({"heard_words": "x"} | {field: text})))
        assert response.status_code in (200, 303), (field, text)
        if response.status_code == 200 and field not in (
            "made",
            "remember",
            "newsletter",
            "newsletter_wording",
        ):
            assert response.context["form"][field].value() == text


@pytest.mark.slow
def test_the_words_people_type_may_be_anything(browser, suite, answers):
    for text in strings():
        typed = {"name": text, "organisation": text, "heard_words": text, "via": text}
        response = browser.post(FORM, answers(**typed))
        assert response.status_code in (200, 303), text
        if response.status_code == 200:
            for field in typed:
                assert response.context["form"][field].value() == text
    assert Download.objects.count() > len(OWN) / 2
    for download in Download.objects.select_related("person"):
        kept = f"{download.heard_words}{download.person.name}{download.person.organisation_name}"
        assert "\x00" not in kept


@pytest.mark.slow
def test_all_fields_at_once(browser, suite):
    for text in strings():
        response = browser.post(FORM, dict.fromkeys(FIELDS, text))
        assert response.status_code == 200, text
        assert response.context["form"].errors


@pytest.mark.slow
def test_addresses_take_anything(browser, suite):
    for text in strings():
        response = browser.get(FORM, {"via": text, "who": text})
        assert response.status_code == 200, text


def test_the_list_is_at_hand():
    if not (FOLDER / "blns.json").is_file():
        pytest.skip("the Big List of Naughty Strings is not here; SHARED_DATA names its folder")
    assert len(strings()) > 400


def test_a_body_that_is_no_form(browser, suite):
    for kind, body in (
        ("application/json", b'{"email": 1}'),
        ("application/x-www-form-urlencoded", b"\xff\xfe&&&==%%%zz"),
        ("multipart/form-data; boundary=x", b"--x\r\nrubbish"),
        ("text/plain", b"email=sam"),
    ):
        response = browser.post(FORM, data=body, content_type=kind)
        assert response.status_code in (200, 400), kind
