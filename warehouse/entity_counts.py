"""How often is each thing named, where first and last, under which names? Counted whole, or as a change.

A change goes on from the last release's counts: what new pages name is added. A thing is counted anew from all its
mentions where adding does not do: it is new, a page that named it has changed or left, or its name hangs on how often
each spelling is printed. Both ways give the same rows.
"""

from pathlib import Path
from typing import Final

import duckdb

from warehouse.database import has_declared_columns, parquet_scan, write_table, written
from warehouse.parts import unshared, unshared_share
from warehouse.release import table_files

# Beyond this share of rows in files that are not shared, counting all of them is as fast.
MOST_UNSHARED: Final = 0.3
# What counts rest on, of each table.
COUNTED: Final = {
    "pages": "page_id, captured_at",
    "articles": "page_id, article_id, published_at",
    "mentions": "page_id, mention_id, entity_id, surface, article_id",
}

SEEN: Final = """
SELECT m.entity_id, m.surface, m.article_id, coalesce(a.published_at, p.captured_at) AS seen_at
FROM ({mentions}) m
JOIN (SELECT page_id, captured_at FROM {pages} {among}) p ON p.page_id = m.page_id
LEFT JOIN (SELECT article_id, published_at FROM {articles} {among}) a ON a.article_id = m.article_id
"""
SUMS: Final = """
SELECT entity_id, count(*) AS mention_count, count(DISTINCT article_id) AS article_count,
  min(seen_at) AS first_seen, max(seen_at) AS last_seen, list_sort(list(DISTINCT surface)) AS surfaces
FROM {seen} GROUP BY entity_id
"""
# The types of things that are called as pages print their names; places are called as GeoNames has them.
AS_PRINTED: Final = "('person', 'organization', 'facility', 'group', 'event')"
# A name with the accents and small letters that most pages print; without any where none prints it in full.
ENTITIES: Final = f"""
WITH counted AS ({SUMS}),
plain AS (SELECT entity_id, strip_accents(name) AS name FROM ({{entities}}) WHERE type IN {AS_PRINTED}),
spelt AS (
  SELECT entity_id, surface, count(*) AS times FROM {{seen}} JOIN plain USING (entity_id)
  WHERE lower(strip_accents(surface)) = lower(name)
    AND (strip_accents(surface) = name OR surface NOT IN (upper(surface), lower(surface))) GROUP BY ALL),
named AS (
  SELECT entity_id, coalesce(arg_max(surface, (times, surface)), any_value(name)) AS name
  FROM plain LEFT JOIN spelt USING (entity_id) GROUP BY entity_id)
SELECT n.* REPLACE (
  coalesce(p.name, n.name) AS name,
  list_filter(c.surfaces, lambda surface: surface <> coalesce(p.name, n.name)) AS aliases,
  c.mention_count AS mention_count, c.article_count AS article_count, c.first_seen AS first_seen,
  c.last_seen AS last_seen)
FROM ({{entities}}) n JOIN counted c USING (entity_id) LEFT JOIN named p USING (entity_id)
"""

CHANGED: Final = """
INSERT INTO changed
SELECT page_id FROM (({was}) ANTI JOIN ({now}) USING (page_id, row_hash))
UNION SELECT page_id FROM (({now}) ANTI JOIN ({was}) USING (page_id, row_hash))
"""
CAME: Final = (
    "CREATE TABLE came AS "
    + SEEN.format(
        mentions="FROM {mentions} WHERE page_id IN (FROM changed)",
        pages="{pages}",
        articles="{articles}",
        among="WHERE page_id IN (FROM changed)",
    ),
    f"CREATE TABLE added AS {SUMS.format(seen='came')}",
    "CREATE TABLE lost AS SELECT DISTINCT entity_id FROM {was_mentions} WHERE page_id IN (FROM changed)",
)
# What adding does not count.
ANEW: Final = f"""
CREATE TABLE anew AS
SELECT entity_id FROM {{entities}} n LEFT JOIN {{was}} w USING (entity_id) LEFT JOIN added USING (entity_id)
WHERE w.entity_id IS NULL OR entity_id IN (FROM lost) OR n.name <> w.name OR (n.type IN {AS_PRINTED} AND len(
  list_filter(list_distinct(list_concat(list_concat(w.aliases, [w.name]), coalesce(added.surfaces, []))),
  lambda spelling: lower(strip_accents(spelling)) = lower(strip_accents(n.name)))) > 1)
"""
ADDED: Final = """
SELECT n.* REPLACE (
  list_filter(list_sort(list_distinct(list_concat(w.aliases, coalesce(added.surfaces, [])))),
    lambda surface: surface <> n.name) AS aliases,
  w.mention_count + coalesce(added.mention_count, 0) AS mention_count,
  w.article_count + coalesce(added.article_count, 0) AS article_count,
  least(w.first_seen, added.first_seen) AS first_seen, greatest(w.last_seen, added.last_seen) AS last_seen)
FROM {entities} n JOIN {was} w USING (entity_id) LEFT JOIN added USING (entity_id)
WHERE entity_id NOT IN (FROM anew)
"""


def count_entities(connection: duckdb.DuckDBPyConnection, tables: Path, since: Path | None) -> None:
    """Write the entities of a folder of tables with their counts; `since` are the last release's tables, counted."""
    if since is None or not _is_little(tables, since):
        write_table(connection, tables, "entities", _whole(tables))
        return
    connection.execute("CREATE TABLE changed (page_id VARCHAR)")
    for name, columns in COUNTED.items():
        was, now = (_hashed(columns, files) for files in (unshared(since, tables, name), unshared(tables, since, name)))
        connection.execute(CHANGED.format(was=was, now=now))
    files, old = written(tables, *COUNTED, "entities"), written(since, "mentions", "entities")
    for step in CAME:
        connection.execute(step.format(was_mentions=old["mentions"], **files))
    connection.execute(ANEW.format(was=old["entities"], entities=files["entities"]))
    added = ADDED.format(was=old["entities"], entities=files["entities"])
    write_table(connection, tables, "entities", f"{added} UNION ALL BY NAME {_anew(connection, files)}")
    for name in ("changed", "came", "added", "lost", "anew", "own"):
        connection.execute(f"DROP TABLE {name}")


def _whole(tables: Path) -> str:
    files = written(tables, *COUNTED, "entities")
    seen = SEEN.format(mentions=f"FROM {files['mentions']}", pages=files["pages"], articles=files["articles"], among="")
    return ENTITIES.format(seen=f"({seen})", entities=f"FROM {files['entities']}")


def _anew(connection: duckdb.DuckDBPyConnection, files: dict[str, str]) -> str:
    """A query for the things that are counted from all their mentions."""
    mentions = f"FROM {files['mentions']} WHERE entity_id IN (FROM anew)"
    seen = SEEN.format(mentions=mentions, pages=files["pages"], articles=files["articles"], among="")
    connection.execute(f"CREATE TABLE own AS {seen}")
    entities = f"FROM {files['entities']} WHERE entity_id IN (FROM anew)"
    return f"({ENTITIES.format(seen='own', entities=entities)})"


def _is_little(tables: Path, since: Path) -> bool:
    """Whether tables share most files with others, which have the declared columns."""
    known = table_files(since, "entities")
    is_other = bool(known) and not known[0].samefile(table_files(tables, "entities")[0])
    return (
        is_other
        and all(has_declared_columns(file, "entities") for file in known)
        and unshared_share(tables, since) <= MOST_UNSHARED
    )


def _hashed(columns: str, files: list[Path]) -> str:
    source = parquet_scan(files) if files else f"(SELECT {_nulls(columns)} WHERE false)"
    return f"SELECT page_id, hash({columns}) AS row_hash FROM {source}"


def _nulls(columns: str) -> str:
    return ", ".join(f"NULL AS {column}" for column in columns.split(", "))
