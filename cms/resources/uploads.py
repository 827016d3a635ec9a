"""Looking into an uploaded document before it is offered: what it is, and whether it could do harm.

The name and the type a browser gives count for nothing; the content decides.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, NoReturn
from xml.parsers import expat

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .choices import Format

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.core.files import File as DjangoFile

MEGABYTE = 1024 * 1024
LARGEST = 50 * MEGABYTE
"""Bytes; `RESOURCE_UPLOAD_MAX_BYTES` in the settings goes before."""

MOST_OBJECTS = 400_000
MOST_PARTS = 2_000
LARGEST_UNPACKED = 300 * MEGABYTE
LARGEST_XML = 60 * MEGABYTE
# Word's own XML packs up to a hundredfold; what packs better than this was made to fill a disk.
TIGHTEST_PACKING = 250

PDF_START = b"%PDF-"
ZIP_START = b"PK\x03\x04"
OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

# What an action of a PDF may not be (ISO 32000-2, 12.6.4), and keys that carry programs or other files.
BAD_ACTIONS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/Rendition", "/RichMediaExecute"}
SCRIPT_KEYS = {"/JS", "/JavaScript"}
FILE_KEYS = {"/EmbeddedFiles", "/EF"}
MEDIA_KEYS = {"/XFA", "/RichMediaContent"}

WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
BAD_PARTS = re.compile(
    r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|embeddings/|.*\.(exe|dll|js|vbs|bat|lnk))", re.IGNORECASE
)
SAFE_LINK = re.compile(r"^(https?://|mailto:|#)", re.IGNORECASE)
LIVE_FIELD = re.compile(r"\bDDE(AUTO)?\b|\b(INCLUDETEXT|INCLUDEPICTURE|IMPORT)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found out about a document: size in bytes, checksum in hexadecimal, pages if it says so."""

    format: Format
    size: int
    sha256: str
    pages: int | None


def largest() -> int:
    """The most bytes a document may have."""
    return getattr(settings, "RESOURCE_UPLOAD_MAX_BYTES", LARGEST)


def check_upload(upload: DjangoFile) -> Checked:
    """Look into a document. It is left at its beginning, ready to be stored.

    Raises:
        ValidationError: it may not be offered; the words say why and what to do.
    """
    size = upload.size
    if not size:
        raise ValidationError(_("This file is empty. Choose it again."), code="empty")
    if size > largest():
        raise ValidationError(
            _("This file is larger than %(size)d MB. Make its pictures smaller and try again.")
            % {"size": largest() // MEGABYTE},
            code="large",
        )
    upload.seek(0)
    start = upload.read(8)
    upload.seek(0)
    try:
        if start.startswith(PDF_START):
            kind, pages = Format.PDF, _check_pdf(upload)
        elif start.startswith(ZIP_START):
            kind, pages = Format.WORD, _check_word(upload)
        elif start.startswith(OLE_START):
            raise ValidationError(
                _(
                    "This is an old Word file, or one locked with a password. "
                    "Take the password off, or save it as .docx, and try again."
                ),
                code="old",
            )
        else:
            raise ValidationError(_("This is neither a PDF nor a Word file (.docx)."), code="type")
        return Checked(kind, size, _checksum(upload), pages)
    finally:
        upload.seek(0)


def _checksum(upload: IO[bytes]) -> str:
    upload.seek(0)
    digest = hashlib.sha256()
    while block := upload.read(MEGABYTE):
        digest.update(block)
    return digest.hexdigest()


# ----- PDF -----


def _check_pdf(upload: IO[bytes]) -> int:
    """Refuse what is damaged, locked or acts by itself. Returns the number of pages."""
    try:
        with pikepdf.open(upload, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                _refuse_locked_pdf()
            if len(pdf.objects) > MOST_OBJECTS:
                raise ValidationError(_("This PDF has too many parts. Save it anew, then try again."))
            for found in _dictionaries(pdf):
                _check_dictionary(found)
            pages = len(pdf.pages)
    except pikepdf.PasswordError:
        _refuse_locked_pdf()
    except (pikepdf.PdfError, ValueError, RuntimeError, RecursionError) as error:
        raise ValidationError(
            _("This PDF is damaged and cannot be opened. Save it anew, then try again."), code="damaged"
        ) from error
    if not pages:
        raise ValidationError(_("This PDF has no pages."), code="damaged")
    return pages


def _refuse_locked_pdf() -> NoReturn:
    raise ValidationError(
        _("This PDF is locked with a password. Save it without one and try again."), code="locked"
    )


def _dictionaries(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    """Every dictionary, streams' own included. Indirect objects come once, from the list of them."""
    waiting = [*pdf.objects, pdf.trailer]
    while waiting:
        found = waiting.pop()
        if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
            yield found
            children = [found[key] for key in found.keys()]  # noqa: SIM118 - a stream iterates over its bytes
        elif isinstance(found, pikepdf.Array):
            children = list(found)
        else:
            continue
        waiting += [
            child for child in children if isinstance(child, pikepdf.Object) and not child.is_indirect
        ]


def _check_dictionary(found: pikepdf.Object) -> None:
    keys = set(found.keys())
    if keys & SCRIPT_KEYS:
        _refuse_script()
    if keys & FILE_KEYS or (_name(found, "/Type") == "/EmbeddedFile"):
        raise ValidationError(
            _("This PDF has other files inside it. Take them out and try again."), code="files"
        )
    if keys & MEDIA_KEYS:
        raise ValidationError(
            _("This PDF has a form or media that need a special program. Save it as a plain PDF."),
            code="media",
        )
    action = _name(found, "/S")
    if action == "/JavaScript":
        _refuse_script()
    if action in BAD_ACTIONS:
        raise ValidationError(
            _("This PDF would start something by itself (%(what)s). Save it without that and try again.")
            % {"what": action.lstrip("/")},
            code="action",
        )


def _name(found: pikepdf.Object, key: str) -> str:
    value = found.get(key)
    return str(value) if isinstance(value, pikepdf.Name) else ""


def _refuse_script() -> NoReturn:
    raise ValidationError(
        _("This PDF has a script inside it (JavaScript). Save it without scripts and try again."),
        code="script",
    )


# ----- Word -----


def _check_word(upload: IO[bytes]) -> int | None:
    """Refuse what is no Word document, has macros, or fetches things. Returns the pages it says it has."""
    try:
        with zipfile.ZipFile(upload) as archive:
            _check_archive(archive)
            _check_types(archive)
            for name in archive.namelist():
                if name.lower().endswith(".rels"):
                    _check_relations(archive, name)
                elif re.fullmatch(r"word/[^/]+\.xml", name, re.IGNORECASE):
                    _check_fields(archive, name)
            return _pages_said(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        EOFError,
        NotImplementedError,
        RuntimeError,
    ) as error:
        raise ValidationError(
            _("This Word file is damaged and cannot be opened. Save it anew, then try again."), code="damaged"
        ) from error


def _check_archive(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if (
        len(parts) > MOST_PARTS
        or unpacked > LARGEST_UNPACKED
        or any(
            part.file_size > MEGABYTE and part.file_size > part.compress_size * TIGHTEST_PACKING
            for part in parts
        )
    ):
        raise ValidationError(_("This Word file would unpack to far too much. Save it anew."), code="bomb")
    names = [part.filename for part in parts]
    odd = any(
        name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name for name in names
    )
    if odd or len({name.lower() for name in names}) != len(names):
        raise ValidationError(
            _("This Word file is put together in a way that Word would not."), code="damaged"
        )
    if any(part.flag_bits & 1 for part in parts):
        raise ValidationError(
            _("This Word file is locked with a password. Save it without one and try again."), code="locked"
        )
    for name in names:
        if BAD_PARTS.search(name):
            _refuse_macros()


def _refuse_macros() -> NoReturn:
    raise ValidationError(
        _("This Word file has macros or other files inside it. Save it as a plain .docx and try again."),
        code="macros",
    )


def _elements(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """Each element of a part as (name without prefix, attributes, the text right inside it)."""
    try:
        size = archive.getinfo(name).file_size
    except KeyError:
        return
    if size > LARGEST_XML:
        raise ValidationError(_("This Word file would unpack to far too much. Save it anew."), code="bomb")
    found: list[list] = []
    stack: list[list] = []
    parser = expat.ParserCreate(namespace_separator="}")

    def begin(tag: str, attributes: dict[str, str]) -> None:
        element = [
            tag.rpartition("}")[2],
            {key.rpartition("}")[2]: text for key, text in attributes.items()},
            "",
        ]
        found.append(element)
        stack.append(element)

    def text(data: str) -> None:
        if stack:
            stack[-1][2] += data

    def doctype(*_arguments: object) -> None:
        # Word writes none; it is how a file makes a reader fetch or multiply things.
        raise expat.ExpatError("a document type declaration")

    parser.StartElementHandler = begin
    parser.EndElementHandler = lambda tag: stack.pop()
    parser.CharacterDataHandler = text
    parser.StartDoctypeDeclHandler = doctype
    parser.Parse(archive.read(name), True)
    yield from (tuple(element) for element in found)


def _check_types(archive: zipfile.ZipFile) -> None:
    kinds = [
        attributes.get("ContentType", "").strip()
        for _tag, attributes, _text in _elements(archive, "[Content_Types].xml")
    ]
    if any("macroenabled" in kind.lower() or "vbaproject" in kind.lower() for kind in kinds):
        _refuse_macros()
    if WORD_MAIN not in kinds:
        raise ValidationError(
            _("This is not a Word document. Open it in Word and save it as .docx."), code="type"
        )


def _check_relations(archive: zipfile.ZipFile, name: str) -> None:
    for _tag, attributes, _text in _elements(archive, name):
        if attributes.get("TargetMode", "").lower() != "external":
            continue
        kind = attributes.get("Type", "").rpartition("/")[2].lower()
        if kind != "hyperlink" or not SAFE_LINK.match(attributes.get("Target", "").strip()):
            raise ValidationError(
                _(
                    "This Word file fetches something from elsewhere when it is opened (%(what)s), such as a "
                    "template or a linked picture. Take that out and try again."
                )
                % {"what": kind or "?"},
                code="external",
            )


def _check_fields(archive: zipfile.ZipFile, name: str) -> None:
    """Field codes that start a program or fetch a file; Word may cut a code into several pieces."""
    pieces = [
        attributes.get("instr", "") or text
        for tag, attributes, text in _elements(archive, name)
        if tag in ("instrText", "fldSimple")
    ]
    if LIVE_FIELD.search("".join(pieces)) or LIVE_FIELD.search(" ".join(pieces)):
        raise ValidationError(
            _("This Word file has a field that fetches or starts something. Take it out and try again."),
            code="field",
        )


def _pages_said(archive: zipfile.ZipFile) -> int | None:
    for tag, _attributes, text in _elements(archive, "docProps/app.xml"):
        if tag == "Pages" and text.strip().isdecimal():
            return min(int(text), 100_000) or None
    return None
