"""What is inside a compressed stream, as a stream, and where does it become a bomb?"""

import io
import zlib
from typing import BinaryIO, Final, Protocol

import zstandard

from tasks.sources.records import BrokenStreamError, Limits

_CHUNK: Final = 64 * 1024
_GZIP_WINDOW: Final = 31  # zlib's window size plus 16: expect gzip's header
# The largest window that a zstd frame may ask memory for.
_ZSTD_WINDOW: Final = 128 * 1024 * 1024


class _Decoder(Protocol):
    name: str
    bite: int
    is_between_frames: bool

    def expand(self, data: bytes, most: int) -> bytes: ...


class _Gzip:
    """Members of gzip, one after another."""

    name = "gzip"
    bite = 64 * 1024

    def __init__(self) -> None:
        self.is_between_frames = True
        self._member = zlib.decompressobj(_GZIP_WINDOW)
        self._left = b""

    def expand(self, data: bytes, most: int) -> bytes:
        """What these further bytes give, at most so much; the rest waits for the next call."""
        pieces: list[bytes] = []
        data = self._left + data
        size = 0
        while data and size < most:
            if self._member.eof:
                data = data.lstrip(b"\0")
                if not data:
                    break
                self._member = zlib.decompressobj(_GZIP_WINDOW)
            piece = self._member.decompress(data, most - size)
            self.is_between_frames = self._member.eof
            pieces.append(piece)
            size += len(piece)
            data = self._member.unused_data if self._member.eof else self._member.unconsumed_tail
        self._left = data
        return b"".join(pieces)


class _Zstd:
    """Frames of zstd, one after another."""

    name = "zstd"
    # A block of 4 bytes can stand for 128 KB: small bites bound what one call gives to some 40 MB.
    bite = 1024

    def __init__(self) -> None:
        self._factory = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
        self._frame = self._factory.decompressobj()
        self.is_between_frames = True

    def expand(self, data: bytes, most: int) -> bytes:
        """What these further bytes give; it may be more than `most`."""
        pieces: list[bytes] = []
        while data:
            if self._frame.eof:
                self._frame = self._factory.decompressobj()
            pieces.append(self._frame.decompress(data))
            data = self._frame.unused_data if self._frame.eof else b""
            self.is_between_frames = self._frame.eof
        return b"".join(pieces)


class Expanded(io.RawIOBase):
    """A readable stream of what a compressed one holds, read in bounded steps.

    Raises `BrokenStreamError`: bomb, or truncated_ and damaged_ with the name of the format; `fault` keeps it
    for readers that swallow it.
    """

    def __init__(self, stream: BinaryIO, limits: Limits, decoder: _Decoder) -> None:
        super().__init__()
        self._stream = stream
        self._limits = limits
        self._decoder = decoder
        self._waiting = b""
        self._read = self._given = 0
        self._is_done = False
        self.fault: BrokenStreamError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        piece = self._next(len(view))
        view[: len(piece)] = piece
        return len(piece)

    def _next(self, most: int) -> bytes:
        if self.fault:
            raise self.fault
        while not self._waiting and not self._is_done:
            self._waiting = self._step(most)
            self._given += len(self._waiting)
            if self._given > max(self._limits.ratio_floor, self._limits.ratio * self._read):
                self._fail("bomb", f"The archive unpacks to more than {self._limits.ratio} times its size.")
        piece, self._waiting = self._waiting[:most], self._waiting[most:]
        return piece

    def _step(self, most: int) -> bytes:
        name = self._decoder.name
        try:
            piece = self._decoder.expand(b"", most)
            if piece:
                return piece
            data = self._stream.read(self._decoder.bite)
            self._read += len(data)
            if data:
                return self._decoder.expand(data, most)
        except (zlib.error, zstandard.ZstdError) as error:
            self._fail(
                f"damaged_{name}", f"The {name} data is damaged after {self._given:,} bytes of content ({error})."
            )
        self._is_done = True
        if not self._decoder.is_between_frames:
            self._fail(f"truncated_{name}", f"The {name} data ends too early, after {self._given:,} bytes of content.")
        return b""

    def _fail(self, check_name: str, reason: str) -> None:
        self.fault = BrokenStreamError(check_name, reason)
        raise self.fault


def expanded(stream: BinaryIO, kind: str, limits: Limits) -> Expanded:
    """The content of a gzip or zstd stream, guarded."""
    return Expanded(stream, limits, _Gzip() if kind == "gzip" else _Zstd())
