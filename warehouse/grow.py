"""How does a copy of the last release's DuckDB file become the next one?

Where two releases share most of their Parquet files, the rows of the others are compared by key. What is gone is
deleted and what is new inserted in one transaction, and the search index follows. Readers of the last release have its
file to themselves; the copy is nobody's until it is published.
"""

import shutil
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path
from typing import Final

import duckdb

from warehouse import search, shortcut_batch, shortcut_tables, shortcuts
from warehouse.changed_pages import TABLES_OF_PAGES
from warehouse.database import build, parquet_scan, writer
from warehouse.parts import unshared, unshared_share
from warehouse.release import Release
from warehouse.schema import comment_statements, create_statement, quoted
from warehouse.staging import flush
from warehouse.tables import TABLES, Table
from warehouse.views import views

# Beyond this share of rows in files that are not shared, loading all of them is as fast.
MOST_UNSHARED: Final = 0.3
MADE_BY: Final = (search, shortcuts, shortcut_batch, shortcut_tables)
SEARCHED: Final = {"articles": "article", "comments": "comment"}


def shape() -> str:
    """The digest of all that a database file has beside rows: tables, comments, views, search."""
    statements = [text for table in TABLES for text in (create_statement(table), *comment_statements(table))]
    statements += [view.sql for view in views()]
    statements += [Path(str(module.__file__)).read_text("utf-8") for module in MADE_BY]
    return sha256("\0".join(statements).encode()).hexdigest()


def load(tables: Path, target: Path, last: Release | None, later: Collection[str] = ()) -> bool:
    """Make the DuckDB file of a folder of tables, from the last release's where that is less work; returns whether.

    `later` names tables that are not looked at: they have none but the last release's rows.
    """
    if last is not None and _is_alike(tables, last) and _grown(tables, target, last, later):
        return True
    build(tables, target, later)
    return False


def _is_alike(tables: Path, last: Release) -> bool:
    """Whether the last release has the same shape, and most of its rows in the same files."""
    is_of_shape = last.manifest.get("shape") == shape()
    return is_of_shape and unshared_share(tables, last.folder / "tables") <= MOST_UNSHARED


def _grown(tables: Path, target: Path, last: Release, later: Collection[str]) -> bool:
    """Copy the last release's file and change it; False where its search index would have to be built anew."""
    target.unlink(missing_ok=True)
    shutil.copyfile(last.database, target)
    with writer(target) as connection:
        connection.execute("BEGIN")
        connection.execute("CREATE TEMP TABLE dead (kind VARCHAR, id VARCHAR)")
        connection.execute("CREATE TEMP TABLE touched (page_id VARCHAR)")
        looked_at = [table for table in TABLES if table.name not in later]
        for table in looked_at:
            _compare(connection, table, last.folder / "tables", tables)
        shortcuts.begin_change(connection)
        for table in looked_at:
            _change(connection, table)
        if not search.change(connection, "born_articles", "born_comments"):
            connection.execute("ROLLBACK")
            return False
        shortcuts.change(connection)
        connection.execute("COMMIT")
    flush(target)
    return True


def _compare(connection: duckdb.DuckDBPyConnection, table: Table, others: Path, tables: Path) -> None:
    """`gone_<table>`: keys of the rows that are gone, `born_<table>`: new rows; their pages go to `touched`."""
    name, keys = quoted(table.name), ", ".join(quoted(key) for key in table.key)
    was, now = (_hashed(connection, table, parts) for parts in _unshared_both(others, tables, table.name))
    gone, born = f"gone_{table.name}", f"born_{table.name}"
    connection.execute(f"CREATE TEMP TABLE {gone} AS FROM ({was}) ANTI JOIN ({now}) now USING ({keys}, row_hash)")
    connection.execute(f"CREATE TEMP TABLE new_rows AS FROM ({now}) ANTI JOIN ({was}) was USING ({keys}, row_hash)")
    parts = unshared(tables, others, table.name)
    source = parquet_scan(parts) if parts else f"(FROM {name} WHERE false)"
    connection.execute(f"CREATE TEMP TABLE {born} AS SELECT * FROM {source} SEMI JOIN new_rows USING ({keys})")
    connection.execute("DROP TABLE new_rows")
    if table.name in TABLES_OF_PAGES:
        connection.execute(f"INSERT INTO touched SELECT page_id FROM {name} SEMI JOIN {gone} USING ({keys})")
        connection.execute(f"INSERT INTO touched SELECT page_id FROM {born}")


def _change(connection: duckdb.DuckDBPyConnection, table: Table) -> None:
    """Delete the rows of a table that are gone and insert those that are new."""
    name, gone = quoted(table.name), f"gone_{table.name}"
    same = " AND ".join(f"{name}.{quoted(key)} = {gone}.{quoted(key)}" for key in table.key)
    connection.execute(f"DELETE FROM {name} USING {gone} WHERE {same}")
    connection.execute(f"INSERT INTO {name} BY NAME FROM born_{table.name}")
    if table.name in SEARCHED:
        (key,) = table.key
        connection.execute(f"INSERT INTO dead SELECT '{SEARCHED[table.name]}', {quoted(key)} FROM {gone}")


def _unshared_both(others: Path, tables: Path, name: str) -> tuple[list[Path], list[Path]]:
    return unshared(others, tables, name), unshared(tables, others, name)


def _hashed(connection: duckdb.DuckDBPyConnection, table: Table, parts: list[Path]) -> str:
    """The keys of the rows of some files, with the hash of the whole row."""
    keys = ", ".join(quoted(key) for key in table.key)
    source = parquet_scan(parts) if parts else f"(FROM {quoted(table.name)} WHERE false)"
    return f"SELECT {keys}, hash(r) AS row_hash FROM {source} r"
