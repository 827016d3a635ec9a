"""The folder that stands for the post office while somebody tries the site on their own machine."""

import datetime as dt
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings

# Django's file backend writes the letters of one connection into one file, with a line of hyphens after each.
BETWEEN = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class Letter:
    """One letter as it would have been sent."""

    name: str
    subject: str
    sender: str
    to: str
    at: dt.datetime
    text: str = ""
    html: str = ""
    attachments: list[str] = field(default_factory=list)


def _content(message: EmailMessage, kind: str) -> str:
    part = message.get_body(preferencelist=(kind,))
    return part.get_content() if part is not None else ""


def _letter(name: str, raw: bytes, written: float) -> Letter:
    message = message_from_bytes(raw, policy=policy.default)
    sent = message["date"].datetime if message["date"] else None
    return Letter(
        name=name,
        subject=str(message["subject"] or ""),
        sender=str(message["from"] or ""),
        to=str(message["to"] or ""),
        at=sent or dt.datetime.fromtimestamp(written, dt.UTC),
        text=_content(message, "plain"),
        html=_content(message, "html"),
        attachments=[part.get_filename() or "?" for part in message.iter_attachments()],
    )


def _files() -> list[Path]:
    folder = Path(settings.EMAIL_FILE_PATH)
    return sorted(folder.glob("*.log"), key=lambda path: (path.stat().st_mtime, path.name), reverse=True)


def _letters_in(path: Path) -> list[Letter]:
    pieces = [piece for piece in path.read_bytes().split(BETWEEN) if piece.strip()]
    written = path.stat().st_mtime
    return [_letter(f"{path.stem}.{number}", piece, written) for number, piece in enumerate(pieces, 1)]


def letters(limit: int = 100) -> list[Letter]:
    """Return the newest letters, the newest first; at most `limit`."""
    found: list[Letter] = []
    for path in _files():
        found += reversed(_letters_in(path))
        if len(found) >= limit:
            break
    return found[:limit]


def letter_named(name: str) -> Letter | None:
    """Return the letter of that name, or nothing; the name is compared and never made into a path."""
    stem = name.rpartition(".")[0]
    for path in _files():
        if path.stem == stem:
            return next((letter for letter in _letters_in(path) if letter.name == name), None)
    return None
