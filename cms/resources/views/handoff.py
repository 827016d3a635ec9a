"""How a private file leaves: by the web server, by the storage, or by this process."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import content_disposition_header

from ..choices import Format
from ..rules import begins_a_download, wanted_range

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from ..models import File

TYPES = {
    Format.PDF: "application/pdf",
    Format.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
S3_SECONDS = 60
BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Handover:
    """An answer, and whether the file goes out with it so that it counts."""

    response: HttpResponseBase
    is_download: bool


def is_there(file: File) -> bool:
    """Whether the storage has the file. Asks it, so never call this inside a transaction."""
    return bool(file.file) and file.file.storage.exists(file.file.name)


def hand_off(request: HttpRequest, file: File) -> Handover:
    """The answer that gives the file, by the way the setting `PRIVATE_DELIVERY` names.

    Where the web server or the storage sends the file, what they will send is read from what was asked for;
    they know the conditions they made (`If-Range`), so one is taken to be met.

    Raises:
        FileNotFoundError: the storage does not have it after all.
    """
    name, kind = file.download_name, TYPES[Format(file.format)]
    disposition = content_disposition_header(True, name)
    way = settings.PRIVATE_DELIVERY
    if way == "s3":
        # A presigned address is good for one method only.
        redirect = HttpResponseRedirect(
            file.file.storage.url(
                file.file.name,
                parameters={"ResponseContentDisposition": disposition, "ResponseContentType": kind},
                expire=S3_SECONDS,
                http_method="HEAD" if request.method == "HEAD" else "GET",
            ),
            headers={"Cache-Control": "private, no-store"},
        )
        return _by_others(request, file, redirect)
    headers = {
        "Content-Disposition": disposition,
        "Content-Type": kind,
        "Cache-Control": "private, no-store",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex, nofollow",
        "Referrer-Policy": "no-referrer",
    }
    if way == "x-accel":
        inside = settings.PRIVATE_ACCEL_PREFIX.rstrip("/") + "/" + quote(file.file.name)
        return _by_others(request, file, HttpResponse(headers=headers | {"X-Accel-Redirect": inside}))
    return _stream(request, file, headers)


def _by_others(request: HttpRequest, file: File, response: HttpResponseBase) -> Handover:
    part = wanted_range(request.headers.get("Range", ""), file.size)
    return Handover(response, request.method == "GET" and begins_a_download(part, file.size))


def _stream(request: HttpRequest, file: File, headers: dict[str, str]) -> Handover:
    """The file itself, whole or one range of it (RFC 9110, 14)."""
    size = file.file.size
    etag = f'"{file.sha256[:32]}"'
    headers = headers | {"Accept-Ranges": "bytes", "ETag": etag}
    part = wanted_range(request.headers.get("Range", ""), size)
    if part is not None and request.headers.get("If-Range", etag) != etag:
        part = None
    if part == (0, 0):
        refused = HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
        return Handover(refused, is_download=False)
    if request.method == "HEAD":
        about = HttpResponse(headers=headers | {"Content-Length": str(size)})
        return Handover(about, is_download=False)
    if part is None:
        opened = file.file.storage.open(file.file.name, "rb")
        # It writes the disposition itself, out of these two, over whatever the headers say.
        whole = FileResponse(
            opened,
            as_attachment=True,
            filename=file.download_name,
            headers=headers | {"Content-Length": str(size)},
        )
        return Handover(whole, begins_a_download(None, size))
    start, stop = part
    piece = StreamingHttpResponse(
        _blocks(file, start, stop),
        status=206,
        headers=headers
        | {"Content-Range": f"bytes {start}-{stop - 1}/{size}", "Content-Length": str(stop - start)},
    )
    return Handover(piece, begins_a_download(part, size))


def _blocks(file: File, start: int, stop: int) -> Iterator[bytes]:
    with file.file.storage.open(file.file.name, "rb") as opened:
        opened.seek(start)
        while start < stop and (block := opened.read(min(BLOCK, stop - start))):
            start += len(block)
            yield block
