"""How are rows put in order that hold whole texts, when all texts together are more than there is memory?

DuckDB sorts long strings in memory alone: half a gigabyte of pages was not sorted within as much. So where a query's
rows hold more text than a slice may, their keys are sorted, which says in which slice each row belongs; the rows
then go to a file for each slice, and each slice is sorted by itself.
"""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import duckdb
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from warehouse.schema import quoted
from warehouse.tables import Table

Slices = NDArray[np.int32]

SLICE_BYTES: Final = 64_000_000
# Rows that are on their way to their slices.
READ_ROWS: Final = 4_000
KEYS_READ: Final = 100_000
NO_SLICES: Final = np.empty(0, np.bytes_), np.empty(0, np.int32)


def in_order(connection: duckdb.DuckDBPyConnection, table: Table, query: str, folder: Path) -> Iterator[Any]:
    """A query's rows in the table's order, as Arrow tables and batches; slices lie in `folder` meanwhile."""
    order = ", ".join(map(quoted, table.sort))
    keys, slices = _slices(connection, table, query, order) if table.text else NO_SLICES
    if not slices.any():
        yield from connection.sql(f"{query} ORDER BY {order}").to_arrow_reader(table.group_rows)
        return
    with TemporaryDirectory(prefix=".slices-", dir=folder) as name:
        for file in _parted(connection.sql(query).to_arrow_reader(READ_ROWS), table.key[0], keys, slices, Path(name)):
            with file.open("rb") as source:
                connection.register("slice", pa.ipc.open_stream(source).read_all())
            file.unlink()
            yield connection.sql(f"SELECT * FROM slice ORDER BY {order}").to_arrow_table()
            connection.unregister("slice")


def _slices(
    connection: duckdb.DuckDBPyConnection, table: Table, query: str, order: str
) -> tuple[NDArray[np.bytes_], Slices]:
    """The keys of a query's rows, sorted, and the slice of each: what text stands before it, in whole slices."""
    rows = connection.sql(f"""
      SELECT {quoted(table.key[0])} AS key, coalesce(strlen({quoted(table.text)}), 0) AS length
      FROM ({query}) ORDER BY {order}
    """).to_arrow_reader(KEYS_READ)
    parts = [(_keys(batch, "key"), batch.column("length").to_numpy()) for batch in rows]
    if not parts:
        return NO_SLICES
    keys, lengths = (np.concatenate(part) for part in zip(*parts, strict=True))
    slices = (np.cumsum(lengths) // SLICE_BYTES).astype(np.int32)
    by_key = np.argsort(keys, kind="stable")  # of equal keys the first is found
    return keys[by_key], slices[by_key]


def _keys(batch: pa.RecordBatch, name: str) -> NDArray[np.bytes_]:
    return np.asarray(batch.column(name).to_numpy(zero_copy_only=False), np.bytes_)


def _parted(rows: pa.RecordBatchReader, key: str, keys: NDArray[np.bytes_], slices: Slices, folder: Path) -> list[Path]:
    """Files of rows, one for each slice, in the order of the slices."""
    files = [folder / str(number) for number in range(int(slices.max()) + 1)]
    with ExitStack() as stack:
        writers = [
            stack.enter_context(pa.ipc.new_stream(stack.enter_context(file.open("wb")), rows.schema)) for file in files
        ]
        for batch in rows:
            found = slices[np.searchsorted(keys, _keys(batch, key))]
            for number in np.unique(found).tolist():
                writers[number].write_batch(batch.filter(pa.array(found == number)))
    return files
