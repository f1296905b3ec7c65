"""Which pages does a file of JSON Lines hold?

One JSON object a line, with the page in a text or an html field: the form in which crawls are
handed around. A file with one JSON document (an object, or a list of them) is read the same way.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import BinaryIO, Final

from tasks import RawPage
from tasks.sources.content import HEAD_BYTES, has_document, is_html
from tasks.sources.records import RawBytes, Reading, Refused, capture_time, read_up_to

# Field names that crawls use, the most telling first.
_HTML_FIELDS: Final = (
    "html",
    "raw_html",
    "rawHtml",
    "html_content",
    "page_html",
    "source_html",
    "raw_content",
    "htmlContent",
)
_TEXT_FIELDS: Final = (
    "text", "raw_text", "plain_text", "plaintext", "page_text", "full_text", "fulltext", "maintext",
    "cleaned_text", "article_text", "articleBody", "article_body", "content", "body",
    "page_content", "markdown", "raw",
)  # fmt: skip
_URL_FIELDS: Final = (
    "url",
    "source_url",
    "page_url",
    "final_url",
    "canonical_url",
    "uri",
    "link",
    "warc_target_uri",
    "WARC-Target-URI",
)
_TIME_FIELDS: Final = (
    "captured_at", "crawled_at", "fetched_at", "scraped_at", "retrieved_at", "downloaded_at", "crawl_date",
    "crawl_time",
    "crawl_timestamp", "date_crawled", "date_crawl", "date_download", "download_date", "fetch_time", "fetch_date",
    "scrape_date",
    "date_scraped", "retrieved", "crawled", "warc_date", "WARC-Date", "timestamp",
)  # fmt: skip
_STEP: Final = 1024 * 1024
_NESTS: Final = ("metadata", "meta")
# The same words for every record without a page, so that a run's summary counts them together.
_NO_FIELD: Final = "The record has neither a text field (such as text, content or body) nor an html field."


def read_json_lines(stream: BinaryIO, reading: Reading) -> Iterator[RawPage | Refused]:
    """The page of each line; lines that hold none are refused one by one."""
    most = 2 * reading.limits.page_bytes
    while line := stream.readline(most + 1):
        if len(line) > most:
            raw = reading.raw(line)
            _add_rest_of_line(raw, stream)
            yield reading.refuse("too_large", f"The line is longer than {most // (1024 * 1024)} MB.", raw)
        elif line.strip():
            yield _record(line, reading)


def read_json(stream: BinaryIO, reading: Reading) -> Iterator[RawPage | Refused]:
    """The pages of one JSON document: a list of records, one record, or lines of them after all."""
    most = 2 * reading.limits.page_bytes
    data = read_up_to(stream, most + 1)
    if len(data) > most:
        raw = reading.raw(data)
        raw.add_all(stream)
        reason = f"The document is larger than {most // (1024 * 1024)} MB; JSON Lines can be."
        yield reading.refuse("too_large", reason, raw)
        return
    try:
        document = json.loads(data)
    except (ValueError, RecursionError) as error:
        lines = [line for line in data.splitlines() if line.strip()]
        if not any(map(_is_whole, lines)):  # one document that is broken, not lines: it is told once
            yield reading.refuse("not_json", f"The document is not JSON: {_fault(error)}.", data)
            return
        for line in lines:
            yield _record(line, reading)
        return
    for record in document if isinstance(document, list) else [document]:
        yield _page(record, reading, json.dumps(record).encode())


def _is_whole(line: bytes) -> bool:
    """Does a line hold an object from brace to brace?"""
    bare = line.strip()
    return bare.startswith(b"{") and bare.endswith(b"}") and len(bare) > len(b"{}")


def _add_rest_of_line(raw: RawBytes, stream: BinaryIO) -> None:
    while piece := stream.readline(_STEP):
        raw.add(piece)
        if piece.endswith(b"\n"):
            return


def _record(line: bytes, reading: Reading) -> RawPage | Refused:
    try:
        record = json.loads(line.lstrip(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError) as error:
        return reading.refuse("not_json", f"The line is not JSON: {_fault(error)}.", line)
    return _page(record, reading, line)


def _fault(error: ValueError | RecursionError) -> str:
    """What is wrong with a line, without its place: equal faults are counted together."""
    if isinstance(error, RecursionError):
        return "it is nested too deeply"
    if isinstance(error, UnicodeDecodeError):
        return "its bytes are not UTF-8"
    return getattr(error, "msg", "a number in it is too long").lower()


def _page(record: object, reading: Reading, line: bytes) -> RawPage | Refused:
    if not isinstance(record, dict):
        return reading.refuse("not_a_page", "The JSON value is no object with a text or html field.", line)
    url = _first(record, _URL_FIELDS)
    url = url and url.encode("utf-8", "replace").decode()  # JSON may hold half of a surrogate pair
    html, text = _first(record, _HTML_FIELDS), _first(record, _TEXT_FIELDS)
    content = html or text
    if content is None:
        return reading.refuse("not_a_page", _NO_FIELD, line, url)
    if not content.strip():
        return reading.refuse("empty", "The record's text is empty.", line, url)
    data = content.encode("utf-8", "replace")
    if len(data) > reading.limits.page_bytes:
        return reading.refuse("too_large", "The record's page is larger than is read of one page.", line, url)
    head = data[:HEAD_BYTES]
    media_type = "text/html" if html or is_html(head) or has_document(head) else "text/plain"
    return reading.page(data, media_type, "utf-8", url, _captured(record))


def _first(record: Mapping[str, object], names: tuple[str, ...]) -> str | None:
    for name in names:
        value = record.get(name)
        if isinstance(value, str) and value.strip():
            return value
    blank = any(isinstance(record.get(name), str) for name in names)
    nested = (inner for nest in _NESTS if isinstance(inner := record.get(nest), dict))
    return next((found for inner in nested if (found := _first(inner, names))), "" if blank else None)


def _captured(record: Mapping[str, object]) -> datetime | None:
    nested = [inner for nest in _NESTS if isinstance(inner := record.get(nest), dict)]
    for holder in (record, *nested):
        for name in _TIME_FIELDS:
            if moment := capture_time(holder.get(name)):
                return moment
    return None
