"""How do Parquet tables become a DuckDB file that readers can trust?

`build` loads the tables of a release, with comments and views; `verify` opens the file as a reader
would and compares it with what should be in it; `view_only` is the same shape without the rows, for
checks before a release exists.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import duckdb
import pyarrow.parquet as pq

from warehouse.long_rows import in_order
from warehouse.release import Release, table_file, table_files
from warehouse.schema import (
    DUCKDB,
    arrow_schema,
    comment_statements,
    create_statement,
    fields,
    literal,
    quoted,
    table_named,
)
from warehouse.search import index
from warehouse.shortcuts import declare, make
from warehouse.staging import COMPRESSION_LEVEL, flush, written_aside
from warehouse.tables import TABLES
from warehouse.views import view_comment_statements, views

# With these limits DuckDB spills to disk instead of growing with the warehouse. A run sets the threads: `on_cores`.
LIMITS: Final = {"memory_limit": "512MB", "threads": "2", "preserve_insertion_order": "true"}
# Of those that read a release: people have all cores, a run its own.
READING: Final[dict[str, str | bool | int | float | list[str]]] = {}
MOST_THREADS: Final = 8
# Bytes of tables, 100,000 long articles: with half a gigabyte so many were loaded, more get twice as much.
MANY_BYTES: Final = 600_000_000
SETTLED_SHARE: Final = 0.8  # of the bytes of staged shards; .81 at 1,000 generated pages, .79 at 10,000
_spilled: Final[list[Path]] = []
_writing: Final[list[duckdb.DuckDBPyConnection]] = []

LONG_INSTANT: Final = "TIMESTAMP WITH TIME ZONE"  # how DuckDB spells TIMESTAMPTZ


class VerificationError(Exception):
    """A release that was built does not hold what it should."""


@contextmanager
def on_cores(count: int) -> Iterator[None]:
    """Meanwhile each of DuckDB's connections in this process takes so many threads."""
    before = LIMITS["threads"]
    LIMITS["threads"] = READING["threads"] = str(min(count, MOST_THREADS))
    try:
        yield
    finally:
        LIMITS["threads"] = before
        del READING["threads"]


@contextmanager
def spilling_to(folder: Path) -> Iterator[None]:
    """Meanwhile what private DuckDBs of this process spill lies in this folder, not in the system's temporary one."""
    _spilled.append(folder)
    try:
        yield
    finally:
        _spilled.remove(folder)


def thread_count() -> int:
    """How many threads DuckDB takes."""
    return int(LIMITS["threads"])


@contextmanager
def in_memory() -> Iterator[duckdb.DuckDBPyConnection]:
    """A private DuckDB with bounded memory, in UTC, which spills to a folder of its own: its files have fixed names."""
    if folder := _spilled[-1] if _spilled else None:
        folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory(prefix=".spilled-", dir=folder) as own,
        duckdb.connect(config={**LIMITS, "temp_directory": own}) as connection,
    ):
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


@contextmanager
def reader(database: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to a release, in UTC."""
    with duckdb.connect(database, read_only=True, config=READING) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def parquet_scan(files: Iterable[Path], with_filename: bool = False) -> str:
    """Parquet files as an SQL source."""
    names = ", ".join(literal(str(file)) for file in files)
    return f"read_parquet([{names}]{', filename = true' if with_filename else ''})"


def written(tables: Path, *names: str) -> dict[str, str]:
    """Tables of a folder as SQL sources, by name."""
    return {name: parquet_scan(table_files(tables, name)) for name in names}


def known_rows(release: Release, name: str) -> str:
    """A table of a release as a query for the columns that are declared now; new ones have their default."""
    table, files = table_named(name), release.parts(name)
    known = pq.read_schema(files[0]).names if files else []
    defaults = getattr(table.row, "_field_defaults", {})
    columns = [
        quoted(f.name)
        if f.name in known
        else f"CAST({_constant(defaults.get(f.name))} AS {DUCKDB[f.kind]}) AS {quoted(f.name)}"
        for f in fields(table)
    ]
    return f"SELECT {', '.join(columns)} FROM {parquet_scan(files) if known else '(SELECT 1 WHERE false)'}"


def has_declared_columns(file: Path, name: str) -> bool:
    """Whether a Parquet file has the columns that the table is declared with now."""
    return bool(pq.read_schema(file).equals(arrow_schema(table_named(name))))


def _constant(value: Any) -> str:
    return "NULL" if value is None else "[]" if value == [] else literal(str(value))


def write_table(connection: duckdb.DuckDBPyConnection, tables: Path, name: str, query: str) -> None:
    """Write a query's rows as the one file of the table in a folder of tables."""
    write_rows_of(connection, name, query, table_file(tables, name))
    for part in table_files(tables, name)[1:]:
        part.unlink()


def write_rows_of(connection: duckdb.DuckDBPyConnection, name: str, query: str, target: Path) -> None:
    """Write a query's rows as one file, in the table's order and with its declared schema."""
    table = table_named(name)
    schema = arrow_schema(table)
    rows = in_order(connection, table, f"SELECT {', '.join(map(quoted, schema.names))} FROM ({query})", target.parent)
    with (
        written_aside(target) as aside,
        pq.ParquetWriter(aside, schema, compression="zstd", compression_level=COMPRESSION_LEVEL) as writer,
    ):
        for some in rows:
            writer.write(some.cast(schema), table.group_rows)


def row_counts(tables: Path) -> dict[str, int]:
    """How many rows each table's file holds."""
    return {
        table.name: sum(pq.read_metadata(file).num_rows for file in table_files(tables, table.name)) for table in TABLES
    }


def byte_count(tables: Path) -> int:
    """How many bytes the tables' files take."""
    return sum(file.stat().st_size for table in TABLES for file in table_files(tables, table.name))


def expected_bytes(shards: Path, last: Release | None) -> int:
    """How many bytes, about, the tables will take that a run's staged shards and the last release are settled into."""
    staged = sum(file.stat().st_size for file in shards.rglob("*.parquet"))
    return round(SETTLED_SHARE * staged) + (byte_count(last.folder / "tables") if last else 0)


def build(tables: Path, target: Path, later: Collection[str] = ()) -> None:
    """Load a folder of tables into a new DuckDB file, with comments and views; tables in `later` stay empty."""
    target.unlink(missing_ok=True)
    memory = "1GB" if byte_count(tables) > MANY_BYTES else LIMITS["memory_limit"]
    # Each step has a connection of its own: what one leaves in memory is not the next one's loss.
    with writer(target, memory) as connection:
        _load(connection, tables, later)
    with writer(target, memory) as connection:
        index(connection)
    with writer(target, memory) as connection:
        _declare_views(connection)
        make(connection)
    flush(target)


@contextmanager
def writer(target: Path, memory: str = "1GB") -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection that writes to a file, with bounded memory; at the end all of it stands in the file."""
    with duckdb.connect(target, config={**LIMITS, "memory_limit": memory}) as connection:
        _writing.append(connection)
        try:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection
            connection.execute("CHECKPOINT")
        finally:
            _writing.remove(connection)


def interrupt() -> None:
    """Stop whatever writes to a file in another thread: it raises duckdb.InterruptException there."""
    for connection in _writing:
        connection.interrupt()


def _load(connection: duckdb.DuckDBPyConnection, tables: Path, later: Collection[str]) -> None:
    with _at_once(connection):
        for table in TABLES:
            for statement in (create_statement(table), *comment_statements(table)):
                connection.execute(statement)
    for table in TABLES:
        if table.name not in later:
            source = parquet_scan(table_files(tables, table.name))
            connection.execute(f"INSERT INTO {quoted(table.name)} BY NAME FROM {source}")


def _declare_views(connection: duckdb.DuckDBPyConnection) -> None:
    with _at_once(connection):
        declare(connection)
        for view in views():
            connection.execute(view.sql)
            columns = _columns(connection, view.name) if view.kind == "VIEW" else []
            for statement in view_comment_statements(view, columns):
                connection.execute(statement)


def complete(tables: Path, target: Path, names: Iterable[str]) -> None:
    """Add the rows that some tables of a built file do not have yet. No view may be computed from these tables."""
    with writer(target) as connection:
        for name in names:
            keys = ", ".join(map(quoted, table_named(name).key))
            source = parquet_scan(table_files(tables, name))
            new = f"FROM {source} ANTI JOIN {quoted(name)} USING ({keys})"
            connection.execute(f"INSERT INTO {quoted(name)} BY NAME {new}")
    flush(target)


@contextmanager
def _at_once(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Many small statements as one transaction: each of its own would wait for the disk."""
    connection.execute("BEGIN")
    yield
    connection.execute("COMMIT")


def _columns(connection: duckdb.DuckDBPyConnection, view: str) -> list[str]:
    """The names of a view's columns, in order."""
    return [name for name, *_ in connection.execute(f"DESCRIBE {quoted(view)}").fetchall()]


def view_only(tables: Path, target: Path) -> None:
    """A DuckDB file with one view per table, over the Parquet files."""
    target.unlink(missing_ok=True)
    with duckdb.connect(target) as connection:
        for table in TABLES:
            source = parquet_scan(table_files(tables, table.name))
            connection.execute(f"CREATE VIEW {quoted(table.name)} AS FROM {source}")


def _verify_columns(connection: duckdb.DuckDBPyConnection, name: str) -> None:
    found = connection.execute("SELECT name, type FROM pragma_table_info(?)", [name]).fetchall()
    declared = [
        (field.name, field.duckdb_type.replace("TIMESTAMPTZ", LONG_INSTANT)) for field in fields(table_named(name))
    ]
    if found != declared:
        raise VerificationError(f"Table '{name}' has other columns than the ones declared: {found}.")


def verify(database: Path, counts: Mapping[str, int]) -> None:
    """Open a built file as readers do and compare it with `counts`. Raises VerificationError."""
    if database.with_name(database.name + ".wal").exists():
        raise VerificationError(f"{database.name} has an unfinished write-ahead log.")
    with reader(database) as connection:
        (log,) = connection.execute("SELECT wal_size FROM pragma_database_size()").fetchall()
        if log != ("0 bytes",):
            raise VerificationError(f"{database.name} was not written out whole: {log[0]} are left in its log.")
        for name, expected in counts.items():
            _verify_columns(connection, name)
            row = connection.execute(f"SELECT count(*) FROM {quoted(name)}").fetchone()
            if row != (expected,):
                raise VerificationError(f"Table '{name}' has {row and row[0]} rows; its Parquet file has {expected}.")
        for (view,) in connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall():
            connection.execute(f"DESCRIBE {quoted(view)}").fetchall()  # binds the view without computing it
