"""Room: a stream of bytes → `RawPage`s. One file per kind of source; none opens a path.

`read_source` is the door. What a stream holds is told by its bytes first and by its name second.
Every record ends as a `RawPage` or a `Refused`; records that are no pages by their nature (requests,
images, redirects in a WARC) are counted by kind in `skipped`. Only the stream's own OSError gets out.
What cannot be read to its end is refused with its raw bytes as they lie in the input, packed or not.
"""

import io
import re
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from tasks import RawPage
from tasks.sources.archives import open_members
from tasks.sources.content import HEAD_BYTES, binary_of, collection_of, container_of, has_markup, is_html, is_mhtml
from tasks.sources.expand import expanded
from tasks.sources.flat_text import read_flat_text
from tasks.sources.html import read_html
from tasks.sources.json_lines import read_json, read_json_lines
from tasks.sources.mhtml import read_mhtml
from tasks.sources.records import LIMITS, BrokenStreamError, Limits, Reading, Refused, read_head
from tasks.sources.warc import read_warc

__all__ = ["LIMITS", "Limits", "Refused", "is_container", "read_source"]

_CONTAINER_NAME: Final = re.compile(r"\.(?:warc|wet|arc|jsonl|ndjson|jsonlines|zip)(?:\.gz|\.zst)?$", re.IGNORECASE)
_JSON_LINES_NAME: Final = re.compile(r"\.(?:jsonl|ndjson|jsonlines|jl)$", re.IGNORECASE)
_JSON_NAME: Final = re.compile(r"\.json$", re.IGNORECASE)
_HTML_NAME: Final = re.compile(r"\.(?:x?html?|xht|shtml|php|aspx?)$", re.IGNORECASE)
_PACKED_NAME: Final = re.compile(r"\.(?:gz|gzip|zst|zstd)$", re.IGNORECASE)
_BUFFER: Final = 64 * 1024


def is_container(name: str, head: bytes = b"") -> bool:
    r"""The file can hold many records: an archive, or JSON Lines, by its name or its first bytes.

    >>> is_container("crawl.warc.gz"), is_container("page.html.gz", b"\\x1f\\x8b"), is_container("x", b"WARC/1.0")
    (True, False, True)
    """
    return _CONTAINER_NAME.search(name) is not None or container_of(head) in ("zip", "warc", "arc")


def read_source(
    stream: BinaryIO,
    source_uri: str,
    name: str,
    limits: Limits = LIMITS,
    skipped: dict[str, int] | None = None,
) -> Iterator[RawPage | Refused]:
    """The records of one source in their order; `skipped`, if given, is filled with counts by kind."""
    reading = Reading(source_uri, limits, {} if skipped is None else skipped)
    try:
        yield from _read(stream, name, reading, limits.layers)
    except BrokenStreamError as fault:
        raw = reading.raw()
        stream.seek(0)
        raw.add_all(stream)
        yield reading.refuse(fault.check_name, fault.reason, raw)


def _read(stream: BinaryIO, name: str, reading: Reading, layers: int) -> Iterator[RawPage | Refused]:
    """The records of an input or of what is packed in it. Raises `BrokenStreamError`."""
    head = read_head(stream, HEAD_BYTES)
    if _is_blank(head):
        head += stream.read(1)  # so that a blank head is all there is where it is not longer than HEAD_BYTES
    whole = cast(BinaryIO, _Joined(head, stream))
    kind = container_of(head)
    if kind is not None and layers == 0:
        raise BrokenStreamError("nested", f"Archives are nested more than {reading.limits.layers} deep.")
    elif kind in ("gzip", "zstd"):
        content = cast(BinaryIO, expanded(whole, kind, reading.limits))
        yield from _read(content, _PACKED_NAME.sub("", name), reading, layers - 1)
    elif kind == "zip":
        yield from _read_members(whole, reading, layers - 1)
    elif kind == "warc":
        yield from read_warc(whole, reading)
    elif kind == "arc":
        raise BrokenStreamError("arc", "This is an ARC archive, the form before WARC; convert it to WARC first.")
    else:
        yield from _read_text(whole, head, name, reading)


def _read_text(stream: BinaryIO, head: bytes, name: str, reading: Reading) -> Iterator[RawPage | Refused]:
    if _is_blank(head) and len(head) <= HEAD_BYTES:
        reason = "The file is empty." if not head else "The file holds nothing but white space."
        yield reading.refuse("empty", reason, head)
    elif (binary := binary_of(head)) and not _holds_records(head, name):
        raw = reading.raw()
        raw.add_all(stream)
        yield reading.refuse("binary", f"The file is {binary}, not a page.", raw)
    elif _JSON_LINES_NAME.search(name):
        yield from read_json_lines(io.BufferedReader(cast(io.RawIOBase, stream), _BUFFER), reading)
    elif _JSON_NAME.search(name):
        yield from read_json(stream, reading)
    elif collection := collection_of(head, name):
        raw = reading.raw()
        raw.add_all(stream)
        yield reading.refuse("not_a_page", f"The file is {collection}, not a page.", raw)
    elif is_mhtml(head):
        yield from read_mhtml(stream, reading)
    elif is_html(head) or (_HTML_NAME.search(name) and has_markup(head)):
        yield from read_html(stream, reading)
    else:
        yield from read_flat_text(stream, reading)


def _read_members(stream: BinaryIO, reading: Reading, layers: int) -> Iterator[RawPage | Refused]:
    for member in open_members(stream, reading):
        if isinstance(member, Refused):
            yield member
            continue
        try:
            yield from _read(member.content, member.name, reading, layers)
        except BrokenStreamError as fault:
            yield reading.refuse(fault.check_name, fault.reason, member.raw())


def _holds_records(head: bytes, name: str) -> bool:
    """JSON by name and first character: zero bytes in one record of a file say nothing of the others."""
    is_json = _JSON_LINES_NAME.search(name) or _JSON_NAME.search(name)
    return is_json is not None and head.lstrip(b" \t\r\n\xef\xbb\xbf").startswith((b"{", b"["))


def _is_blank(head: bytes) -> bool:
    return not head.strip(b" \t\r\n\f\0\xef\xbb\xbf\xff\xfe")


class _Joined(io.RawIOBase):
    """A stream whose first bytes were read already; seeks where the stream beneath does."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        super().__init__()
        self._head = head
        self._stream = stream

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._stream.seekable()

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_CUR:
            offset -= len(self._head)
        self._head = b""
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell() - len(self._head)

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece, self._head = self._head[: len(view)], self._head[len(view) :]
        if not piece:
            piece = self._stream.read(len(view))
        view[: len(piece)] = piece
        return len(piece)

    @property
    def fault(self) -> BrokenStreamError | None:
        """What broke the stream beneath, for readers that swallow it."""
        return getattr(self._stream, "fault", None)
