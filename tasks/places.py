"""Where does an input lie, in which state is it, and how is it opened? On a disk or in an object store.

An input's path is a path of this machine or a store's address; its URI is `file://` or that address.
"""

import errno
import io
import os
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO, Final, NamedTuple, cast
from urllib.parse import quote, quote_from_bytes, unquote, unquote_to_bytes, urlsplit

from pyarrow import fs

from tasks import Source
from warehouse.store import is_address, store_at

# The state of what cannot be looked at or opened: a broken link, a socket, a file that is not ours to read.
# It is refused when it is read, and read again once its state is another one.
UNREADABLE: Final = (-1, 0)
# A store is asked for so much at a time.
STORE_BUFFER: Final = 8_000_000

State = tuple[int, int]  # size in bytes, time of modification in ns


class Opened(NamedTuple):
    """An input that is being read, and what tells its present state."""

    stream: BinaryIO
    state: Callable[[], State]


def path_of(uri: str) -> str:
    """The path of an input's URI; a file's name need not be text.

    >>> path_of("file:///a%20b"), path_of("s3://pages/a%20b")
    ('/a b', 's3://pages/a%20b')
    """
    return os.fsdecode(unquote_to_bytes(urlsplit(uri).path)) if uri.startswith("file:") else uri


def file_uri(path: str) -> str:
    """The URI of an absolute path; bytes that are no text are percent-encoded like all others."""
    return "file://" + quote_from_bytes(os.fsencode(path))


def absolute(name: str) -> str:
    """An input as it is named from anywhere."""
    return name if is_address(name) or not name else str(Path(name).absolute())


def source_at(uri: str) -> Source | None:
    """The input at a URI in its present state, or None where there is none. Raises OSError where a store is silent."""
    path = path_of(uri)
    if is_address(path):
        files, place = _place(path)
        info = files.get_file_info(place)
        return Source(path, uri, info.size, info.mtime_ns) if info.type == fs.FileType.File else None
    return Source(path, uri, *state_of(Path(path))) if os.path.lexists(path) else None


def state_of(file: "Path | os.DirEntry[str]") -> State:
    """The state of a file that can be read, or UNREADABLE."""
    try:
        found = file.stat()
    except OSError:
        return UNREADABLE
    if not S_ISREG(found.st_mode) or not os.access(file, os.R_OK):
        return UNREADABLE
    return found.st_size, found.st_mtime_ns


def opened(path: str) -> Opened:
    """An input, opened; a pipe that nobody writes to would be waited for. Raises OSError."""
    if is_address(path):
        return _opened_in_store(path)
    descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    if not S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError(errno.EINVAL, "it is no regular file")

    def state() -> State:
        found = os.fstat(descriptor)
        return found.st_size, found.st_mtime_ns

    return Opened(open(descriptor, "rb"), state)


def in_store(address: str) -> Iterator[Source]:
    """The objects at or under an address, hidden ones left out as on a disk. Raises StoreError and OSError."""
    store = store_at(address)
    top = store.files.get_file_info(store.root)
    if top.type == fs.FileType.Directory:
        for info in store.files.get_file_info(fs.FileSelector(store.root, recursive=True)):
            below = info.path[len(store.root) :]
            if info.type == fs.FileType.File and "/." not in below:
                uri = address.rstrip("/") + quote(below)
                yield Source(uri, uri, info.size, info.mtime_ns)
    elif top.type == fs.FileType.File:
        yield Source(address, address, top.size, top.mtime_ns)


def _opened_in_store(address: str) -> Opened:
    files, path = _place(address)

    def state() -> State:
        info = files.get_file_info(path)
        return (info.size, info.mtime_ns) if info.type == fs.FileType.File else UNREADABLE

    return Opened(io.BufferedReader(cast(io.RawIOBase, files.open_input_file(path)), STORE_BUFFER), state)


def _place(address: str) -> tuple[fs.FileSystem, str]:
    """The store of an address and the path in it."""
    parts = urlsplit(address)
    files, root = _connected(f"{parts.scheme}://{parts.netloc}/")
    return files, f"{root.rstrip('/')}/{unquote(parts.path).lstrip('/')}"


@lru_cache(maxsize=8)
def _connected(address: str) -> tuple[fs.FileSystem, str]:
    files, root = fs.FileSystem.from_uri(address)
    return files, root
