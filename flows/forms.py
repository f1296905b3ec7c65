"""Which words does the command itself know before it does anything? Imports nothing, so that `--help` is quick."""

from enum import StrEnum
from pathlib import Path
from typing import Final

DEFAULT_OUT: Final = Path("data")


class Engine(StrEnum):
    """Where shards are worked on."""

    threads = "threads"
    processes = "processes"
    dask = "dask"


class Stage(StrEnum):
    """What can run again by itself."""

    structure = "structure"
    enrich = "enrich"


class FaultError(Exception):
    """Something that the user can mend, said in a sentence; `code` is the exit code."""

    def __init__(self, message: str, code: int) -> None:
        super().__init__(message)
        self.code = code


class Format(StrEnum):
    """The forms in which `broadsheet sql` gives its rows."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"
