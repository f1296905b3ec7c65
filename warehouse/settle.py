"""What is true only over all pages: which pages are copies, and which rows does a release hold?

Takes the last release's tables, less the sources that were read again, and the staged shards;
writes one sorted Parquet file a table. The outcome depends on the set of pages alone, never on the
order in which they came or on how they were cut into shards.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

import duckdb
import pyarrow as pa

from warehouse.database import in_memory, parquet_scan, write_table
from warehouse.release import Release
from warehouse.schema import arrow_table, table_named
from warehouse.tables import ID_LENGTH, RUN_TABLES

# Tables whose rows hang on a page and come from the shards as they are.
OF_PAGES: Final = ("lines", "articles", "comments", "media", "related", "mentions", "quotes", "figures", "dates")

# Of records with the same bytes, then of pages with the same text, the first by place is the original.
SETTLED: Final = f"""
CREATE OR REPLACE TABLE settled AS
WITH ranked AS (
  SELECT origin, source_uri, record_no, page_id, status, content_hash, text_hash,
    row_number() OVER (PARTITION BY content_hash ORDER BY status = 'duplicate', source_uri, record_no) = 1 AS is_first
  FROM all_pages WHERE status <> 'quarantined'),
firsts AS (
  SELECT content_hash, first_value(page_id) OVER (
    PARTITION BY coalesce(text_hash, content_hash) ORDER BY status = 'duplicate', source_uri, record_no) AS original_id
  FROM ranked WHERE is_first)
SELECT origin, source_uri, record_no, page_id AS staged_id, original_id,
  is_first AND original_id = page_id AS is_original,
  CASE WHEN is_first OR status = 'duplicate' THEN page_id
       ELSE left(sha256(concat_ws(chr(31), content_hash, source_uri, record_no)), {ID_LENGTH}) END AS page_id
FROM ranked JOIN firsts USING (content_hash)
"""

PAGES: Final = """
SELECT p.* REPLACE (
  coalesce(s.page_id, p.page_id) AS page_id,
  CASE WHEN s.is_original IS NOT FALSE THEN p.text END AS text,
  CASE WHEN s.is_original IS NOT FALSE THEN p.status ELSE 'duplicate' END AS status,
  CASE WHEN s.is_original IS NOT FALSE THEN p.reason ELSE 'The same page as another one.' END AS reason,
  CASE WHEN s.is_original THEN NULL ELSE s.original_id END AS duplicate_of)
FROM all_pages p LEFT JOIN settled s USING (origin, source_uri, record_no)
"""

OF_ORIGINALS: Final = """
SELECT r.* FROM all_{name} r JOIN settled s ON s.is_original AND s.origin = r.origin AND s.staged_id = r.page_id
"""

# The same thing named in many shards is one row; what is counted of it is counted later.
ENTITIES: Final = """
SELECT * FROM all_entities QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY name, type, geonames_id) = 1
"""
HELD: Final = "source_uri IS NULL OR source_uri NOT IN (FROM reread)"


def settle(target: Path, release: Release | None, shards: Sequence[Path], reread: Iterable[str]) -> int:
    """Write every table but `stories` to `target`; returns how many records of the last release still hold.

    `shards`: folders of staged rows. `reread`: the sources whose earlier pages no longer hold.
    """
    with in_memory() as connection:
        sources = pa.table({"source_uri": pa.array(sorted(reread), pa.string())})
        connection.register("reread_sources", sources)
        connection.execute("CREATE TABLE reread AS FROM reread_sources")
        _gather(connection, release, shards, "pages", "source_uri NOT IN (FROM reread)")
        connection.execute(SETTLED)
        write_table(connection, target, "pages", PAGES)
        for name in OF_PAGES:
            _gather(connection, release, shards, name)
            write_table(connection, target, name, OF_ORIGINALS.format(name=name))
        _gather(connection, release, shards, "entities")
        write_table(connection, target, "entities", ENTITIES)
        for name in RUN_TABLES:
            _gather(connection, release, shards, name, HELD if name == "quarantine" else "true")
            write_table(connection, target, name, f"SELECT * FROM all_{name}")
        (kept,) = connection.execute("SELECT count(*) FROM all_pages WHERE origin = ''").fetchall()[0]
    return int(kept)


def _gather(
    connection: duckdb.DuckDBPyConnection,
    release: Release | None,
    shards: Sequence[Path],
    name: str,
    where: str = "true",
) -> None:
    """`all_<table>`: the release's rows that still hold and the shards' rows, each with its origin."""
    connection.register(f"no_{name}", arrow_table(table_named(name), []))
    parts = [f"SELECT *, '' AS origin FROM no_{name}"]
    if release is not None:
        parts.append(f"SELECT *, '' AS origin FROM {parquet_scan([release.parquet(name)])} WHERE {where}")
    files = [file for folder in shards if (file := folder / f"{name}.parquet").exists()]
    if files:
        scan = parquet_scan(files, with_filename=True)
        parts.append(f"SELECT * EXCLUDE filename, parse_dirpath(filename) AS origin FROM {scan}")
    connection.execute(f"CREATE OR REPLACE VIEW all_{name} AS {' UNION ALL '.join(parts)}")
