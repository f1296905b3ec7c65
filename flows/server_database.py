"""How does Prefect's server start sooner in a new data folder? With a copy of the database that it makes there.

Prefect makes its tables by migration upon migration, which takes seconds and comes to the same each time. The first
server on a machine does so; what it made is kept in the user's cache, for later data folders and this version of
Prefect. Where nothing can be kept, the server makes its database as ever.
"""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from typing import Final, NamedTuple

from flows.settings import cache_folder, has_database_of_its_own

# No room, no right, no whole database, and no home of the user to keep it in: the server makes its own.
UNUSABLE: Final = (OSError, sqlite3.Error, RuntimeError)


class ServerDatabase(NamedTuple):
    """The database of a server that is about to start; `is_new` where the server makes it."""

    path: Path
    is_new: bool

    def keep(self) -> None:
        """Keep a copy of what the server made. Call it when the server answers, before anything runs."""
        if self.is_new:
            with suppress(*UNUSABLE), _appearing(_kept()) as copy:
                reading = sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True)
                with closing(reading) as made, closing(sqlite3.connect(copy)) as kept:
                    made.backup(kept)


def lay(home: Path) -> ServerDatabase:
    """Put a kept database into Prefect's home if it has none and the server is to have one there."""
    path = home.absolute() / "prefect.db"
    if not has_database_of_its_own():
        return ServerDatabase(path, False)
    if not path.exists():
        with suppress(*UNUSABLE), _appearing(path) as copy:
            copy.write_bytes(_kept().read_bytes())
    return ServerDatabase(path, not path.exists())


def _kept() -> Path:
    return cache_folder() / f"prefect-{version('prefect')}.db"


@contextmanager
def _appearing(path: Path) -> Iterator[Path]:
    """A file to write, which is at `path` when it is whole, unless one is there by then."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        yield Path(folder) / path.name
        os.link(Path(folder) / path.name, path)
