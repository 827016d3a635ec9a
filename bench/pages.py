"""CPU of an anonymous resource page, cold and cached, against a bare view returning the same bytes.

The bare view stands once behind the site's own middleware, and once behind that of `startproject`, a far
stricter yardstick; both in this same process. Cold: the page's kept answer is thrown away before each
request, the rest is as in a running site. What a page costs with every cache emptied is told beside it.
"""

import json

from bench.inside import STARTPROJECT, Visitor, handler, set_up
from bench.timing import compare

KEPT_HEADERS = {"content-type", "content-encoding", "content-language", "cache-control", "vary"}


def main(path: str = "/guides/send-review-guide/", rounds: int = 200) -> dict:
    """Measure, and say what was measured."""
    set_up()
    from django.core.cache import cache, caches
    from django.test import RequestFactory

    from bench import bare
    from cms.core import page_cache

    def empty_caches() -> None:
        for each in caches.all():
            each.clear()

    key = page_cache.key_for(RequestFactory().get(path, headers={"host": "127.0.0.1:8000"}))

    def forget_the_page() -> None:
        assert cache.delete(key), "the page was not kept, so the measurement means nothing"

    visitor = Visitor(handler())
    for _ in range(3):
        status, headers, body = visitor.ask(path)
    assert status == 200, f"{path} answers {status}"
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
    emptied = compare(page, bytes_alone, rounds=rounds // 4, before=empty_caches)
    page()
    cold_beside = compare(page, bytes_behind_our_middleware, rounds=rounds // 2, before=forget_the_page)
    beside = compare(page, bytes_behind_our_middleware, rounds=rounds)
    return {
        "path": path,
        "bytes": len(body),
        "bare_ms": cached["bare_ms"],
        "cached_ms": cached["ours_ms"],
        "cached_ratio": cached["ratio"],
        "cold_ms": cold["ours_ms"],
        "cold_ratio": cold["ratio"],
        "every_cache_emptied_ms": emptied["ours_ms"],
        "every_cache_emptied_ratio": emptied["ratio"],
        "cached_ratio_behind_our_middleware": beside["ratio"],
        "cold_ratio_behind_our_middleware": cold_beside["ratio"],
        "bare_behind_our_middleware_ms": beside["bare_ms"],
    }


if __name__ == "__main__":
    print(json.dumps(main()))
