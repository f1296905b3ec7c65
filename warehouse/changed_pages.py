"""Which pages have other rows than in the last release, and what rows are theirs?

What follows from a page's rows alone held for all other pages when the last release was checked.
"""

from pathlib import Path
from typing import Final

import duckdb

from warehouse.database import in_memory, parquet_scan
from warehouse.parts import unshared, unshared_share
from warehouse.release import Release, table_files
from warehouse.schema import literal, quoted
from warehouse.settle import OF_PAGES
from warehouse.tables import TABLES

TABLES_OF_PAGES: Final = ("pages", *OF_PAGES)
# Beyond this share of the rows in files that are not shared, or of the pages, looking at all of them is as fast.
MOST_UNSHARED: Final = 0.3
MOST_CHANGED: Final = 0.2

CHANGED: Final = """
INSERT INTO changed
SELECT page_id FROM (({was}) ANTI JOIN ({now}) USING (page_id, row_hash))
UNION SELECT page_id FROM (({now}) ANTI JOIN ({was}) USING (page_id, row_hash))
"""
ROWS: Final = "SELECT page_id, hash(r) AS row_hash FROM {source} r"


# What rows of a release pass: of those that fail a row check, none is published.
HELD: Final = """
SELECT check_name FROM {checks}
WHERE run_id = $run AND (outcome = 'passed' OR (severity = 'row' AND outcome = 'failed'))
"""


def checks_held(release: Release) -> frozenset[str]:
    """The names of the checks that all rows of a release pass."""
    with in_memory() as connection:
        checks = parquet_scan(release.parts("checks"))
        found = connection.execute(HELD.format(checks=checks), {"run": release.manifest["run_id"]}).fetchall()
    return frozenset(name for (name,) in found)


def write_changed(tables: Path, last: Path, target: Path) -> bool:
    """Write the rows of changed pages to a DuckDB file; what is no page's is whole. False where much changed."""
    target.unlink(missing_ok=True)
    if unshared_share(tables, last) > MOST_UNSHARED:
        return False
    with in_memory() as connection:
        connection.execute(f"ATTACH {literal(str(target))} AS target")
        connection.execute("CREATE TABLE changed (page_id VARCHAR)")
        for name in TABLES_OF_PAGES:
            was, now = (_hashed(files) for files in (unshared(last, tables, name), unshared(tables, last, name)))
            connection.execute(CHANGED.format(was=was, now=now))
        if _share(connection, tables) > MOST_CHANGED:
            return False
        for table in TABLES:
            source = parquet_scan(table_files(tables, table.name))
            if table.name in TABLES_OF_PAGES:
                rows = f"SELECT * FROM {source} WHERE page_id IN (FROM changed)"
                connection.execute(f"CREATE TABLE target.{quoted(table.name)} AS {rows}")
            else:
                connection.execute(f"CREATE VIEW target.{quoted(table.name)} AS FROM {source}")
    return True


def _hashed(files: list[Path]) -> str:
    source = parquet_scan(files) if files else "(SELECT NULL AS page_id WHERE false)"
    return ROWS.format(source=source)


def _share(connection: duckdb.DuckDBPyConnection, tables: Path) -> float:
    pages = parquet_scan(table_files(tables, "pages"))
    query = f"SELECT (SELECT count(DISTINCT page_id) FROM changed) / greatest((SELECT count(*) FROM {pages}), 1)"
    ((share,),) = connection.execute(query).fetchall()
    return float(share)
