"""Whole answers kept for visitors we know nothing about.

An answer is kept only if the view that made it said so (`keep`), so that a page which knows a person
cannot slip in by being forgotten. Kept answers carry the version of the content they were made from;
`forget` makes a new version, and every kept answer is out of date at once, in every process.
"""

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, NamedTuple

import deflate
from django.conf import settings
from django.core.cache import cache
from django.db import models, transaction
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest, HttpResponse, HttpResponseBase

BROWSER_SECONDS = 60
"""How long a browser or a proxy may show a page without asking again."""

SERVER_SECONDS = 600
"""How long we keep an answer even if nothing changes: scheduled pages come and go by the clock."""

COMPRESSION = 6
"""Once for a kept answer, by libdeflate: in a third of zlib's time, and a little smaller than zlib's best."""

LARGEST = 512 * 1024
MOST_REMEMBERED = 2000
VERSION_KEY = "pages-version"
QUERY_KEYS = frozenset({"page", "area", "untranslated"})
"""Query parameters that public pages read. An address with any other is answered afresh."""


_MEMORY: dict[str, tuple[str, Any]] = {}
_VERSION: ContextVar[str | None] = ContextVar("version", default=None)


class Kept(NamedTuple):
    """An answer as it is stored: plain values, so that any cache can hold it."""

    version: str
    headers: tuple[tuple[str, str], ...]
    etag: str
    body: bytes
    gzipped: bytes


def keep(response: HttpResponseBase) -> HttpResponseBase:
    """Mark an answer as the same for everybody: it may be kept and shown to others."""
    response.same_for_everybody = True
    return response


def public(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Mark every answer of a view as the same for everybody."""

    @wraps(view)
    def marked(*args: Any, **kwargs: Any) -> HttpResponseBase:
        return keep(view(*args, **kwargs))

    return marked


def _version_file() -> Path | None:
    """Return the file whose time is the version, where the cache is not shared between processes.

    On one machine without Redis every process has a cache of its own; a file's time is what they
    all can see, and reading it costs microseconds.
    """
    return _file_beside(settings.CACHES["default"]["BACKEND"], settings.DATA_DIR)


@lru_cache(maxsize=8)
def _file_beside(backend: str, folder: Path) -> Path | None:
    return Path(folder) / "pages-version" if backend.endswith("LocMemCache") else None


def version() -> str:
    """Return the version of the content, the same in every process; within a request, read once."""
    known = _VERSION.get()
    return _read_version() if known is None else known


@contextmanager
def holding(current: str) -> Iterator[None]:
    """Take the version as read, for as long as one request lasts."""
    token = _VERSION.set(current)
    try:
        yield
    finally:
        _VERSION.reset(token)


def _read_version() -> str:
    file = _version_file()
    if file is None:
        return cache.get(VERSION_KEY) or "0"
    try:
        return str(file.stat().st_mtime_ns)
    except FileNotFoundError:
        return "0"


def is_unsettled() -> bool:
    """Say whether we stand inside a transaction: what we read may never be committed, so nothing is kept."""
    return transaction.get_connection().in_atomic_block


def remember(key: str, make: Callable[[], Any]) -> Any:
    """Return a value made from the content, made again in each process when the content changes.

    For what every page needs and nobody may change: menus, locales, where a page stands. Answers that
    cannot be kept whole, such as those for somebody with a cookie, are made from these. None is not
    remembered, so that addresses which lead nowhere take no room.
    """
    if is_unsettled():
        return make()
    current = version()
    known = _MEMORY.get(key)
    if known is not None and known[0] == current:
        return known[1]
    value = make()
    if value is None:
        return None
    if len(_MEMORY) >= MOST_REMEMBERED:
        _MEMORY.clear()
    _MEMORY[key] = (current, value)
    return value


def look_up(key: str) -> tuple[str, Kept | None]:
    """Return the version of the content, and the kept answer if it was made from it."""
    if is_unsettled():
        return "", None
    if _version_file() is None:
        found = cache.get_many((VERSION_KEY, key))
        current, kept = found.get(VERSION_KEY) or "0", found.get(key)
    else:
        current, kept = _read_version(), cache.get(key)
    kept = Kept(*kept) if kept else None
    return current, kept if kept and kept.version == current else None


def store(key: str, kept: Kept) -> None:
    """Keep an answer."""
    if kept.version:
        cache.set(key, tuple(kept), SERVER_SECONDS)


def make_new_version() -> None:
    """Make every kept answer out of date, now."""
    file = _version_file()
    if file is None:
        cache.set(VERSION_KEY, str(time.time_ns()), None)
        return
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch()
    os.utime(file, ns=(time.time_ns(), time.time_ns()))


def forget(*args: Any, **kwargs: Any) -> None:
    """Make every kept answer out of date once the transaction is done. Takes what any signal sends."""
    transaction.on_commit(make_new_version)


def watch(*watched: type[models.Model]) -> None:
    """Forget kept answers whenever a record of these models is saved or deleted."""
    for model in watched:
        name = f"page-cache-{model._meta.label_lower}"
        post_save.connect(forget, sender=model, dispatch_uid=f"{name}-saved")
        post_delete.connect(forget, sender=model, dispatch_uid=f"{name}-deleted")


def key_for(request: HttpRequest) -> str | None:
    """Return under which key an answer to this request is kept, or None if it must be made afresh.

    Only GET and HEAD without any cookie or credentials, and only queries our pages read.
    """
    meta = request.META
    if request.method not in ("GET", "HEAD") or meta.get("HTTP_COOKIE") or meta.get("HTTP_AUTHORIZATION"):
        return None
    query = meta.get("QUERY_STRING", "")
    if query and not (len(query) < 200 and set(request.GET) <= QUERY_KEYS):
        return None
    host = meta.get("HTTP_HOST", "")
    if settings.USE_X_FORWARDED_HOST:
        host = meta.get("HTTP_X_FORWARDED_HOST", host)
    address = f"{request.scheme}://{host}{request.path}?{query}"
    return f"page-{hashlib.blake2b(address.encode('utf-8', 'replace'), digest_size=16).hexdigest()}"


def may_keep(response: HttpResponseBase) -> bool:
    """Say whether an answer is one that may be shown to others."""
    if not getattr(response, "same_for_everybody", False) or response.status_code != 200:
        return False
    if response.streaming or response.cookies or len(response.content) > LARGEST:
        return False
    control = response.headers.get("Cache-Control", "").lower()
    varies = response.headers.get("Vary", "").lower()
    return not any(word in control for word in ("private", "no-store", "no-cache")) and "cookie" not in varies


def freeze(response: HttpResponse, current: str) -> Kept:
    """Turn an answer into what is stored, with the headers a shared answer needs."""
    body = response.content
    headers = {
        name: value
        for name, value in response.items()
        if name.lower() not in ("content-length", "content-encoding", "etag", "vary", "cache-control")
    }
    # The address alone decides the language, so answers do not vary by what a browser prefers.
    headers["Vary"] = "Cookie, Accept-Encoding"
    headers["Cache-Control"] = f"public, max-age={BROWSER_SECONDS}"
    gzipped = bytes(deflate.gzip_compress(body, COMPRESSION))
    # The same body is compressed to the same bytes, of which there are far fewer to read.
    etag = hashlib.blake2b(gzipped, digest_size=12).hexdigest()
    return Kept(current, tuple(headers.items()), etag, body, gzipped)


def thaw(kept: Kept, request: HttpRequest) -> HttpResponse:
    """Turn what is stored into an answer: compressed if the browser can read that, 304 if it has it."""
    meta = request.META
    zipped = "gzip" in meta.get("HTTP_ACCEPT_ENCODING", "") and len(kept.gzipped) < len(kept.body)
    etag = f'W/"{kept.etag}"'
    response = HttpResponse()
    del response.headers["Content-Type"]
    for name, value in kept.headers:
        response.headers[name] = value
    response.headers["ETag"] = etag
    given = meta.get("HTTP_IF_NONE_MATCH")
    if given and (given.strip() == "*" or etag in (part.strip() for part in given.split(","))):
        response.status_code = 304
        del response.headers["Content-Type"]
        return response
    body = kept.gzipped if zipped else kept.body
    if zipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Content-Length"] = str(len(body))
    if request.method != "HEAD":
        response.content = body
    return response
