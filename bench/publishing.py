"""What does it cost to publish a few new pages into a large warehouse, against writing all of it again?

`python -m bench.publishing [PAGES] [NEW]` makes synthetic rows, as structuring and enriching stage them, publishes
PAGES of them, then NEW more: once as a change of the release before, once whole. It prints the seconds of each step,
compares the rows of both, and exits with 1 where they differ.
"""

import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from tasks.stories import tell_stories
from warehouse import count, grow, settle
from warehouse.answers import ask
from warehouse.database import in_memory, row_counts, verify, write_rows_of
from warehouse.release import DATABASE, Release, write_manifest
from warehouse.schema import fields, table_named
from warehouse.settle import Changed
from warehouse.tables import RUN_TABLES, TABLES

SHARD_PAGES: Final = 20_000
# Rows of a page.
LINES: Final = 20
COMMENTS: Final = 2
MENTIONS: Final = 10
ENTITIES: Final = 20_000
EMPTY: Final[dict[Any, str]] = {str: "''", int: "0", float: "0.0", bool: "false", list[str]: "[]"}
COMPARED: Final = [table.name for table in TABLES if table.name not in RUN_TABLES]

# Words of unequal frequency, the same for the same page and place.
WORD: Final = "'w' || CAST(floor(30000 * power(hash(p, i) / 18446744073709551615.0, 3)) AS INTEGER)"
PAGE_ID: Final = "left(sha256('page' || p), 32)"
ARTICLE_ID: Final = "left(sha256('article' || p), 32)"
BREAK: Final = "CASE WHEN i % 10 = 9 THEN chr(10) ELSE '' END"
TEXT: Final = f"array_to_string(list_transform(range(200), lambda i: {WORD} || {BREAK}), ' ')"
ENTITY: Final = f"CAST(floor({ENTITIES} * power(hash(p, n, 'e') / 18446744073709551615.0, 3)) AS INTEGER)"
# Of each table where its rows come from, and its columns; those that are not named are empty.
ROWS: Final = {
    "pages": ("page", {
        "page_id": PAGE_ID, "source_uri": "'file:///' || p", "content_hash": "sha256('page' || p)",
        "text_hash": "sha256('text' || p)", "publisher": "'Paper ' || p % 200", "text": TEXT, "status": "'article'"}),
    "lines": (f"page, range({LINES}) r(n)", {
        "page_id": PAGE_ID, "line_no": "n", "span_start": "n * 40", "span_end": "n * 40 + 39", "role": "'body'"}),
    "articles": ("page", {
        "article_id": ARTICLE_ID, "page_id": PAGE_ID, "publisher": "'Paper ' || p % 200", "title": "'Headline ' || p",
        "body": TEXT, "is_story_original": "true"}),
    "comments": (f"page, range({COMMENTS}) r(n)", {
        "comment_id": "left(sha256('comment' || p || '-' || n), 32)", "article_id": ARTICLE_ID, "page_id": PAGE_ID,
        "position": "n + 1", "text": f"left({TEXT}, 120)"}),
    "mentions": (f"page, range({MENTIONS}) r(n)", {
        "mention_id": "left(sha256('mention' || p || '-' || n), 32)", "page_id": PAGE_ID, "article_id": ARTICLE_ID,
        "entity_id": f"left(sha256('entity' || {ENTITY}), 32)", "surface": f"'Name ' || {ENTITY}", "span_start": "n"}),
    "entities": (f"range({ENTITIES}) r(p)", {
        "entity_id": "left(sha256('entity' || p), 32)", "name": "'Name ' || p", "type": "'person'"}),
}  # fmt: skip


def main(page_count: int, new_count: int) -> int:
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        folder = Path(name)
        shards = staged(folder / "old", 0, page_count)
        new = staged(folder / "new", page_count, page_count + new_count)
        print(f"{page_count:,} pages, {new_count:,} new")
        last = published(folder / "last", None, shards, "first")
        changed = published(folder / "changed", last, new, "changed")
        settle.MOST_CHANGED = -1.0  # type: ignore[misc]
        whole = published(folder / "whole", last, new, "whole")
        differing = [name for name in COMPARED if hashes(changed, name) != hashes(whole, name)]
        print(f"tables that differ: {differing or 'none'}")
        return 1 if differing else 0


def staged(folder: Path, first: int, end: int) -> list[Path]:
    """Folders of staged rows."""
    shards = []
    for number, start in enumerate(range(first, end, SHARD_PAGES)):
        shard = folder / f"{number:05d}"
        with in_memory() as connection:
            connection.execute(
                f"CREATE TABLE page AS SELECT p FROM range({start}, {min(start + SHARD_PAGES, end)}) r(p)"
            )
            for name in ROWS:
                write_rows_of(connection, name, query(name), shard / f"{name}.parquet")
        shards.append(shard)
    return shards


def rows_of(name: str) -> int:
    """How many rows of a table a page has."""
    return {"lines": LINES, "comments": COMMENTS, "mentions": MENTIONS}[name]


def query(name: str) -> str:
    """A query for a table's rows of the pages in `page`."""
    source, named = ROWS[name]
    values = {
        field.name: named.get(field.name, "NULL" if field.is_nullable else EMPTY[field.kind])
        for field in fields(table_named(name))
    }
    types = {field.name: field.duckdb_type for field in fields(table_named(name))}
    columns = ", ".join(f"CAST({value} AS {types[column]}) AS {column}" for column, value in values.items())
    return f"SELECT {columns} FROM {source}"


def published(folder: Path, last: Release | None, shards: list[Path], label: str) -> Release:
    """A release of a folder; the seconds of each step are printed."""
    tables = folder / "tables"
    with timed(label, "settle"):
        settle.settle(tables, last, shards, Changed())
    with timed(label, "stories"):
        stories, since = tell_stories(tables, last.folder if last and label == "changed" else None)
    with timed(label, "count"):
        count.count_rows(tables, stories, since)
    with timed(label, "database"):
        grow.load(tables, folder / DATABASE, last if label == "changed" else None)
        verify(folder / DATABASE, row_counts(tables))
    write_manifest(folder, {"shape": grow.shape()})
    return Release(1, folder)


@contextmanager
def timed(label: str, step: str) -> Iterator[None]:
    began, used = time.monotonic(), time.process_time()
    yield
    print(
        f"{label:<8} {step:<10} {time.monotonic() - began:8.1f} s  {time.process_time() - used:8.1f} s CPU", flush=True
    )


def hashes(release: Release, name: str) -> list[tuple[int, int]]:
    """How many rows a table has, and the sum of their hashes."""
    rows = ask(release.database, f"SELECT count(*), sum(hash(t)) FROM {name} t").rows
    return [(int(number), int(total or 0)) for number, total in rows]


if __name__ == "__main__":
    given = [int(argument) for argument in sys.argv[1:]]
    sys.exit(main(*(given + [100_000, 1_000][len(given) :])))
