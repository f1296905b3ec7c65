"""Which page does a browser's "web page, single file" hold?

MHTML is a mail whose first HTML part is the page; its pictures and styles are the other parts.
"""

from collections.abc import Iterator
from email import message_from_bytes
from email.errors import CloseBoundaryNotFoundDefect
from typing import BinaryIO

from tasks import RawPage
from tasks.sources.records import BrokenStreamError, Reading, Refused, capture_time, read_page_bytes


def read_mhtml(stream: BinaryIO, reading: Reading) -> Iterator[RawPage | Refused]:
    """The one page of a saved MHTML file, with the address that it was saved from and the time.

    Raises `BrokenStreamError` where the file is cut off.
    """
    data = read_page_bytes(stream, reading.limits)
    saved = message_from_bytes(data)
    if any(isinstance(defect, CloseBoundaryNotFoundDefect) for defect in saved.defects):
        raise BrokenStreamError("truncated_mhtml", "The saved page (MHTML) ends before its last part does.")
    page = next((part for part in saved.walk() if part.get_content_type() == "text/html"), None)
    html = page.get_payload(decode=True) if page else None
    if page is None or not isinstance(html, bytes):
        yield reading.refuse("not_a_page", "The saved page (MHTML) has no part that is HTML.", data)
        return
    url = saved["Snapshot-Content-Location"] or page["Content-Location"]
    charset = page.get_content_charset()
    yield reading.page(html, "text/html", charset, str(url) if url else None, capture_time(saved["Date"]))
