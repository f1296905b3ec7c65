"""What comes out of a source beside pages, and how much of one is read?"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from hashlib import sha256
from itertools import count
from typing import BinaryIO, Final, NamedTuple
from urllib.parse import quote

from tasks import RawPage

# A page of the dev corpora has at most 4 MB; ten times a large one is no page.
MAX_PAGE_BYTES: Final = 20 * 1024 * 1024
# News pages pack 3 to 20 times, the most repetitive ones 60 times; deflate's own limit is 1,032.
MAX_RATIO: Final = 200
# Below this size a high ratio harms nobody.
RATIO_FLOOR: Final = 8 * 1024 * 1024
# Raw bytes are read so many at a time where they are only counted, hashed and kept.
_STEP: Final = 1024 * 1024
# Archives in archives: a zip of .warc.gz files has three layers.
MAX_LAYERS: Final = 4

# Days before this were before the web: a broken clock.
_EARLIEST: Final = datetime(1990, 1, 1, tzinfo=UTC)
_COMPACT: Final = re.compile(r"\d{14}")
# Below the first number it counts seconds, below the second milliseconds, then microseconds.
_EPOCH_UNITS: Final = ((1e11, 1.0), (1e14, 1e-3), (1e17, 1e-6))


class Limits(NamedTuple):
    """How much of a source is read before it is refused."""

    page_bytes: int = MAX_PAGE_BYTES
    ratio: int = MAX_RATIO
    ratio_floor: int = RATIO_FLOOR
    layers: int = MAX_LAYERS


LIMITS: Final = Limits()


class Refused(NamedTuple):
    """A record that is no page: its place in the source, the guard that refused it, and why.

    `data` holds the raw bytes that are kept of it, `whole` says how many there are and what their hash is;
    `url` is what the record says of its address.
    """

    record_no: int
    check_name: str
    reason: str
    data: bytes | None = None
    url: str | None = None
    whole: "Whole | None" = None


class Whole(NamedTuple):
    """The number of all raw bytes of a record, and their SHA-256, however many of them are kept."""

    byte_length: int
    content_hash: str


class RawBytes:
    """The raw bytes of a record as they come: all are counted and hashed, the first `most` are kept."""

    def __init__(self, most: int) -> None:
        self._left = most
        self._pieces: list[bytes] = []
        self._hash = sha256()
        self._length = 0

    def add(self, piece: bytes) -> None:
        """The next bytes."""
        self._length += len(piece)
        self._hash.update(piece)
        if kept := piece[: self._left]:
            self._pieces.append(kept)
            self._left -= len(kept)

    def add_all(self, stream: BinaryIO, most: int | None = None) -> None:
        """All that is left of a stream, or so much of it, a little at a time."""
        while piece := stream.read(_STEP if most is None else min(_STEP, most)):
            self.add(piece)
            most = None if most is None else most - len(piece)

    @property
    def data(self) -> bytes:
        """What is kept."""
        return b"".join(self._pieces)

    @property
    def whole(self) -> Whole:
        """What is known of all."""
        return Whole(self._length, self._hash.hexdigest())


class BrokenStreamError(Exception):
    """A source that cannot be read further; the message is the reason, in a sentence."""

    def __init__(self, check_name: str, reason: str) -> None:
        super().__init__(reason)
        self.check_name = check_name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reading:
    """One pass over one source: where it lies, its limits, the numbers of its records, and what was passed over.

    `skipped` counts by kind the records that are no pages by their nature: requests, images, redirects.
    """

    source_uri: str
    limits: Limits
    skipped: dict[str, int] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=count)

    def skip(self, kind: str) -> None:
        """Count a record that is no page by its nature."""
        next(self.numbers)
        self.skipped[kind] = self.skipped.get(kind, 0) + 1

    def page(
        self,
        data: bytes,
        media_type: str,
        charset: str | None = None,
        url: str | None = None,
        captured_at: datetime | None = None,
    ) -> RawPage:
        """The next record as a page."""
        basis = "archive record" if captured_at else "none"
        address = _harmless(url)
        return RawPage(self.source_uri, next(self.numbers), data, media_type, charset, address, captured_at, basis)

    def raw(self, *pieces: bytes) -> RawBytes:
        """The raw bytes of a record that is refused, or their beginning; as many are kept as a page can have."""
        raw = RawBytes(self.limits.page_bytes)
        for piece in pieces:
            raw.add(piece)
        return raw

    def refuse(
        self, check_name: str, reason: str, raw: RawBytes | bytes | None = None, url: str | None = None
    ) -> Refused:
        """The next record as refused, and in the reason, whether less than all of it is kept."""
        number, url = next(self.numbers), _harmless(url)
        if raw is None:
            return Refused(number, check_name, reason, None, url)
        raw = self.raw(raw) if isinstance(raw, bytes) else raw
        data, whole = raw.data, raw.whole
        if len(data) < whole.byte_length:
            reason += f" Only the first {self.limits.page_bytes // (1024 * 1024)} MB of its raw bytes are kept."
        return Refused(number, check_name, reason, data, url, whole)


def _harmless(url: str | None) -> str | None:
    r"""An address with its control and invisible characters percent-encoded, as they have to be.

    >>> _harmless("http://a.example/\x1b[31m")
    'http://a.example/%1B[31m'
    """
    if url is None or url.isprintable():
        return url
    return "".join(char if char.isprintable() else quote(char, errors="replace") for char in url)


def read_page_bytes(stream: BinaryIO, limits: Limits) -> bytes:
    """All of a stream that holds one page.

    Raises `BrokenStreamError` (too_large) where there is more than a page can have.
    """
    data = read_up_to(stream, limits.page_bytes + 1)
    if len(data) > limits.page_bytes:
        most = limits.page_bytes // (1024 * 1024)
        raise BrokenStreamError("too_large", f"The page is larger than {most} MB, the most that is read of one page.")
    return data


def read_up_to(stream: BinaryIO, most: int) -> bytes:
    """So many bytes, or all that are left; a stream may give fewer than asked for at a time."""
    pieces: list[bytes] = []
    left = most
    while left > 0:
        piece = stream.read(left)
        if not piece:
            break
        pieces.append(piece)
        left -= len(piece)
    return b"".join(pieces)


def read_head(stream: BinaryIO, most: int) -> bytes:
    """The first bytes of a stream, so far as it can be read; what breaks it comes again with the next read."""
    pieces: list[bytes] = []
    left = most
    try:
        while left > 0 and (piece := stream.read(left)):
            pieces.append(piece)
            left -= len(piece)
    except BrokenStreamError:
        if not pieces:
            raise
    return b"".join(pieces)


def capture_time(stated: object) -> datetime | None:
    """The time of a fetch as records state it: ISO 8601, RFC 2822, YYYYMMDDhhmmss or seconds since 1970; UTC.

    >>> capture_time("2024-05-06T07:08:09Z") == capture_time(1714979289) == capture_time("20240506070809")
    True
    """
    moment = _moment(stated)
    if moment is None:
        return None
    moment = moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    return moment if moment >= _EARLIEST else None


def _moment(stated: object) -> datetime | None:
    if isinstance(stated, bool) or stated is None:
        return None
    if isinstance(stated, int | float):
        return _since_1970(float(stated))
    text = str(stated).strip()[:64]
    if _COMPACT.fullmatch(text):
        return _parsed(datetime.strptime, text, "%Y%m%d%H%M%S")
    if text.replace(".", "", 1).isdecimal() and text.isascii():
        return _since_1970(float(text))
    return _parsed(datetime.fromisoformat, text) or _parsed(parsedate_to_datetime, text)


def _since_1970(number: float) -> datetime | None:
    for end, unit in _EPOCH_UNITS:
        if 0 < number < end:
            return _parsed(datetime.fromtimestamp, number * unit, UTC)
    return None


def _parsed(parse: Callable[..., datetime], *arguments: object) -> datetime | None:
    try:
        moment = parse(*arguments)
        return moment.astimezone(UTC) if moment.tzinfo else moment
    except (ValueError, OverflowError, OSError, TypeError, IndexError):
        return None
