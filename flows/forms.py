"""Which words does the command itself know before it does anything? Imports nothing, so that `--help` is quick."""

from enum import StrEnum
from pathlib import Path
from typing import Final

DEFAULT_OUT: Final = Path("data")


def data_folder(given: str | Path) -> Path:
    """The data folder that --out names; an empty name would be the folder one is in. Raises FaultError."""
    if not str(given):
        raise FaultError("--out has an empty name; '.' is the folder that you are in.", 2)
    return Path(given)


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


def missing(error: ModuleNotFoundError) -> str:
    """What to do where a package is not there; the doctor may need it too."""
    lock = "pip install --require-hashes -r requirements.lock"
    return f"The package '{error.name}' is missing. Install what the lock says: {lock}"


class Format(StrEnum):
    """The forms in which `broadsheet sql` gives its rows."""

    table = "table"
    csv = "csv"
    json = "json"
    parquet = "parquet"


def format_of(output: Path | None) -> Format:
    """The form that a file's name asks for: rows.csv; a table where it asks for none."""
    ending = output.suffix.lower().lstrip(".") if output else ""
    return Format.__members__.get(ending, Format.table)
