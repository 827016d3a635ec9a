"""CPU of an anonymous resource page, cold and cached, against a bare view returning the same bytes.

The bare view stands once behind the site's own middleware, and once behind that of `startproject`, a far
stricter yardstick; both in this same process. Cold: the page's kept answer is thrown away before each
request, the rest is as in a running site: compiled templates, and the parts of pages each process remembers.
After an edit: all of that but the templates is thrown away too, and everything is read from the database.
"""

import json

from bench.inside import STARTPROJECT, Visitor, handler, set_up
from bench.timing import compare

KEPT_HEADERS = {"content-type", "content-encoding", "content-language", "cache-control", "vary"}
ENGLISH, WELSH = "/guides/send-review-guide/", "/cy/guides/send-review-guide/"


def measure(path: str, rounds: int) -> dict:
    """The costs of one page."""
    from django.core.cache import cache
    from django.test import RequestFactory

    from bench import bare
    from cms.core import page_cache

    key = page_cache.key_for(RequestFactory().get(path, headers={"host": "127.0.0.1:8000"}))

    def forget_the_page() -> None:
        assert cache.delete(key), "the page was not kept, so the measurement means nothing"

    visitor = Visitor(handler())
    for _ in range(3):
        status, headers, body = visitor.ask(path)
    assert status == 200, f"{path} answers {status}"
    assert headers["cache-control"].startswith("public"), f"{path} is not kept"
    bare.content["body"] = body
    bare.content["headers"] = {k: v for k, v in headers.items() if k in KEPT_HEADERS}
    yardstick, own_stack = Visitor(handler(STARTPROJECT)), Visitor(handler())

    def page():
        return visitor.ask(path)

    def bytes_alone():
        return yardstick.ask("/bench/bytes/")

    def bytes_behind_our_middleware():
        return own_stack.ask("/bench/bytes/")

    visitor.cookies.clear()
    cached = compare(page, bytes_alone, rounds=rounds)
    cold = compare(page, bytes_alone, rounds=rounds, before=forget_the_page)
    edited = compare(page, bytes_alone, rounds=rounds // 4, before=page_cache.make_new_version)
    page()
    cold_beside = compare(page, bytes_behind_our_middleware, rounds=rounds // 2, before=forget_the_page)
    beside = compare(page, bytes_behind_our_middleware, rounds=rounds)
    return {
        "path": path,
        "bytes": len(body),
        "bare_ms": cached["bare_ms"],
        "cached_ms": cached["ours_ms"],
        "cached_ratio": cached["ratio"],
        "cold_bare_ms": cold["bare_ms"],
        "cold_ms": cold["ours_ms"],
        "cold_ratio": cold["ratio"],
        "after_an_edit_ms": edited["ours_ms"],
        "after_an_edit_ratio": edited["ratio"],
        "cached_ratio_behind_our_middleware": beside["ratio"],
        "cold_ratio_behind_our_middleware": cold_beside["ratio"],
        "bare_behind_our_middleware_ms": beside["bare_ms"],
    }


def main(rounds: int = 200) -> dict:
    """Measure the page in both languages, and say what was measured."""
    set_up()
    welsh = measure(WELSH, rounds)
    return measure(ENGLISH, rounds) | {
        "welsh": welsh,
        "cached_ratio_in_welsh": welsh["cached_ratio"],
        "cold_ratio_in_welsh": welsh["cold_ratio"],
    }


if __name__ == "__main__":
    print(json.dumps(main()))
