"""What is true only over all pages: which pages are copies, and which rows does a release hold?

Takes the last release's tables, less the sources that were read again or have left, and the staged shards;
writes one sorted Parquet file a table, or, where little changed, links the last release's files and adds what is new.
The rows depend on the set of pages alone, never on the order in which they came or on how they were cut into shards.

A page whose file was read again is kept in two cases. Where the file holds another capture of the same
address now, the page is an earlier version of it (`replaced_count` says how many came after). Where only
copies of it are left that were not read again, the first of them takes over what was read of it.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa

from warehouse.database import has_declared_columns, in_memory, known_rows, parquet_scan, write_table
from warehouse.parts import MOST_PARTS, change
from warehouse.release import Release
from warehouse.schema import arrow_table, table_named
from warehouse.tables import ID_LENGTH, RUN_TABLES
from warehouse.takedown import KNOWN_BY
from warehouse.versions import address

# Tables whose rows hang on a page and come from the shards as they are.
OF_PAGES: Final = ("lines", "articles", "comments", "media", "related", "mentions", "quotes", "figures", "dates")

# Of these, the ones that enriching makes.
ENRICHED: Final = ("mentions", "quotes", "figures", "dates")

# Of records with the same bytes, then of pages with the same text, the first by place is the original.
RANK: Final = "status = 'duplicate', replaced_count > 0, source_uri, record_no, page_id"
SETTLED: Final = f"""
CREATE OR REPLACE TABLE settled AS
WITH ranked AS (
  SELECT origin, source_uri, record_no, page_id, status, content_hash, text_hash, replaced_count,
    row_number() OVER (PARTITION BY content_hash ORDER BY {RANK}) = 1 AS is_first
  FROM all_pages WHERE status <> 'quarantined'),
firsts AS (
  SELECT content_hash, first_value(page_id) OVER (
    PARTITION BY coalesce(text_hash, content_hash) ORDER BY {RANK}) AS original_id
  FROM ranked WHERE is_first)
SELECT origin, source_uri, record_no, page_id AS staged_id, original_id,
  is_first AND original_id = page_id AS is_original,
  CASE WHEN is_first OR (status = 'duplicate' AND page_id <> left(content_hash, {ID_LENGTH})) THEN page_id
       ELSE left(sha256(concat_ws(chr(31), content_hash, source_uri, record_no)), {ID_LENGTH}) END AS page_id
FROM ranked JOIN firsts USING (content_hash)
"""

PAGES: Final = """
SELECT p.* REPLACE (
  coalesce(s.page_id, p.page_id) AS page_id,
  CASE WHEN s.is_original IS NOT FALSE THEN p.text END AS text,
  CASE WHEN s.is_original IS NOT FALSE THEN p.status ELSE 'duplicate' END AS status,
  CASE WHEN s.is_original IS NOT FALSE THEN p.reason ELSE 'The same page as another one.' END AS reason,
  CASE WHEN s.is_original THEN NULL ELSE s.original_id END AS duplicate_of), p.page_id AS back_id
FROM all_pages p LEFT JOIN settled s
  ON s.origin = p.origin AND s.source_uri = p.source_uri AND s.record_no = p.record_no AND s.staged_id = p.page_id
"""

# Staged pages that were taken down.
KEPT_OUT: Final = """
CREATE TABLE kept_out AS
WITH known AS ({known_by})
SELECT origin, source_uri, record_no, page_id, content_hash FROM read_pages
WHERE page_id IN (SELECT page_id FROM known WHERE hash IN (FROM taken_down))
"""
WITHOUT_KEPT_OUT: Final = "FROM read_{name} WHERE page_id NOT IN (SELECT page_id FROM kept_out)"

# Pages of files that were read again and hold another capture of the same address now.
REPLACED: Final = f"""
CREATE TABLE replaced AS
WITH now AS (
  SELECT DISTINCT p.source_uri, {address("a.url")} AS address
  FROM staged_articles a JOIN staged_pages p ON p.origin = a.origin AND p.page_id = a.page_id WHERE a.url IS NOT NULL)
SELECT p.page_id
FROM known_pages p
JOIN known_articles a USING (page_id)
JOIN now ON now.source_uri = p.source_uri AND now.address = {address("a.url")}
WHERE p.source_uri NOT IN (FROM left_sources)
  AND p.content_hash NOT IN (SELECT content_hash FROM staged_pages)
  AND p.text_hash NOT IN (SELECT text_hash FROM staged_pages WHERE text_hash IS NOT NULL)
"""

NONE_REPLACED: Final = "CREATE TABLE replaced (page_id VARCHAR)"

KEPT: Final = """
CREATE TABLE kept AS
WITH overwritten AS (SELECT source_uri FROM known_pages WHERE replaced_count = 0 AND page_id IN (FROM replaced))
SELECT page_id, page_id IN (FROM replaced) AND source_uri IN (FROM overwritten) AS is_replaced FROM known_pages
WHERE (source_uri NOT IN (FROM reread) AND NOT ({is_pruned} AND replaced_count > 0)) OR page_id IN (FROM replaced)
"""

# Of the copies of a page that is gone, the first by place takes its place, unless the same text was read again.
HEIRS: Final = """
CREATE TABLE heirs AS
SELECT copy.page_id, gone.page_id AS original_id
FROM known_pages copy
JOIN kept USING (page_id)
JOIN known_pages gone ON gone.page_id = copy.duplicate_of
WHERE gone.page_id NOT IN (SELECT page_id FROM kept)
  AND gone.content_hash NOT IN (SELECT content_hash FROM staged_pages)
  AND gone.text_hash NOT IN (SELECT text_hash FROM staged_pages WHERE text_hash IS NOT NULL)
QUALIFY row_number() OVER (PARTITION BY gone.page_id ORDER BY copy.source_uri, copy.record_no, copy.page_id) = 1
"""

KEPT_PAGES: Final = """
SELECT p.* REPLACE (p.replaced_count + CAST(k.is_replaced AS BIGINT) AS replaced_count), '' AS origin
FROM known_pages p JOIN kept k USING (page_id) WHERE page_id NOT IN (SELECT page_id FROM heirs)
UNION ALL
SELECT p.* REPLACE (gone.page_id AS page_id, gone.text AS text, gone.status AS status, gone.reason AS reason,
  CAST(NULL AS VARCHAR) AS duplicate_of), '' AS origin
FROM heirs h JOIN known_pages p USING (page_id) JOIN known_pages gone ON gone.page_id = h.original_id
"""

OF_ORIGINALS: Final = """
SELECT r.* FROM all_{name} r JOIN settled s ON s.is_original AND s.origin = r.origin AND s.staged_id = r.page_id
"""

# Pages of the last release whose row is not the same any more; what is left of them comes back with what is new.
GONE: Final = """
CREATE TABLE gone AS
SELECT page_id FROM known_pages
EXCEPT
SELECT p.page_id FROM known_pages p
JOIN kept k ON k.page_id = p.page_id AND NOT k.is_replaced
LEFT JOIN settled s ON s.origin = '' AND s.staged_id = p.page_id AND s.source_uri = p.source_uri
  AND s.record_no = p.record_no
WHERE p.page_id NOT IN (SELECT page_id FROM heirs) AND (p.status = 'quarantined' OR (
  s.page_id = p.page_id AND s.is_original = (p.status <> 'duplicate')
  AND (s.is_original OR s.original_id = p.duplicate_of)))
"""
CHANGED_COUNTS: Final = """
SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM staged_pages), (SELECT count(*) FROM known_pages)
"""
OF_GONE: Final = "page_id IN (FROM gone)"
# A change of more of the pages than this is written whole.
MOST_CHANGED: Final = 0.05

# The same thing named in many shards is one row; what is counted of it is counted later.
ENTITIES: Final = """
SELECT * FROM all_entities QUALIFY row_number() OVER (PARTITION BY entity_id ORDER BY name, type, geonames_id) = 1
"""
# What was held back of sources that are not read again; of prose that is read again, nothing that enriching makes.
HELD: Final = f"""
(source_uri IS NULL OR source_uri NOT IN (FROM reread)) AND NOT (page_id IS NOT NULL AND page_id IN (FROM read_again)
  AND (stage = 'enrich' OR split_part(check_name, '.', 1) IN {ENRICHED}))
"""
# The prose of copies fails as often as there are copies; it is held back once.
QUARANTINE: Final = """
SELECT * FROM all_quarantine WHERE page_id IS NULL OR page_id NOT IN (SELECT page_id FROM kept_out)
QUALIFY row_number() OVER (PARTITION BY quarantine_id ORDER BY source_uri, run_id) = 1
"""


class Changed(NamedTuple):
    """What no longer holds: sources that were read again, sources that left, pages that were taken down."""

    reread: Iterable[str] = ()
    left: Iterable[str] = ()
    is_pruned: bool = False  # earlier captures leave with what left the input
    taken_down: Iterable[str] = ()  # hashes
    enriched: Sequence[Path] = ()  # folders of pages of the release whose prose was read again


class Settled(NamedTuple):
    """How many records of the last release still hold, and which staged ones were kept out: they were taken down."""

    kept_count: int
    kept_out_count: int
    emptied: tuple[str, ...]  # sources of which nothing is left
    kept_out: tuple[str, ...]  # hashes of contents


def settle(target: Path, release: Release | None, shards: Sequence[Path], changed: Changed) -> Settled:
    """Write to `target` what `count` does not make, from the last release and folders of staged rows."""
    with in_memory() as connection:
        _one_column(connection, "left_sources", changed.left)
        _one_column(connection, "reread", [*changed.reread, *changed.left])
        _one_column(connection, "taken_down", changed.taken_down)
        _gather_pages(connection, release, shards, changed.is_pruned)
        _read_again(connection, changed.enriched)
        connection.execute(SETTLED)
        connection.execute(GONE)
        if release is not None and not changed.enriched and _is_little(connection, release):
            _change(connection, target, release, shards)
        else:
            _write_whole(connection, target, release, shards, changed.enriched)
        again = _staged(connection, changed.enriched, "entities")
        named = f"entity_id NOT IN (SELECT entity_id FROM ({again}))"
        _gather(connection, release, shards, "entities", named, changed.enriched)
        write_table(connection, target, "entities", ENTITIES)
        for name in RUN_TABLES:
            held, folders = (HELD, changed.enriched) if name == "quarantine" else ("true", ())
            _gather(connection, release, shards, name, held, folders)
            rows = QUARANTINE if name == "quarantine" else f"SELECT * FROM all_{name}"
            write_table(connection, target, name, rows)
        return _settled(connection)


def _is_little(connection: duckdb.DuckDBPyConnection, release: Release) -> bool:
    """Whether a release's files may be linked: few pages change, and there are few files with the declared columns."""
    ((changed, known),) = connection.execute(CHANGED_COUNTS).fetchall()
    parts = [(name, release.parts(name)) for name in ("pages", *OF_PAGES)]
    return changed <= MOST_CHANGED * known and all(
        0 < len(files) < MOST_PARTS and all(has_declared_columns(file, name) for file in files) for name, files in parts
    )


def _change(connection: duckdb.DuckDBPyConnection, target: Path, release: Release, shards: Sequence[Path]) -> None:
    """Write the tables of pages as a change of the last release's."""
    new_pages = f"SELECT * FROM ({PAGES}) WHERE origin <> '' OR back_id IN (FROM gone)"
    change(connection, target, "pages", release.parts("pages"), OF_GONE, new_pages)
    for name in OF_PAGES:
        _gather(connection, release, shards, name, OF_GONE)
        change(connection, target, name, release.parts(name), OF_GONE, OF_ORIGINALS.format(name=name))


def _write_whole(
    connection: duckdb.DuckDBPyConnection,
    target: Path,
    release: Release | None,
    shards: Sequence[Path],
    enriched: Sequence[Path],
) -> None:
    """Write the tables of pages as one file each."""
    write_table(connection, target, "pages", PAGES)
    for name in OF_PAGES:
        if name in ENRICHED:
            _gather(connection, release, shards, name, "page_id NOT IN (FROM read_again)", enriched)
        else:
            _gather(connection, release, shards, name)
        write_table(connection, target, name, OF_ORIGINALS.format(name=name))


def _settled(connection: duckdb.DuckDBPyConnection) -> Settled:
    ((kept, out),) = connection.execute(
        "SELECT (SELECT count(*) FROM all_pages WHERE origin = ''), (SELECT count(*) FROM kept_out)"
    ).fetchall()
    emptied, contents = (
        tuple(value for (value,) in connection.execute(query).fetchall())
        for query in (
            "SELECT DISTINCT source_uri FROM kept_out WHERE source_uri NOT IN (SELECT source_uri FROM staged_pages)",
            "SELECT DISTINCT content_hash FROM kept_out",
        )
    )
    return Settled(kept, out, emptied, contents)


def _one_column(connection: duckdb.DuckDBPyConnection, name: str, values: Iterable[str]) -> None:
    connection.register(f"{name}_given", pa.table({"value": pa.array(sorted(set(values)), pa.string())}))
    connection.execute(f"CREATE TABLE {name} AS FROM {name}_given")


def _gather_pages(
    connection: duckdb.DuckDBPyConnection, release: Release | None, shards: Sequence[Path], is_pruned: bool
) -> None:
    """`all_pages`: the staged pages that were not taken down, and those of the release that still hold."""
    for name in ("pages", "articles"):
        connection.execute(f"CREATE VIEW known_{name} AS {_known(connection, release, name)}")
        connection.execute(f"CREATE VIEW read_{name} AS {_staged(connection, shards, name)}")
    connection.execute(KEPT_OUT.format(known_by=KNOWN_BY.format(pages="read_pages", articles="read_articles")))
    for name in ("pages", "articles"):
        connection.execute(f"CREATE VIEW staged_{name} AS {WITHOUT_KEPT_OUT.format(name=name)}")
    for step in (NONE_REPLACED if is_pruned else REPLACED, KEPT.format(is_pruned=is_pruned), HEIRS):
        connection.execute(step)
    connection.execute(f"CREATE VIEW all_pages AS {KEPT_PAGES} UNION ALL BY NAME FROM staged_pages")


def _gather(
    connection: duckdb.DuckDBPyConnection,
    release: Release | None,
    shards: Sequence[Path],
    name: str,
    where: str = "true",
    enriched: Sequence[Path] = (),
) -> None:
    """`all_<table>`: the release's rows that still hold and the shards' rows, each with its origin."""
    known = f"SELECT *, '' AS origin FROM ({_known(connection, release, name)}) WHERE {where}"
    staged = _staged(connection, shards, name)
    again = f"SELECT * REPLACE ('' AS origin) FROM ({_staged(connection, enriched, name)})"
    parts = (known, staged, again) if enriched else (known, staged)
    connection.execute(f"CREATE OR REPLACE VIEW all_{name} AS {' UNION ALL BY NAME '.join(parts)}")


def _read_again(connection: duckdb.DuckDBPyConnection, enriched: Sequence[Path]) -> None:
    """`read_again`: the pages of the release whose prose was read again."""
    connection.execute(f"CREATE TABLE read_again AS SELECT page_id FROM ({_staged(connection, enriched, 'pages')})")


def _known(connection: duckdb.DuckDBPyConnection, release: Release | None, name: str) -> str:
    """A table of the last release; columns that it does not have yet have their declared default."""
    return f"SELECT * FROM {_empty(connection, name)}" if release is None else known_rows(release, name)


def _staged(connection: duckdb.DuckDBPyConnection, shards: Sequence[Path], name: str) -> str:
    """A table of the shards, each row with its folder as its origin."""
    files = [file for folder in shards if (file := folder / f"{name}.parquet").exists()]
    if not files:
        return f"SELECT *, '' AS origin FROM {_empty(connection, name)}"
    return (
        f"SELECT * EXCLUDE filename, parse_dirpath(filename) AS origin FROM {parquet_scan(files, with_filename=True)}"
    )


def _empty(connection: duckdb.DuckDBPyConnection, name: str) -> str:
    connection.register(f"no_{name}", arrow_table(table_named(name), []))
    return f"no_{name}"
