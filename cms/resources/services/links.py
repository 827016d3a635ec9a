"""Signed links. Each is good for one purpose and one download, and one link never does another's work."""

from __future__ import annotations

import base64
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum

from django.core import signing

# How far ahead another machine's clock may be.
CLOCKS_DIFFER = timedelta(minutes=5)
SEPARATOR = "."


class Purpose(Enum):
    """What a link is for, and for how long. The name is the salt of its signature."""

    READY = "ready", timedelta(days=1)
    FILE = "file", timedelta(days=1)
    LETTER = "letter", timedelta(days=14)
    RENEWAL = "renewal", timedelta(days=2)
    WHO = "who", timedelta(days=14)
    DEVICE = "device", timedelta(days=365)

    def __init__(self, word: str, lasts: timedelta) -> None:
        self.word = word
        self.lasts = lasts


class BadLink(ValueError):  # noqa: N818 - reads as a sentence where it is caught
    """A link that we did not sign, or not for this purpose."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says.

    `key` is that of a download, or of a person for `WHO` and `DEVICE`; `file_id` is 0 where no file is meant;
    `by_letter` tells that the way led through an e-mail; `made_at` is aware.
    """

    purpose: Purpose
    key: uuid.UUID
    made_at: datetime
    file_id: int = 0
    by_letter: bool = False

    def is_live(self, now: datetime) -> bool:
        """Whether the link still works."""
        return self.made_at - CLOCKS_DIFFER <= now < self.made_at + self.purpose.lasts


def _signer(purpose: Purpose) -> signing.Signer:
    return signing.Signer(salt=f"resources.{purpose.word}", sep=SEPARATOR)


def make_link(
    *, purpose: Purpose, key: uuid.UUID, now: datetime, file_id: int = 0, by_letter: bool = False
) -> str:
    """A token for an address or a cookie: letters, figures, `-`, `_` and dots."""
    short = base64.urlsafe_b64encode(key.bytes).decode().rstrip("=")
    parts = [short, signing.b62_encode(int(now.timestamp())), signing.b62_encode(file_id)]
    if by_letter:
        parts.append("e")
    return _signer(purpose).sign(SEPARATOR.join(parts))


def read_link(token: str, *, purpose: Purpose) -> Link:
    """What a token says, however old it is: ask `is_live`.

    Raises:
        BadLink: it was changed on the way, or made for another purpose.
    """
    try:
        short, made, file_id, *rest = _signer(purpose).unsign(token).split(SEPARATOR)
        return Link(
            purpose=purpose,
            key=uuid.UUID(bytes=base64.urlsafe_b64decode(f"{short}==")),
            made_at=datetime.fromtimestamp(signing.b62_decode(made), UTC),
            file_id=signing.b62_decode(file_id),
            by_letter="e" in rest,
        )
    except (signing.BadSignature, ValueError, OverflowError, OSError) as error:
        raise BadLink(purpose.word) from error


def sign_moment(now: datetime) -> str:
    """A moment that a form carries, so that nobody can say they have looked at it for longer."""
    return signing.Signer(salt="resources.form", sep=SEPARATOR).sign(
        signing.b62_encode(int(now.timestamp() * 10))
    )


def read_moment(text: str) -> datetime | None:
    """The moment a form was made; None when it is missing or not ours."""
    try:
        tenths = signing.b62_decode(signing.Signer(salt="resources.form", sep=SEPARATOR).unsign(text))
        return datetime.fromtimestamp(tenths / 10, UTC)
    except (signing.BadSignature, ValueError, OverflowError, OSError):
        return None
