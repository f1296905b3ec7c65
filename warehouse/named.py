"""Which input is meant by an address, a path, or the end of a path? URIs hold names percent-encoded."""

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote_from_bytes


class Named(NamedTuple):
    """What was given, as text; the URIs that it is in whole, and the ends of a URI that it may be."""

    text: str
    uris: tuple[str, ...]
    endings: tuple[str, ...]

    def is_end_of(self, uri: str) -> bool:
        """Whether a URI ends with it."""
        return uri.endswith(self.endings)


def named(given: str) -> Named:
    """What may be meant by an address, a path, or a name as the file system has it; by nothing, nothing.

    >>> named("sub/ü.txt").endings
    ('/sub/ü.txt', '/sub/%C3%BC.txt')
    """
    text = os.fsencode(given).decode("utf-8", "replace")
    if not given:
        return Named(text, (), ())
    paths = (str(Path(given).absolute()), os.path.realpath(given))
    return Named(text, (text, *(f"file://{_quoted(path)}" for path in paths)), (f"/{text}", f"/{_quoted(given)}"))


def _quoted(path: str) -> str:
    return quote_from_bytes(os.fsencode(path))
