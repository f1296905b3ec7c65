"""Which files does a zip archive hold?

Its members come out as streams, guarded against bombs; what is inside of them is for the readers.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO, BinaryIO, Final, cast

from tasks.sources.records import BrokenStreamError, Limits, Reading, Refused, read_up_to

# Members that operating systems leave in archives.
_LITTER: Final = ("__MACOSX/", ".DS_Store", "Thumbs.db", "desktop.ini")
# A zip needs seeking; one inside another archive is held in memory up to this size.
_MOST_HELD: Final = 256 * 1024 * 1024
_IS_ENCRYPTED: Final = 0x1
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


def open_members(stream: BinaryIO, reading: Reading) -> Iterator[tuple[str, BinaryIO] | Refused]:
    """The members of a zip archive, each with its name and a stream to be read before the next is asked for.

    Raises `BrokenStreamError` (damaged_zip, too_large).
    """
    seekable, size = _seekable(stream)
    try:
        archive = zipfile.ZipFile(seekable)
    except _DAMAGE as error:
        raise BrokenStreamError("damaged_zip", f"The zip archive cannot be opened: {error}.") from error
    budget = _Budget(size, reading.limits)
    with archive:
        for member in archive.infolist():
            if member.is_dir() or any(part in member.filename for part in _LITTER):
                continue
            if member.flag_bits & _IS_ENCRYPTED:
                yield reading.refuse("encrypted", f"The member {member.filename[:200]!r} is encrypted.")
                continue
            try:
                with archive.open(member) as content:
                    yield member.filename, cast(BinaryIO, _Member(content, budget))
            except _DAMAGE as error:
                yield reading.refuse("damaged_zip", f"The member {member.filename[:200]!r} cannot be read: {error}.")


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


class _Member(io.RawIOBase):
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
