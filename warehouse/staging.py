"""How do rows get to Parquet and back, so that no reader ever sees half a file?

A file is written aside, flushed to the disk, and renamed to its name; names that begin with a dot
are never read. The same rows give the same bytes.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.schema import arrow_table, table_named
from warehouse.tables import TABLES, Table

# zstd-3 is a tenth smaller than zstd-1 for twice the write time.
COMPRESSION_LEVEL: Final = 3


@contextmanager
def written_aside(target: Path) -> Iterator[Path]:
    """A hidden path to write to; what stands there at the end becomes `target`, durably, or nothing does."""
    target.parent.mkdir(parents=True, exist_ok=True)
    aside = target.parent / f".{target.name}.{os.getpid()}.tmp"
    try:
        yield aside
        flush(aside)
        os.replace(aside, target)
        flush(target.parent)
    finally:
        aside.unlink(missing_ok=True)


def flush(path: Path) -> None:
    """Make a file's content, or a folder's entries, survive a power loss."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def flush_tree(folder: Path) -> None:
    """Make all that a folder holds survive a power loss, whoever wrote it."""
    for inner, _, names in os.walk(folder, topdown=False):
        for name in names:
            flush(Path(inner, name))
        flush(Path(inner))


def write_parquet(data: pa.Table, target: Path) -> None:
    """Write an Arrow table as one Parquet file, atomically."""
    with written_aside(target) as aside:
        pq.write_table(data, aside, compression="zstd", compression_level=COMPRESSION_LEVEL)


def write_rows(folder: Path, rows: dict[str, Iterable[tuple[Any, ...]]]) -> dict[str, int]:
    """Write each table's rows, in the table's order, to `folder`/<table>.parquet; returns the counts."""
    counts = {}
    for table in TABLES:
        if table.name in rows:
            data = sorted_rows(table, arrow_table(table, rows[table.name]))
            write_parquet(data, folder / f"{table.name}.parquet")
            counts[table.name] = data.num_rows
    return counts


def sorted_rows(table: Table, data: pa.Table) -> pa.Table:
    """The rows in the order that the table's declaration names."""
    return data.sort_by([(name, "ascending") for name in table.sort]) if data.num_rows else data


def read_rows(path: Path, name: str) -> list[Any]:
    """The rows of a staged table as its row type. Raises ValueError where the file has another schema."""
    table = table_named(name)
    data = pq.read_table(path)
    expected = arrow_table(table, []).schema
    if not data.schema.equals(expected):
        raise ValueError(f"{path} was written with other columns than the table '{name}' has now.")
    make: Any = table.row
    return [make(*values) for values in zip(*(column.to_pylist() for column in data.columns), strict=True)]
