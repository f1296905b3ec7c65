"""Which file system does an address mean: s3://, gs://, abfs://, hdfs:// or file://?

Credentials and endpoint come from the environment (AWS_ACCESS_KEY_ID, AWS_PROFILE, AWS_ENDPOINT_URL …).
"""

import re
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from pyarrow import fs

_ADDRESS: Final = re.compile(r"[a-z][a-z0-9+.-]+://", re.IGNORECASE)


class StoreError(Exception):
    """An address is none, carries credentials, or nobody answers there."""


class Store(NamedTuple):
    """A place on any file system that Arrow knows."""

    uri: str
    files: fs.FileSystem
    root: str

    def path(self, *parts: str) -> str:
        return "/".join((self.root, *parts))


def is_address(name: str) -> bool:
    """Whether a name is an address and no path of this machine.

    >>> is_address("s3://pages/2026"), is_address("dumps/a.txt")
    (True, False)
    """
    return _ADDRESS.match(name) is not None


def store_at(uri: str) -> Store:
    """The place at an address. Raises StoreError for one that is none, names no folder, or carries credentials."""
    try:
        if (parts := urlsplit(uri)).password or (parts.username and parts.scheme == "s3"):
            raise StoreError("An address must not hold credentials, since addresses are logged; set them as AWS_*.")
        files, root = fs.FileSystem.from_uri(uri)
    except (ValueError, OSError) as error:
        raise StoreError(
            f"'{uri}' is no address of a store ({first_line(error)}); one is s3://bucket/folder."
        ) from error
    if not root.strip("/"):
        raise StoreError(f"'{uri}' is no address of a store (it names no bucket or folder); one is s3://bucket/folder.")
    return Store(uri, files, root.rstrip("/"))


def first_line(error: BaseException) -> str:
    """The first line of what a library says, without the full stop."""
    return (str(error).splitlines() or [type(error).__name__])[0].rstrip(".")
