"""Pictures for shared links: an address that only this site can make, and the picture behind it."""

import hashlib

from django.core import signing
from django.core.cache import cache
from django.urls import reverse

from . import drawing
from .pictures import png

SALT = "theme.share"
KEEP_FOR = 60 * 60 * 24 * 7
LONGEST_TITLE = 160


def address(*, seed: str, title: str, site: str = "") -> str:
    """The path of the share picture for a seed and its title, signed: nobody else can have others drawn."""
    # Signed without a time: the same title has the same address on every page and every day.
    ticket = signing.Signer(salt=SALT).sign_object([seed, title[:LONGEST_TITLE], site], compress=True)
    return reverse("theme:share", kwargs={"ticket": ticket})


def draw(ticket: str) -> bytes | None:
    """The picture as PNG, 1200 by 630; None for a ticket that is not ours."""
    try:
        seed, title, site = signing.Signer(salt=SALT).unsign_object(ticket)
    except (signing.BadSignature, ValueError):
        return None
    key = f"share-{hashlib.sha256(f'{seed}|{title}|{site}'.encode()).hexdigest()}"
    picture = cache.get(key)
    if picture is None:
        picture = png(drawing.share_svg(seed, title, site=site))
        cache.set(key, picture, KEEP_FOR)
    return picture
