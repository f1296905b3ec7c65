"""How is a warehouse of any size made without anyone's pages? Tables written directly, seeded, with realistic skews.

    python -m bench.warehouse 1000000 FOLDER      FOLDER/tables and FOLDER/warehouse.duckdb, verified

The database is built as a run builds it, with the same bound on DuckDB's memory.

About 50 lines and 30 mentions an article; publishers, things and speakers follow Zipf's law, days have weekends and
years grow; three pages in ten have comments, one article in twelve is a copy of another. All places are true: what a
span marks is what the row says.
"""

import argparse
import resource
import shutil
import sys
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.page_rows import DAYS, FIRST_DAY, RUN, chunks
from bench.world import World, world
from warehouse.count import WATCHED
from warehouse.database import build, in_memory, parquet_scan, row_counts, spilling_to, verify, write_table
from warehouse.release import DATABASE, table_file
from warehouse.schema import arrow_schema, arrow_table, table_named
from warehouse.staging import COMPRESSION_LEVEL
from warehouse.tables import TABLES, Check, Coverage, Run

SORTED_LATER: Final = ("pages", "stories", "entities")


def as_declared(name: str, values: dict[str, Any]) -> pa.Table:
    """Columns, or one value for all rows, as the declared table; a column with a default may be left out."""
    table = table_named(name)
    schema, known = arrow_schema(table), getattr(table.row, "_field_defaults", {}) | values
    count = max(len(value) for value in values.values() if isinstance(value, (pa.Array, pa.ChunkedArray, np.ndarray)))
    return pa.Table.from_arrays([_column(known[field.name], field.type, count) for field in schema], schema=schema)


def _column(value: Any, kind: pa.DataType, count: int) -> pa.Array:
    if isinstance(value, (pa.Array, pa.ChunkedArray)):
        return value.cast(kind)
    if isinstance(value, np.ndarray):
        return pa.array(value).cast(kind)
    return pa.array([value] * count, kind) if isinstance(value, list) else pa.repeat(pa.scalar(value, kind), count)


class Seen:
    """Counts what becomes of every thing while chunks go by."""

    def __init__(self, count: int) -> None:
        self.mentions, self.articles = np.zeros(count, np.int64), np.zeros(count, np.int64)

    def add(self, of: World, columns: dict[str, Any]) -> None:
        thing = pc.index_in(columns["entity_id"], of.entity_ids).to_numpy()
        page = pc.dictionary_encode(columns["page_id"]).indices.to_numpy().astype(np.int64)
        self.mentions += np.bincount(thing, minlength=len(self.mentions))
        pairs = np.unique(page * len(self.mentions) + thing)
        self.articles += np.bincount(pairs % len(self.mentions), minlength=len(self.mentions))


def entities_of(of: World, seen: Seen) -> pa.Table:
    known, named = of.known, np.flatnonzero(seen.mentions)
    last = datetime.fromtimestamp(FIRST_DAY.timestamp() + DAYS * 86_400, UTC)
    columns = {
        "entity_id": of.entity_ids, "name": of.names, "type": of.types, "aliases": [],
        "geonames_id": pa.array(known.geonames_ids, pa.int64()), "latitude": pa.array(known.latitudes, pa.float64()),
        "longitude": pa.array(known.longitudes, pa.float64()), "country_code": pa.array(known.countries, pa.string()),
        "mention_count": seen.mentions, "article_count": seen.articles, "first_seen": FIRST_DAY, "last_seen": last,
    }  # fmt: skip
    return as_declared("entities", columns).take(named)


def _of_run(random: np.random.Generator, of: World, counts: dict[str, int], page_count: int) -> dict[str, list[Any]]:
    """What a run says of itself: its row, its checks, its coverage."""
    finished = datetime(2024, 1, 1, 6, tzinfo=UTC)
    began, held = datetime(2024, 1, 1, tzinfo=UTC), counts["quarantine"]
    run = Run(RUN, began, finished, "/crawl", "bench", page_count, 0, counts["articles"], 0, 0, held)
    checks = [
        Check(RUN, f"{table.name}.{field.name}.bench", table.name, field.name, "gate", "passed", 0, None, None)
        for table in TABLES for field in arrow_schema(table)
    ]  # fmt: skip
    coverage = []
    for publisher in of.publishers:
        for watched in WATCHED:
            rows = int(random.integers(100, 10_000))
            filled = int(rows * random.beta(8, 1))
            coverage.append(Coverage(RUN, publisher, watched.table, watched.field, rows, filled, filled / rows))
    return {"runs": [run], "checks": checks, "coverage": coverage}


def write_tables(tables: Path, count: int, seed: int = 7) -> None:
    """Write the tables of a warehouse of `count` articles, as a run would leave them."""
    of = world(np.random.default_rng(seed), count)
    seen, counts, page_count = Seen(len(of.known.names)), dict.fromkeys((table.name for table in TABLES), 0), 0
    with ExitStack() as stack:
        writers = {table.name: stack.enter_context(_writer(tables, table.name)) for table in TABLES}
        for columns in chunks(seed, count, of):
            seen.add(of, columns["mentions"])
            for name, values in columns.items():
                data = as_declared(name, values)
                if name not in SORTED_LATER:
                    data = data.sort_by([(key, "ascending") for key in table_named(name).sort])
                writers[name].write_table(data, table_named(name).group_rows)
                counts[name] += data.num_rows
            page_count += len(columns["pages"]["page_id"])
        writers["entities"].write_table(entities_of(of, seen))
        for name, rows in _of_run(np.random.default_rng([seed, 3]), of, counts, page_count).items():
            writers[name].write_table(arrow_table(table_named(name), rows))
    with spilling_to(tables), in_memory() as connection:
        for name in SORTED_LATER:
            write_table(connection, tables, name, f"FROM {parquet_scan([table_file(tables, name)])}")


def _writer(tables: Path, name: str) -> pq.ParquetWriter:
    file = table_file(tables, name)
    file.parent.mkdir(parents=True, exist_ok=True)
    schema = arrow_schema(table_named(name))
    return pq.ParquetWriter(file, schema, compression="zstd", compression_level=COMPRESSION_LEVEL)


def main() -> None:
    """Make a warehouse and say what it took."""
    parser = argparse.ArgumentParser(prog="python -m bench.warehouse", description="Write a synthetic warehouse.")
    parser.add_argument("articles", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    tables, database = options.folder / "tables", options.folder / DATABASE
    shutil.rmtree(options.folder, ignore_errors=True)
    _timed("tables", lambda: write_tables(tables, options.articles, options.seed))
    _timed("database", lambda: build(tables, database))
    _timed("verified", lambda: verify(database, row_counts(tables)))
    sizes = [sum(f.stat().st_size for f in tables.rglob("*.parquet")), database.stat().st_size]
    sys.stdout.write(f"tables {sizes[0] / 1e9:.2f} GB, database {sizes[1] / 1e9:.2f} GB\n")


def _timed(what: str, step: Callable[[], object]) -> None:
    """Do a step and say what it took; the peak of memory is that of all steps so far."""
    began, used = time.perf_counter(), time.process_time()
    step()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    sys.stdout.write(f"{what}: {cpu:.0f} s of CPU, {seconds:.0f} s by the clock; at most {peak:,.0f} MB so far\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
