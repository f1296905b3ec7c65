"""What did the server send: status, kind, charset and the page itself?

The block of a WARC response record goes in. Archives hold what crawlers wrote, so headers may lie:
a body that says it is chunked or compressed and is not is taken as it is.
"""

import re
import zlib
from collections.abc import Callable
from typing import Final, NamedTuple

import brotli
import zstandard

from tasks.sources.content import binary_of

_HEADER_END: Final = re.compile(rb"\r?\n\r?\n")
_STATUS: Final = re.compile(rb"(?:HTTP/\d(?:\.\d)?|ICY)\s+(\d{3})")
_CHARSET: Final = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_CHUNK_SIZE: Final = re.compile(rb"\s*([0-9a-fA-F]{1,8})[^\r\n]{0,200}\r?\n")
_MOST_HEADER: Final = 64 * 1024


class UnreadableBodyError(ValueError):
    """A body whose content encoding cannot be undone; the message says why."""


class Response(NamedTuple):
    """An HTTP response; `media_type` is lower-case and without parameters, empty where none is stated."""

    status: int | None
    media_type: str
    charset: str | None
    body: bytes


def read_response(block: bytes, most: int) -> Response:
    """The response in a record's block; at most `most` bytes of body and one more are unpacked.

    Raises `UnreadableBodyError`.
    """
    found = _HEADER_END.search(block, 0, _MOST_HEADER)
    status = _STATUS.match(block)
    if status is None:
        return Response(None, "", None, block)
    head, body = (block[: found.start()], block[found.end() :]) if found else (block, b"")
    headers = parse_headers(head)
    media_type, charset = content_type(headers.get("content-type", ""))
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _joined_chunks(body)
    for coding in reversed(headers.get("content-encoding", "").lower().split(",")):
        body = _decoded(body, coding.strip(), most)
    return Response(int(status[1]), media_type, charset, body)


def parse_headers(head: bytes) -> dict[str, str]:
    """Header lines by lower-case name; the first of several wins, the status line is left out."""
    headers: dict[str, str] = {}
    for line in head.splitlines()[1:]:
        name, colon, value = line.partition(b":")
        if colon:
            headers.setdefault(name.strip().lower().decode("latin-1"), value.strip().decode("latin-1"))
    return headers


def content_type(stated: str) -> tuple[str, str | None]:
    """The kind and the charset of a Content-Type header.

    >>> content_type('Text/HTML; charset="ISO-8859-1"')
    ('text/html', 'ISO-8859-1')
    """
    charset = _CHARSET.search(stated)
    return stated.partition(";")[0].strip().lower(), charset[1] if charset else None


def _joined_chunks(body: bytes) -> bytes:
    """A chunked body without its chunk sizes; as it is where it has none, up to the damage where it is damaged."""
    pieces: list[bytes] = []
    position = 0
    while size := _CHUNK_SIZE.match(body, position):
        length = int(size[1], 16)
        start = size.end()
        if length == 0:
            return b"".join(pieces)
        pieces.append(body[start : start + length])
        position = start + length
    return b"".join(pieces) if pieces else body


def _decoded(body: bytes, coding: str, most: int) -> bytes:
    if not body or coding in ("", "identity", "none", "utf-8"):
        return body
    for unpack in _UNPACKERS.get(coding, ()):
        try:
            unpacked = unpack(body, most + 1)
        except (zlib.error, brotli.error, zstandard.ZstdError):
            continue
        if unpacked:
            return unpacked
    if binary_of(body[:1024]) is None:
        return body
    raise UnreadableBodyError(f"The body says that it is packed as {coding[:20]!r} and cannot be unpacked.")


def _inflate(window: int) -> Callable[[bytes, int], bytes]:
    return lambda body, most: zlib.decompressobj(window).decompress(body, most)


def _unbrotli(body: bytes, most: int) -> bytes:
    return brotli.Decompressor().process(body, output_buffer_limit=most)  # type: ignore[no-any-return]


def _unzstd(body: bytes, most: int) -> bytes:
    with zstandard.ZstdDecompressor().stream_reader(body, read_across_frames=True) as reader:
        return reader.read(most)


_UNPACKERS: Final = {
    "gzip": (_inflate(31),),
    "x-gzip": (_inflate(31),),
    "deflate": (_inflate(15), _inflate(-15)),
    "br": (_unbrotli,),
    "zstd": (_unzstd,),
}
