"""Which pages does a WARC archive hold?

A stream of a WARC or WET file goes in, unpacked; its records come out one by one, none of them held
longer than it takes to hand it on. What is damaged is refused and the next record looked for.
"""

import io
import re
from collections.abc import Iterator
from contextlib import suppress
from typing import BinaryIO, Final, cast

from fastwarc.warc import ArchiveIterator, WarcRecord

from tasks import RawPage
from tasks.sources.content import HEAD_BYTES, binary_of, has_markup, is_html
from tasks.sources.http_response import UnreadableBodyError, content_type, read_response
from tasks.sources.records import BrokenStreamError, Reading, Refused, capture_time

_PAGE_TYPES: Final = ("response", "resource", "conversion")
_HTML: Final = ("text/html", "application/xhtml+xml")
_STATED_PAGES: Final = (*_HTML, "text/plain")
_MEDIA_TYPE: Final = re.compile(
    r"(?:application|audio|font|image|model|multipart|text|video)/[a-z0-9][a-z0-9.+-]{0,60}"
)
# Servers that do not know better send pages as these; the bytes decide.
_VAGUE: Final = (
    "",
    "text/plain",
    "application/octet-stream",
    "unk",
    "application/unknown",
    "unknown/unknown",
    "warc/revisit",
)
_TOOL_SCHEMES: Final = ("metadata:", "urn:", "dns:", "warcinfo:")  # logs, settings and look-ups that crawlers archive
_RECORD_START: Final = re.compile(rb"WARC/[01]\.\d\d?\r?\n")
_BUFFER: Final = 64 * 1024
_MOST_HTTP_HEADER: Final = 64 * 1024
# After so many damaged places in one archive the rest is given up.
_MOST_FAULTS: Final = 1000
_MOST_QUOTED: Final = 120


def read_warc(stream: BinaryIO, reading: Reading) -> Iterator[RawPage | Refused]:
    """The pages of an archive in its order; records of other kinds are counted."""
    source = _Remembering(stream)
    for _ in range(_MOST_FAULTS):
        position = source.position
        fault: str | None = None
        for record in _records(source):
            if isinstance(record, str):
                fault = record
            else:
                position = source.begins_at + record.stream_pos
                yield from _read_record(record, reading)
        if source.fault is not None:
            raise source.fault
        if fault is None:
            return
        yield reading.refuse("damaged_record", f"A record of the archive cannot be read: {fault}.")
        if not source.go_to_next_record(position + 1):
            return


def _records(source: "_Remembering") -> Iterator[WarcRecord | str]:
    """The records up to the first damage, which comes as its description."""
    try:
        yield from ArchiveIterator(source, parse_http=False, strict_mode=False, buffer_size=_BUFFER)
    except (GeneratorExit, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # damage is OSError, ValueError, RuntimeError, or a panic that is no Exception
        yield str(error)[:_MOST_QUOTED]


def _read_record(record: WarcRecord, reading: Reading) -> Iterator[RawPage | Refused]:
    kind = str(record.record_type).rpartition(".")[2].lower()
    if kind not in _PAGE_TYPES:
        reading.skip(kind)
        return
    url = _address(record)
    if url is not None and url.startswith(_TOOL_SCHEMES):
        reading.skip(f"{kind} of the crawler's own")
        return
    size = record.content_length
    if size > reading.limits.page_bytes + _MOST_HTTP_HEADER:
        most = reading.limits.page_bytes // (1024 * 1024)
        raw = reading.raw()
        with suppress(Exception):  # as above; what came before the damage is kept
            raw.add_all(cast(BinaryIO, record.reader))
        reason = f"The record is larger than {most} MB, the most that is read of one page."
        yield reading.refuse("too_large", reason, raw, url)
        return
    try:
        block = record.reader.read(size)
    except Exception as error:  # as above
        yield reading.refuse("damaged_record", f"The record's content cannot be read: {error}.", url=url)
        return
    if len(block) < size:
        reason = "The record ends before the length that it states."
        yield reading.refuse("truncated_record", reason, block, url)
        return
    yield from _read_block(record, block, url, kind, reading)


def _read_block(
    record: WarcRecord, block: bytes, url: str | None, kind: str, reading: Reading
) -> Iterator[RawPage | Refused]:
    stated_type, charset = content_type(record.headers.get("Content-Type", "") or "")
    body = block
    if kind == "response" and (stated_type == "application/http" or block.startswith(b"HTTP/")):
        try:
            response = read_response(block, reading.limits.page_bytes)
        except UnreadableBodyError as error:
            yield reading.refuse("content_encoding", str(error), block, url)
            return
        if response.status is not None and not 200 <= response.status < 300:
            reading.skip(f"response with status {response.status}")
            return
        stated_type, charset, body = response.media_type, response.charset, response.body
    head = body[:HEAD_BYTES]
    binary, media_type = binary_of(head), _page_type(stated_type, head)
    if binary is not None and stated_type in _STATED_PAGES:
        yield reading.refuse("binary", f"The record says that it is {stated_type}, but it is {binary}.", body, url)
    elif media_type is None:
        reading.skip(f"{kind} of type {stated_type if _MEDIA_TYPE.fullmatch(stated_type) else 'unknown'}")
    elif not body.strip():
        yield reading.refuse("empty", "The record has no content.", body, url)
    elif len(body) > reading.limits.page_bytes:
        yield reading.refuse("too_large", "The record unpacks to more than is read of one page.", block, url)
    else:
        yield reading.page(body, media_type, charset, url, capture_time(record.headers.get("WARC-Date")))


def _page_type(stated: str, head: bytes) -> str | None:
    """'text/html', 'text/plain', or None for what is no page."""
    if stated in _HTML:
        return "text/html" if binary_of(head) is None else None
    if stated not in _VAGUE or binary_of(head) is not None:
        return None
    if is_html(head) or (stated != "text/plain" and has_markup(head)):
        return "text/html"
    return "text/plain" if stated == "text/plain" or not head else None


def _address(record: WarcRecord) -> str | None:
    stated = record.headers.get("WARC-Target-URI")
    return stated.strip().strip("<>") or None if stated else None


class _Remembering(io.RawIOBase):
    """A stream that keeps its latest bytes, so that a reader that lost its way can go back a little."""

    KEPT: Final = 4 * _BUFFER

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._kept = b""  # the latest bytes given
        self._ahead = b""  # bytes to give again
        self.position = 0  # of the next byte that is given
        self.begins_at = 0
        self.fault: BrokenStreamError | OSError | None = None

    def readable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """FastWARC asks where it is by seeking to where it is; nothing else can be sought."""
        if offset != (0 if whence == io.SEEK_CUR else self.position) or whence == io.SEEK_END:
            raise io.UnsupportedOperation("seek")
        return self.position

    def read(self, size: int = -1) -> bytes:
        data = self._ahead[:size] if self._ahead else self._read(_BUFFER if size < 0 else size)
        self._ahead = self._ahead[len(data) :] if self._ahead else b""
        self.position += len(data)
        self._kept = (self._kept + data)[-self.KEPT :]
        return data

    def _read(self, size: int) -> bytes:
        """The stream's next bytes; a broken stream ends, for an exception would be a panic inside FastWARC."""
        if self.fault is not None:
            return b""
        try:
            return self._stream.read(size)
        except (BrokenStreamError, OSError) as fault:
            self.fault = fault
            return b""

    def go_to_next_record(self, earliest: int) -> bool:
        """Go to the first record's beginning at or after a place, if it is still known; False if there is none."""
        window, start = self._kept + self._ahead, self.position - len(self._kept)
        search_from = max(0, earliest - start)
        while True:
            found = _RECORD_START.search(window, search_from)
            if found:
                self._kept, self._ahead = b"", window[found.start() :]
                self.position = self.begins_at = start + found.start()
                return True
            more = self._read(_BUFFER)
            if not more:
                return False
            keep = max(search_from, len(window) - 16)
            start, window, search_from = start + keep, window[keep:] + more, 0
