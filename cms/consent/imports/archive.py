"""The zip of an audience as Mailchimp gives it out: opened with care, each list found by its name."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from django.utils.translation import gettext as _

# A list of a million people is some 300 MB of text.
LARGEST = 400 * 1024 * 1024
MOST_FILES = 1000
PIECE = 1024 * 1024
ENCRYPTED = 0x1


class ArchiveError(ValueError):
    """The zip cannot be used. The message says what to do, in the language of the moment."""


class Kind(StrEnum):
    """Which list a file holds, in the order they are read: who left and who cannot be reached come first."""

    CLEANED = "cleaned"
    UNSUBSCRIBED = "unsubscribed"
    SUBSCRIBED = "subscribed"


@contextmanager
def opened(path: Path, *, incomplete: bool = False) -> Iterator[dict[Kind, Path]]:
    """The three lists of a zip as files of their own, for as long as they are read.

    Nothing is unpacked under a name that stands in the zip, and no more than `LARGEST` bytes of each list.
    With `incomplete` a list may be missing, but for the subscribed.

    Raises `ArchiveError`.
    """
    try:
        with zipfile.ZipFile(path) as archive, TemporaryDirectory() as folder:
            members = _members(archive, incomplete=incomplete)
            yield {kind: _taken_out(archive, info, Path(folder) / kind) for kind, info in members.items()}
    except zipfile.BadZipFile as error:
        raise ArchiveError(
            _("The file is not a zip, or it broke off. Export the audience again and take it as it comes.")
        ) from error


def _members(archive: zipfile.ZipFile, *, incomplete: bool) -> dict[Kind, zipfile.ZipInfo]:
    infos = archive.infolist()
    if len(infos) > MOST_FILES:
        raise ArchiveError(_("The zip holds too many files to be an audience."))
    found: dict[Kind, zipfile.ZipInfo] = {}
    for info in infos:
        name = PurePosixPath(info.filename.replace("\\", "/"))
        if name.is_absolute() or ".." in name.parts or (name.parts and name.parts[0].endswith(":")):
            raise ArchiveError(
                _("The zip holds a file that points outside of it. Export the audience again.")
            )
        kind = _kind(name)
        if kind is None or info.is_dir():
            continue
        if kind in found:
            raise ArchiveError(
                _("The zip holds two lists of the %(kind)s. Bring in one export at a time.") % {"kind": kind}
            )
        if info.flag_bits & ENCRYPTED:
            raise ArchiveError(_("The zip is locked with a password. Unlock it first."))
        found[kind] = info
    missing = [kind for kind in Kind if kind not in found and not (incomplete and kind != Kind.SUBSCRIBED)]
    if missing:
        raise ArchiveError(
            _(
                "The zip holds no list of the %(kinds)s. Its name has to begin with that word. Without it "
                "somebody who left could be written to again."
            )
            % {"kinds": ", ".join(missing)}
        )
    return {kind: found[kind] for kind in Kind if kind in found}


def _kind(name: PurePosixPath) -> Kind | None:
    """The list that a name says; folders of its own that a Mac adds are passed over."""
    if name.suffix.casefold() != ".csv" or "__MACOSX" in name.parts or name.name.startswith("._"):
        return None
    return next((kind for kind in Kind if name.name.casefold().startswith(kind)), None)


def _taken_out(archive: zipfile.ZipFile, info: zipfile.ZipInfo, to: Path) -> Path:
    """Copy one list, counting what really comes: what the zip says of its size may be a lie."""
    too_large = _("The list of the %(kind)s is too large. It may not be an export at all.") % {
        "kind": to.name
    }
    if info.file_size > LARGEST:
        raise ArchiveError(too_large)
    size = 0
    try:
        with archive.open(info) as source, to.open("wb") as target:
            while piece := source.read(PIECE):
                size += len(piece)
                if size > LARGEST:
                    raise ArchiveError(too_large)
                target.write(piece)
    except (RuntimeError, NotImplementedError, EOFError, zlib.error) as error:
        raise ArchiveError(_("A list in the zip cannot be unpacked. Export the audience again.")) from error
    return to
