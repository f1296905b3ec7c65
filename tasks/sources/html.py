"""Which page does a saved HTML file hold?"""

from collections.abc import Iterator
from typing import BinaryIO

from tasks import RawPage
from tasks.sources.records import Reading, Refused, read_page_bytes


def read_html(stream: BinaryIO, reading: Reading) -> Iterator[RawPage | Refused]:
    """The one page of a saved HTML file; its address and its dates are what its markup states."""
    yield reading.page(read_page_bytes(stream, reading.limits), "text/html")
