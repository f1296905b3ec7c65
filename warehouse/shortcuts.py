"""How is a question answered without a look at all rows of a million articles?

`declare` and `make` build small tables beside the declared ones (`warehouse/shortcut_tables.py`), in the schema `ix` of
a release's DuckDB file; the views ask them. `change` brings them up to date after a few pages changed: rows of these
pages go and are made anew, and so are the groups (speakers, figures side by side) that had or have one of them.
"""

from collections.abc import Iterator
from typing import Final

import duckdb

from warehouse.schema import literal
from warehouse.shortcut_batch import BATCH
from warehouse.shortcut_tables import COMPARISON, MADE_WHOLE, OF_PAGES, SHORTCUTS, SPEAKER, Shortcut

# What is made of a page is made of so many pages at a time: what belongs to 100,000 does not fit into 1 GB.
BATCH_PAGES: Final = 5_000
# Figures are compared in so many parts, by the highest bits of what they are compared by.
COMPARED_PARTS: Final = 16

MACROS: Final = (
    "CREATE SCHEMA ix",
    "CREATE MACRO ix.key(id) AS CAST(md5_number(id) >> 64 AS UBIGINT)",
)
OF_TOUCHED: Final = "page_id IN (FROM touched)"
# Groups that a page has a part in: they are counted anew when it changes.
BEFORE_AND_AFTER: Final = (
    "INSERT INTO voices SELECT speaker FROM ix.quote WHERE page_key IN (FROM touched_keys) AND speaker IS NOT NULL",
    """INSERT INTO compared SELECT comparison_key FROM ix.figure
       WHERE page_key IN (FROM touched_keys) AND comparison_key IS NOT NULL""",
)
OF_GROUPS: Final = ((SPEAKER, "speaker IN (FROM voices)"), (COMPARISON, "comparison_key IN (FROM compared)"))


def declare(connection: duckdb.DuckDBPyConnection) -> None:
    """Create the tables, empty; views over them can follow."""
    for step in (*MACROS, *map(_create, SHORTCUTS)):
        connection.execute(step)
    for shortcut in SHORTCUTS:
        connection.execute(f"COMMENT ON TABLE ix.{shortcut.name} IS {literal(shortcut.doc)}")
        for column, (_, meaning) in shortcut.columns.items():
            connection.execute(f"COMMENT ON COLUMN ix.{shortcut.name}.{column} IS {literal(meaning)}")


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill the tables from all rows of a database that has the views' macros."""
    for shortcut in OF_PAGES:
        connection.execute(f"CREATE TEMP TABLE made_{shortcut.name} AS FROM ix.{shortcut.name}")
    for where in _batches(connection):
        _make_batch(connection, where, "made_{name}")
    for shortcut in OF_PAGES:
        order = "" if shortcut.is_by_page else f" ORDER BY {', '.join(shortcut.order)}"
        connection.execute(f"INSERT INTO ix.{shortcut.name} FROM made_{shortcut.name}{order}")
        connection.execute(f"DROP TABLE made_{shortcut.name}")
    for part in range(COMPARED_PARTS):
        _insert(connection, COMPARISON, f"comparison_key >> 60 = {part}")
    for shortcut in (SPEAKER, *MADE_WHOLE):
        _insert(connection, shortcut, "true")


def begin_change(connection: duckdb.DuckDBPyConnection) -> None:
    """Call it before rows of the pages in `touched` are altered."""
    connection.execute("CREATE TEMP TABLE touched_keys AS SELECT DISTINCT ix.key(page_id) AS page_key FROM touched")
    connection.execute("CREATE TEMP TABLE voices (speaker VARCHAR)")
    connection.execute("CREATE TEMP TABLE compared (comparison_key UBIGINT)")
    for step in BEFORE_AND_AFTER:
        connection.execute(step)


def change(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the tables up to date with the pages in `touched`, whose rows are altered."""
    for shortcut in OF_PAGES:
        connection.execute(f"DELETE FROM ix.{shortcut.name} WHERE page_key IN (FROM touched_keys)")
    _make_batch(connection, OF_TOUCHED, "ix.{name}")
    for step in BEFORE_AND_AFTER:
        connection.execute(step)
    for shortcut, where in OF_GROUPS:
        connection.execute(f"DELETE FROM ix.{shortcut.name} WHERE {where}")
        _insert(connection, shortcut, where)
    for shortcut in MADE_WHOLE:
        connection.execute(f"DELETE FROM ix.{shortcut.name}")
        _insert(connection, shortcut, "true")


def _create(shortcut: Shortcut) -> str:
    columns = ", ".join(f"{name} {kind}" for name, (kind, _) in shortcut.columns.items())
    return f"CREATE TABLE ix.{shortcut.name} ({columns})"


def _batches(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """Conditions for some thousands of pages each, in order, which together hold of all."""
    ids = [page_id for (page_id,) in connection.execute("SELECT page_id FROM pages ORDER BY page_id").fetchall()]
    firsts = ids[BATCH_PAGES::BATCH_PAGES]
    for first, following in zip([None, *firsts], [*firsts, None], strict=True):
        after = "true" if first is None else f"page_id >= {literal(first)}"
        before = "true" if following is None else f"page_id < {literal(following)}"
        yield f"{after} AND {before}"


def _make_batch(connection: duckdb.DuckDBPyConnection, where: str, target: str) -> None:
    """Insert what follows from the pages that meet a condition."""
    for step in BATCH:
        connection.execute(step.format(where=where))
    for shortcut in OF_PAGES:
        _insert(connection, shortcut, where, target.format(name=shortcut.name))


def _insert(connection: duckdb.DuckDBPyConnection, shortcut: Shortcut, where: str, target: str | None = None) -> None:
    """Insert a table's rows that meet a condition, in order where they go to the table itself."""
    rows = shortcut.rows.format(where=where)
    order = f" ORDER BY {', '.join(_places(shortcut))}" if target is None or shortcut.is_by_page else ""
    connection.execute(f"INSERT INTO {target or f'ix.{shortcut.name}'} {rows}{order}")


def _places(shortcut: Shortcut) -> list[str]:
    """What a table is sorted by, with the numbers of its columns."""
    names = list(shortcut.columns)
    parts = [column.partition(" ") for column in shortcut.order]
    return [f"{names.index(name) + 1}{space}{direction}" for name, space, direction in parts]
