"""How are rows that fail a check taken out, and what refers to them kept right?

A row that refers to a withheld row loses the reference where it may be null, and is withheld with
it where it may not. The declarations in `warehouse.tables` say which is which. Every row taken out
stands in `quarantine` as JSON, with the name of the check.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import duckdb
import pyarrow as pa

from warehouse.database import in_memory, write_table, written
from warehouse.schema import Field, fields, literal, quoted, table_named
from warehouse.tables import ID_LENGTH, TABLES, Table

Failing = Mapping[str, Mapping[str, Sequence[tuple[Any, ...]]]]  # table → check name → keys of failing rows

# What was withheld so far: the key of each row as one text, and the check that did it.
LEDGER: Final = "CREATE TABLE withheld (table_name VARCHAR, key VARCHAR, check_name VARCHAR, row JSON, page_id VARCHAR)"

QUARANTINE: Final = f"""
SELECT * FROM {{quarantine}}
UNION ALL
SELECT left(sha256(concat_ws(chr(31), 'row', w.table_name, w.key, w.check_name)), {ID_LENGTH}), {{run_id}}, w.page_id,
  p.source_uri, 'validate', w.check_name,
  'A row of ' || w.table_name || ' failed the check ' || w.check_name || '.', CAST(w.row AS VARCHAR)
FROM withheld w LEFT JOIN {{pages}} p USING (page_id)
"""

PAGES: Final = """
SELECT p.* REPLACE (
  CASE WHEN w.page_id IS NULL THEN p.status ELSE 'no_article' END AS status,
  CASE WHEN w.page_id IS NULL THEN p.reason ELSE 'Its article failed the check ' || w.check_name || '.' END AS reason)
FROM {pages} p
LEFT JOIN (SELECT page_id, min(check_name) AS check_name FROM withheld WHERE table_name = 'articles' GROUP BY 1) w
USING (page_id)
"""


def withhold(tables: Path, failing: Failing, run_id: str) -> int:
    """Take failing rows out of a folder of tables; returns how many went to quarantine. Count again after it."""
    with in_memory() as connection:
        connection.execute(LEDGER)
        for table in TABLES:
            _mark_failing(connection, tables, table, failing.get(table.name, {}))
            _mark_dependent(connection, tables, table)
            _rewrite(connection, tables, table)
        sources = written(tables, "quarantine", "pages")
        write_table(connection, tables, "quarantine", QUARANTINE.format(run_id=literal(run_id), **sources))
        write_table(connection, tables, "pages", PAGES.format(**sources))
        (count,) = connection.execute("SELECT count(*) FROM withheld").fetchall()[0]
    return int(count)


def _key(table: Table, alias: str) -> str:
    """The key of a row as one text."""
    return "concat_ws(chr(31), " + ", ".join(f"{alias}.{quoted(name)}" for name in table.key) + ")"


def _page(table: Table) -> str:
    return "r.page_id" if any(field.name == "page_id" for field in fields(table)) else "NULL"


def _mark_failing(
    connection: duckdb.DuckDBPyConnection, tables: Path, table: Table, checks: Mapping[str, Sequence[tuple[Any, ...]]]
) -> None:
    for check_name, keys in sorted(checks.items()):
        wanted = pa.table({"key": pa.array(["\x1f".join(map(str, key)) for key in keys], pa.string())})
        connection.register("wanted", wanted)
        _mark(connection, tables, table, "r_key IN (SELECT key FROM wanted)", literal(check_name))
        connection.unregister("wanted")


def _mark_dependent(connection: duckdb.DuckDBPyConnection, tables: Path, table: Table) -> None:
    """Rows that cannot do without a row that was withheld."""
    for field, target in _references(table):
        if not field.is_nullable:
            lost = f"SELECT key FROM withheld WHERE table_name = {literal(target.name)}"
            why = f"(SELECT min(check_name) FROM withheld WHERE key = r.{quoted(field.name)})"
            _mark(connection, tables, table, f"r.{quoted(field.name)} IN ({lost})", why)


def _mark(connection: duckdb.DuckDBPyConnection, tables: Path, table: Table, where: str, check_name: str) -> None:
    source = written(tables, table.name)[table.name]
    connection.execute(f"""
        INSERT INTO withheld
        SELECT {literal(table.name)}, {_key(table, "r")} AS r_key, {check_name}, to_json(r), {_page(table)}
        FROM {source} r
        WHERE {where} AND r_key NOT IN (SELECT key FROM withheld WHERE table_name = {literal(table.name)})""")


def _rewrite(connection: duckdb.DuckDBPyConnection, tables: Path, table: Table) -> None:
    """Write the table without its withheld rows and without references to any, if that changes it."""
    source = written(tables, table.name)[table.name]
    names = [literal(target.name) for _, target in _references(table)] + [literal(table.name)]
    touched = connection.execute(f"SELECT count(*) FROM withheld WHERE table_name IN ({', '.join(names)})").fetchall()
    if touched[0][0] == 0:
        return
    changed = [
        f"CASE WHEN {quoted(f.name)} NOT IN (SELECT key FROM withheld WHERE table_name = {literal(target.name)}) "
        f"THEN {quoted(f.name)} END AS {quoted(f.name)}"
        for f, target in _references(table)
        if f.is_nullable
    ]
    columns = f"r.* REPLACE ({', '.join(changed)})" if changed else "r.*"
    own = f"SELECT key FROM withheld WHERE table_name = {literal(table.name)}"
    query = f"SELECT {columns} FROM {source} r WHERE {_key(table, 'r')} NOT IN ({own})"
    write_table(connection, tables, table.name, query)


def _references(table: Table) -> list[tuple[Field, Table]]:
    """The columns of a table that hold the key of another one."""
    found = [(field, field.column.references) for field in fields(table) if field.column.references]
    return [(field, table_named(target.partition(".")[0])) for field, target in found if target != "runs"]
