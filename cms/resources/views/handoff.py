"""How a private file leaves: by the web server, by the storage, or by this process."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.conf import settings
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.utils.http import content_disposition_header

from ..choices import Format

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
_ONE_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


def is_there(file: File) -> bool:
    """Whether the storage has the file. Asks it, so never call this inside a transaction."""
    return bool(file.file) and file.file.storage.exists(file.file.name)


def hand_off(request: HttpRequest, file: File) -> HttpResponseBase:
    """The answer that gives the file, by the way the setting `PRIVATE_DELIVERY` names.

    Raises:
        FileNotFoundError: the storage does not have it after all.
    """
    name, kind = file.download_name, TYPES[Format(file.format)]
    disposition = content_disposition_header(True, name)
    way = settings.PRIVATE_DELIVERY
    if way == "s3":
        # A presigned address is good for one method only.
        return HttpResponseRedirect(
            file.file.storage.url(
                file.file.name,
                parameters={"ResponseContentDisposition": disposition, "ResponseContentType": kind},
                expire=S3_SECONDS,
                http_method="HEAD" if request.method == "HEAD" else "GET",
            ),
            headers={"Cache-Control": "private, no-store"},
        )
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
        return HttpResponse(headers=headers | {"X-Accel-Redirect": inside})
    return _stream(request, file, headers)


def _stream(request: HttpRequest, file: File, headers: dict[str, str]) -> HttpResponseBase:
    """The file itself, whole or one range of it (RFC 9110, 14)."""
    size = file.file.size
    etag = f'"{file.sha256[:32]}"'
    headers = headers | {"Accept-Ranges": "bytes", "ETag": etag}
    part = wanted_range(request.headers.get("Range", ""), size)
    if part is not None and request.headers.get("If-Range", etag) != etag:
        part = None
    if part == (0, 0):
        return HttpResponse(status=416, headers=headers | {"Content-Range": f"bytes */{size}"})
    if request.method == "HEAD":
        return HttpResponse(headers=headers | {"Content-Length": str(size)})
    if part is None:
        opened = file.file.storage.open(file.file.name, "rb")
        # It writes the disposition itself, out of these two, over whatever the headers say.
        return FileResponse(
            opened,
            as_attachment=True,
            filename=file.download_name,
            headers=headers | {"Content-Length": str(size)},
        )
    start, stop = part
    return StreamingHttpResponse(
        _blocks(file, start, stop),
        status=206,
        headers=headers
        | {"Content-Range": f"bytes {start}-{stop - 1}/{size}", "Content-Length": str(stop - start)},
    )


def _blocks(file: File, start: int, stop: int) -> Iterator[bytes]:
    with file.file.storage.open(file.file.name, "rb") as opened:
        opened.seek(start)
        while start < stop and (block := opened.read(min(BLOCK, stop - start))):
            start += len(block)
            yield block


def wanted_range(header: str, size: int) -> tuple[int, int] | None:
    """The bytes asked for as (first, one past the last); None for the whole file.

    Several ranges at once, and what is no range, give the whole file, as the standard allows. A range that
    lies outside gives (0, 0).
    """
    found = _ONE_RANGE.fullmatch(header.strip().replace(" ", "").lower())
    if not found or found[0] == "bytes=-" or len(header) > 100:
        return None
    first, last = found.groups()
    if not first:
        length = min(int(last), size)
        return (size - length, size) if length else (0, 0)
    start = int(first)
    stop = min(int(last) + 1, size) if last else size
    if last and int(last) < start:
        return None
    return (start, stop) if start < size else (0, 0)
