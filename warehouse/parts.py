"""How does a table change without being written again whole?

A table is one or more Parquet files, its parts. A release that changes little links the parts of the last one that
hold nothing of what changed, writes those again that do, and adds one part for what is new. Linked parts are the same
file on disk, so that two releases show which rows they share.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import duckdb
import pyarrow.parquet as pq

from warehouse.database import parquet_scan, row_counts, write_rows_of
from warehouse.release import table_files
from warehouse.tables import TABLES

# With more parts a table is written whole: a thousand tiny files take sixteen times as long to read as one.
MOST_PARTS: Final = 12


def change(
    connection: duckdb.DuckDBPyConnection, target: Path, name: str, parts: Sequence[Path], gone: str, new: str
) -> None:
    """Write a table to the folder `target`: the rows of old parts but for those that meet `gone`, and new ones.

    `gone` is an SQL condition, `new` a query.
    """
    folder = target / name
    folder.mkdir(parents=True, exist_ok=True)
    for part in parts:
        source = parquet_scan([part])
        ((found,),) = connection.execute(f"SELECT count(*) FROM {source} WHERE {gone}").fetchall()
        if found:
            write_rows_of(connection, name, f"SELECT * FROM {source} WHERE NOT ({gone})", folder / part.name)
        else:
            os.link(part, folder / part.name)
    ((added,),) = connection.execute(f"SELECT count(*) FROM ({new})").fetchall()
    if added:
        write_rows_of(connection, name, new, folder / next_name(parts))


def next_name(parts: Sequence[Path]) -> str:
    """The name of the part that comes after these."""
    numbers = [int(part.stem.removeprefix("part-")) for part in parts]
    return f"part-{max(numbers, default=-1) + 1:05d}.parquet"


def unshared(tables: Path, others: Path, name: str) -> list[Path]:
    """The parts of a table in one folder of tables that another folder does not share."""
    known = {(state.st_dev, state.st_ino) for state in map(os.stat, table_files(others, name))}
    return [part for part in table_files(tables, name) if (part.stat().st_dev, part.stat().st_ino) not in known]


def unshared_share(tables: Path, others: Path) -> float:
    """How many rows stand in files that two folders of tables do not share, against the rows of the first."""
    pairs = ((tables, others), (others, tables))
    parts = [part for table in TABLES for pair in pairs for part in unshared(*pair, table.name)]
    rows = sum(int(pq.read_metadata(part).num_rows) for part in parts)
    return rows / max(sum(row_counts(tables).values()), 1)
