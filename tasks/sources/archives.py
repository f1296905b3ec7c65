"""Which files does a zip archive hold?

Its members come out as streams, guarded against bombs; what is inside of them is for the readers.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from typing import IO, BinaryIO, Final, NamedTuple, cast

from tasks.sources.records import BrokenStreamError, Limits, RawBytes, Reading, Refused, read_up_to

# Members that operating systems leave in archives.
_LITTER: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
# A zip needs seeking; one inside another archive is held in memory up to this size.
_MOST_HELD: Final = 256 * 1024 * 1024
_IS_ENCRYPTED: Final = 0x1
_HEADER_BYTES: Final = 30  # before a member's name; its last four bytes are the lengths of the name and of the extras
_DAMAGE: Final = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
    KeyError,
)


class Member(NamedTuple):
    """A file in a zip archive; `raw` gives its bytes as they lie in the archive."""

    name: str
    content: BinaryIO
    raw: Callable[[], RawBytes | None]


def open_members(stream: BinaryIO, reading: Reading) -> Iterator[Member | Refused]:
    """The members of a zip archive, each to be read before the next is asked for.

    Raises `BrokenStreamError` (damaged_zip, too_large).
    """
    seekable, size = _seekable(stream)
    try:
        archive = zipfile.ZipFile(seekable)
    except _DAMAGE as error:
        raise BrokenStreamError("damaged_zip", f"The zip archive cannot be opened: {error}.") from error
    budget, packed = _Budget(size, reading.limits), _Packed(seekable, size, reading)
    with archive:
        for member in archive.infolist():
            if member.is_dir() or any(part in member.filename for part in _LITTER):
                continue
            if member.flag_bits & _IS_ENCRYPTED:
                reason = f"The member {member.filename[:200]!r} is encrypted."
                yield reading.refuse("encrypted", reason, packed.raw(member))
                continue
            try:
                with archive.open(member) as content:
                    yield Member(
                        member.filename, cast(BinaryIO, _Content(content, budget)), partial(packed.raw, member)
                    )
            except _DAMAGE as error:
                reason = f"The member {member.filename[:200]!r} cannot be read: {error}."
                yield reading.refuse("damaged_zip", reason, packed.raw(member))


def _seekable(stream: BinaryIO) -> tuple[BinaryIO, int]:
    if not stream.seekable():
        held = read_up_to(stream, _MOST_HELD + 1)
        if len(held) > _MOST_HELD:
            raise BrokenStreamError(
                "too_large", "The zip archive is inside another archive and too large to be held in memory."
            )
        return io.BytesIO(held), len(held)
    size = stream.seek(0, io.SEEK_END)
    stream.seek(0)
    return stream, size


class _Budget:
    """How much all members of an archive together may unpack to."""

    def __init__(self, size: int, limits: Limits) -> None:
        self.left = max(limits.ratio_floor, limits.ratio * size)
        self.ratio = limits.ratio

    def take(self, count: int) -> None:
        self.left -= count
        if self.left < 0:
            raise BrokenStreamError("bomb", f"The archive unpacks to more than {self.ratio} times its size.")


class _Packed:
    """The archive's own bytes; members that overlap give no more of them than there are, however many they are."""

    def __init__(self, stream: BinaryIO, size: int, reading: Reading) -> None:
        self._stream = stream
        self._size = self._left = size
        self._reading = reading

    def raw(self, member: zipfile.ZipInfo) -> RawBytes | None:
        """A member with its header, up to the archive's end; None once as much was given as the archive holds."""
        begin = member.header_offset
        if not 0 <= begin < self._size:
            return None
        self._stream.seek(begin)
        header = read_up_to(self._stream, _HEADER_BYTES)
        names = int.from_bytes(header[26:28], "little") + int.from_bytes(header[28:30], "little")
        length = min(_HEADER_BYTES + names + member.compress_size, self._size - begin)
        self._left -= length
        if self._left < 0:
            return None
        raw = self._reading.raw(header)
        raw.add_all(self._stream, length - len(header))
        return raw


class _Content(io.RawIOBase):
    """A member's content, counted against the archive's budget; damage is a `BrokenStreamError`."""

    def __init__(self, content: IO[bytes], budget: _Budget) -> None:
        super().__init__()
        self._content = content
        self._budget = budget
        self.fault: BrokenStreamError | None = None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        try:
            piece = self._content.read(len(view))
            self._budget.take(len(piece))
        except BrokenStreamError as fault:
            self.fault = fault
            raise
        except _DAMAGE as error:
            self.fault = BrokenStreamError("damaged_zip", f"The member's content is damaged: {error}.")
            raise self.fault from error
        view[: len(piece)] = piece
        return len(piece)
