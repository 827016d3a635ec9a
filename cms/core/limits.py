"""How often a form may be sent, and from where: a school through at once, hundreds from one place stopped."""

from __future__ import annotations

import hashlib
import ipaddress
import math
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Limit:
    """So many in so many seconds, counted under a name."""

    name: str
    most: int
    seconds: int


# A school is one address: sixty teachers on a training day, each with three guides, must get through.
FROM_ONE_ADDRESS = (Limit("place", 210, 600), Limit("place-day", 1000, 86_400))


def client_address(request: HttpRequest) -> str:
    """The visitor's network address, for limits alone; it is never stored or logged.

    Only as many `X-Forwarded-For` entries are believed as there are proxies of ours in front
    (`TRUSTED_PROXIES`). IPv6 is cut to its /64, since one household or school has the whole of that.
    """
    text = request.META.get("REMOTE_ADDR", "")
    proxies = settings.TRUSTED_PROXIES
    if proxies:
        passed = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(passed) >= proxies and passed[-proxies]:
            text = passed[-proxies]
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if address.version == 6:
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False).network_address)
    return str(address)


def _key(limit: Limit, who: str) -> str:
    digest = hashlib.blake2b(who.encode(), digest_size=12, key=settings.SECRET_KEY.encode()[:64]).hexdigest()
    return f"limit-{limit.name}-{digest}"


def over_limit(limits: tuple[Limit, ...], who: str) -> Limit | None:
    """Count one more for somebody; the limit that is now passed, or None.

    The cache counts, so several processes share the count where they share the cache.
    """
    passed = None
    for limit in limits:
        key = _key(limit, who)
        if cache.add(key, 1, limit.seconds):
            cache.set(f"{key}-ends", time.time() + limit.seconds, limit.seconds)
            count = 1
        else:
            try:
                count = cache.incr(key)
            except ValueError:  # it ran out between the two calls
                cache.set(key, 1, limit.seconds)
                count = 1
        if count > limit.most:
            passed = limit
    return passed


def seconds_left(limit: Limit, who: str) -> int:
    """How many seconds a limit that somebody passed lasts from now on: at least one, at most all of it."""
    ends = cache.get(f"{_key(limit, who)}-ends")
    if ends is None:
        return limit.seconds
    return min(max(math.ceil(ends - time.time()), 1), limit.seconds)


def wait_in_words(seconds: int) -> str:
    """When to try again, such as “in 10 minutes” or “in 3 hours”; never too early."""
    minutes = math.ceil(seconds / 60)
    if minutes < 60:
        return ngettext("in %(number)s minute", "in %(number)s minutes", minutes) % {"number": minutes}
    hours = math.ceil(minutes / 60)
    return ngettext("in %(number)s hour", "in %(number)s hours", hours) % {"number": hours}


def from_elsewhere(request: HttpRequest) -> bool:
    """Whether another website made the browser send this form, as far as the browser says."""
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin", "")
    # A browser that keeps the address of the page to itself says "null".
    return origin not in ("", "null") and urlsplit(origin).netloc != request.get_host()
