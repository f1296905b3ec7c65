"""Makes the sample archive of `seeds/pages` from `warc_records`: two pages, one text record, one picture.

The records stand beside this file as they were written by hand, so that a change of a page is a change of
a readable file. Each record is a gzip member of its own without a time, as crawlers write them; the same
records always give the same archive (for one zlib). Run it after a change:

    python tests/golden/make_warc.py
"""

import gzip
from pathlib import Path
from typing import Final, NamedTuple
from uuid import NAMESPACE_URL, uuid5

DAY: Final = "2016-01-31"
FOLDER: Final = Path(__file__).parent / "warc_records"
ARCHIVE: Final = Path(__file__).parents[2] / "seeds" / "pages" / "quillcrawl.example_CC-SAMPLE-20160131-00001.warc.gz"


class Record(NamedTuple):
    """One record of the archive: its file, kind, media type, address and hour of capture."""

    file: str
    kind: str
    media_type: str
    url: str
    captured_at: str


HTML: Final = "text/html; charset=utf-8"
RECORDS: Final = (
    Record("1.html", "response", HTML, "https://marsabitmonitor.example/2016/01/28/locusts-laisamis", "05:10:11"),
    Record("2.html", "response", "text/html", "https://ouagacourier.example/en/8812-faso-airstrip", "05:10:14"),
    Record(
        "3.txt", "conversion", "text/plain", "https://khyberledger.example/story/91822-nowshera-bridge-bus", "05:10:19"
    ),
    Record("4.png", "response", "image/png", "https://marsabitmonitor.example/l.png", "05:10:23"),
)


def block(record: Record, payload: bytes) -> bytes:
    """What the record holds: an HTTP message for a response, the bare text for a conversion."""
    if record.kind == "conversion":
        return payload
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {record.media_type}\r\nContent-Length: {len(payload)}\r\n\r\n"
    return head.encode("ascii") + payload


def record_bytes(record: Record, payload: bytes) -> bytes:
    """One record with its header, uncompressed."""
    content = block(record, payload)
    media_type = "text/plain" if record.kind == "conversion" else "application/http; msgtype=response"
    fields = (
        "WARC/1.0",
        f"WARC-Type: {record.kind}",
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, record.url)}>",
        f"WARC-Target-URI: {record.url}",
        f"WARC-Date: {DAY}T{record.captured_at}Z",
        f"Content-Type: {media_type}",
        f"Content-Length: {len(content)}",
    )
    return "\r\n".join(fields).encode("ascii") + b"\r\n\r\n" + content + b"\r\n\r\n"


def archive() -> bytes:
    """The archive: one gzip member a record."""
    parts = (record_bytes(record, (FOLDER / record.file).read_bytes()) for record in RECORDS)
    return b"".join(gzip.compress(part, 9, mtime=0) for part in parts)


if __name__ == "__main__":
    ARCHIVE.write_bytes(archive())
