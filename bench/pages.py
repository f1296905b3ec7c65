"""Which pages are measured? The HTML pages of a folder, each as flat text, as HTML and as a record of an archive."""

import gzip
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final
from uuid import UUID

from resiliparse.extract.html2text import extract_plain_text
from resiliparse.parse.html import HTMLTree

from tasks import RawPage
from tasks.sources import read_source
from tasks.structuring.decode import decode

SAMPLES: Final = Path(__file__).parents[1] / "seeds" / "pages"


def html_pages(source: Path, most: int | None = None) -> list[RawPage]:
    """The HTML pages at or under a path, in the order of their names. Raises SystemExit where there are none."""
    found: list[RawPage] = []
    for file in sorted(source.rglob("*")) if source.is_dir() else [source]:
        if file.is_file() and (most is None or len(found) < most):
            found += [page for page in _records(file) if page.media_type == "text/html"]
    if not found:
        raise SystemExit(f"There is no HTML page in '{source}'.")
    return found[:most]


def _records(file: Path) -> Iterator[RawPage]:
    with open(file, "rb") as stream:
        yield from (
            item for item in read_source(stream, file.absolute().as_uri(), file.name) if isinstance(item, RawPage)
        )


def as_flat(page: RawPage) -> RawPage:
    """The page as a flat text dump has it: Resiliparse's plain rendering."""
    html = decode(page.data, page.charset, is_html=True).text
    text = extract_plain_text(HTMLTree.parse(html), preserve_formatting=True, links=False, alt_texts=False)
    return replace(page, data=text.encode("utf-8", "replace"), media_type="text/plain", charset="utf-8")


def as_warc(pages: Iterable[RawPage]) -> bytes:
    """An archive of the pages, packed record by record as crawlers do."""
    return b"".join(gzip.compress(record(page, number), 6, mtime=0) for number, page in enumerate(pages))


def record(page: RawPage, number: int) -> bytes:
    """A page as a response record of an archive."""
    kind = f"{page.media_type}; charset={page.charset}" if page.charset else page.media_type
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + page.data
    head = (
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: <urn:uuid:{UUID(int=number)}>",
        f"WARC-Target-URI: {page.url or f'https://pages.example/{number}'}",
        "WARC-Date: 2024-03-01T00:00:00Z",
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http)}",
    )
    return "\r\n".join(head).encode() + b"\r\n\r\n" + http + b"\r\n\r\n"
