"""Signed links. Each is good for one thing, and none does another's work."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from django.conf import settings
from django.core import signing

from .mailing import CONFIRM_WITHIN

# How far ahead another machine's clock may be.
CLOCKS_DIFFER = timedelta(minutes=5)
SEPARATOR = "."


class Link(Enum):
    """What a link is for, and for how long it works. The name is the salt of its signature.

    A link to unsubscribe never ends: it is signed with the one key that never changes.
    """

    CONFIRM = "confirm", CONFIRM_WITHIN
    PREFERENCES = "preferences", timedelta(days=30)
    UNSUBSCRIBE = "unsubscribe", None

    def __init__(self, word: str, lasts: timedelta | None) -> None:
        self.word = word
        self.lasts = lasts


class BadLink(ValueError):  # noqa: N818 - reads as a sentence where it is caught
    """A link that we did not sign, or not for this."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a link says: the key of a sign-up or person, when it was made (aware), what it is about."""

    kind: Link
    key: uuid.UUID
    made_at: datetime
    purpose: str = ""
    subject: str = ""

    def is_live(self, now: datetime) -> bool:
        """Whether the link still works."""
        lasts = self.kind.lasts
        return self.made_at - CLOCKS_DIFFER <= now and (lasts is None or now < self.made_at + lasts)


def _signer(kind: Link) -> signing.Signer:
    salt = f"consent.{kind.word}"
    if kind is Link.UNSUBSCRIBE:
        return signing.Signer(key=settings.SUPPRESSION_KEY, fallback_keys=(), salt=salt, sep=SEPARATOR)
    return signing.Signer(salt=salt, sep=SEPARATOR)


def _plain(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(f"{text}{'=' * (-len(text) % 4)}")


def make_link(kind: Link, *, key: uuid.UUID, now: datetime, purpose: str = "", subject: str = "") -> str:
    """A token for an address: letters, figures, `-`, `_` and dots."""
    parts = [_plain(key.bytes), signing.b62_encode(int(now.timestamp()))]
    if purpose:
        parts.append(_plain(f"{purpose}\n{subject}".encode()))
    return _signer(kind).sign(SEPARATOR.join(parts))


def read_link(token: str, kind: Link) -> Read:
    """What a token says, however old it is: ask `is_live`.

    Raises `BadLink` when it was changed on the way, or made for something else.
    """
    try:
        key, made, *rest = _signer(kind).unsign(token).split(SEPARATOR)
        purpose, _line, subject = _bytes(rest[0]).decode().partition("\n") if rest else ("", "", "")
        return Read(
            kind=kind,
            key=uuid.UUID(bytes=_bytes(key)),
            made_at=datetime.fromtimestamp(signing.b62_decode(made), UTC),
            purpose=purpose,
            subject=subject,
        )
    except (signing.BadSignature, ValueError, OverflowError, OSError) as error:
        raise BadLink(kind.word) from error
