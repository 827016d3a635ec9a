"""Signed links in our letters. Opening one changes nothing: there is a button on the page behind it."""

from __future__ import annotations

import uuid
from datetime import timedelta
from enum import Enum

from django.core import signing


class Purpose(Enum):
    """What a link is for, and for how long it works."""

    CONFIRM = ("confirm", timedelta(days=30))
    PACKAGE = ("package", timedelta(days=90))

    @property
    def lasts(self) -> timedelta:
        """How long it works. A copy of somebody's data is gone sooner than its link."""
        return self.value[1]


def _signer(purpose: Purpose) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"rights.{purpose.value[0]}", sep=".")


def make_link(purpose: Purpose, key: uuid.UUID) -> str:
    """A token for an address: letters, figures, `-`, `_` and dots."""
    return _signer(purpose).sign(key.hex)


def read_link(token: str, purpose: Purpose) -> uuid.UUID | None:
    """Whose key a token carries; None when it is not ours, for another purpose, or too old."""
    try:
        return uuid.UUID(hex=_signer(purpose).unsign(token, max_age=purpose.lasts))
    except (signing.BadSignature, ValueError, OverflowError):
        return None
