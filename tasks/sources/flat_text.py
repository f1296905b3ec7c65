"""Which page does a file of plain text hold?"""

from collections.abc import Iterator
from typing import BinaryIO

from tasks import RawPage
from tasks.sources.records import Reading, Refused, read_page_bytes


def read_flat_text(stream: BinaryIO, reading: Reading) -> Iterator[RawPage | Refused]:
    """The one page of a text dump; its encoding is found when it is decoded."""
    yield reading.page(read_page_bytes(stream, reading.limits), "text/plain")
