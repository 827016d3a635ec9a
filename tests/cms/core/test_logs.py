"""Nothing that is written down tells who somebody is or lets anybody act for them."""

import json
import logging
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.core.logs import JSONFormatter, PlainFormatter, scrub

TOKEN = "MjAyNi0xMS0yMg.uR3k9_x-4TqzPZ5cVw1"


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("Letter to Jo.O'Neil+x@school.sch.uk failed", "Letter to [address] failed"),
        ("Not Found: /accounts/jo%40school.sch.uk/", "Not Found: /accounts/[address]/"),
        (f"Not Found: /from-email/{TOKEN}/", "Not Found: /from-email/[token]/"),
        (f"GET /files/{TOKEN}/guide.pdf HTTP/1.1", "GET /files/[token]/guide.pdf HTTP/1.1"),
        ("GET /search/?q=my+child&x=1 HTTP/1.1", "GET /search/?[query] HTTP/1.1"),
        ('GET /f?name="a b" HTTP', 'GET /f?[query] b" HTTP'),
        ("password=hunter2 and Cookie: sessionid=abc", "password=[secret] and Cookie: [secret]"),
        (
            "{'sessionid_8010': 'abc', 'remembered_8010': 'x:y'}",
            "{'sessionid_8010': [secret] 'remembered_8010': [secret]",
        ),
        ("/get/preparing-for-adulthood-review-guide/", "/get/preparing-for-adulthood-review-guide/"),
        ("Is it well? Yes, 3 of 4.", "Is it well? Yes, 3 of 4."),
    ],
)
def test_what_is_taken_out_and_what_stays(text, clean):
    assert scrub(text) == clean


@given(st.emails().filter(lambda address: "/" not in address))
def test_no_address_survives(address):
    assert address not in scrub(f"Sent to {address}.")


def record(message, *args, exc_info=None):
    return logging.LogRecord("cms", logging.ERROR, __file__, 1, message, args, exc_info)


@pytest.mark.parametrize("formatter", [PlainFormatter(), JSONFormatter()])
def test_arguments_and_tracebacks_are_cleaned_too(formatter):
    try:
        raise ValueError("jo@example.org is known already")
    except ValueError:
        line = formatter.format(record("Failed for %s", "jo@example.org", exc_info=sys.exc_info()))
    assert "jo@example.org" not in line
    assert "[address]" in line
    assert "ValueError" in line


def test_json_is_one_object_a_line():
    entry = json.loads(JSONFormatter().format(record("Two\nlines")))
    assert (entry["level"], entry["message"]) == ("ERROR", "Two\nlines")
    assert entry["at"].endswith("+00:00")
