"""What do a release's rows amount to: how often is a thing named, how full is each field, how many pages are what?

Counts over a folder of settled tables and writes the counts into it. Counting again after rows
were taken out puts everything right.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

import duckdb
import pyarrow as pa

from warehouse.database import in_memory, parquet_scan, write_rows_of, write_table, written
from warehouse.entity_counts import count_entities
from warehouse.release import Release, table_files
from warehouse.schema import arrow_table, literal, table_named
from warehouse.tables import STATUSES, Coverage, Run, Story
from warehouse.versions import VERSIONS


class Watched(NamedTuple):
    """A field whose fill is watched: a layout that changes shows in one of them first."""

    table: str
    field: str
    filled: str  # SQL; {lines} and {articles} stand for the tables


WATCHED: Final = (
    Watched("pages", "article", "status = 'article'"),
    Watched("pages", "kept", "status <> 'quarantined'"),
    Watched("lines", "read", "rule <> 'unread'"),
    Watched("articles", "title", "title IS NOT NULL"),
    # A reader that finds no title takes another line for it: one that is not sure, or the same on every page.
    Watched(
        "articles", "sure_title", "page_id IN (SELECT page_id FROM {lines} WHERE role = 'title' AND confidence >= 0.8)"
    ),
    Watched(
        "articles",
        "own_title",
        "title IS NOT NULL AND (title, publisher) NOT IN (SELECT (title, publisher) FROM {articles} "
        "WHERE title IS NOT NULL AND publisher IS NOT NULL GROUP BY title, publisher HAVING count(*) > 1)",
    ),
    Watched("articles", "standfirst", "standfirst IS NOT NULL"),
    Watched("articles", "authors", "len(authors) > 0"),
    Watched("articles", "section", "section IS NOT NULL"),
    Watched("articles", "tags", "len(tags) > 0"),
    Watched("articles", "published_at", "published_at IS NOT NULL"),
    Watched("articles", "language", "language IS NOT NULL"),
    Watched("articles", "body", "body <> ''"),
    Watched("articles", "long_body", "word_count >= 100"),
    Watched("articles", "comment_count", "comment_count > 0"),
    Watched("comments", "author", "author IS NOT NULL"),
    Watched("comments", "posted_at", "posted_at IS NOT NULL"),
    Watched("comments", "parent_id", "parent_id IS NOT NULL"),
    Watched("media", "caption", "caption IS NOT NULL"),
    Watched("media", "credit", "credit IS NOT NULL"),
)

OTHER_STORIES: Final = """
 UNION ALL FROM {stories} s SEMI JOIN {articles} a USING (article_id) ANTI JOIN own_rows o USING (article_id)
"""

UNCOUNTED: Final = """
SELECT 1 FROM {articles} a LEFT JOIN {stories} s USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS comments FROM {comments} GROUP BY 1) c USING (article_id)
WHERE a.story_id IS DISTINCT FROM s.story_id OR a.is_story_original <> coalesce(s.is_original, true)
  OR a.comment_count <> coalesce(c.comments, 0) LIMIT 1
"""

ARTICLES: Final = """
SELECT a.* REPLACE (
  s.story_id AS story_id, coalesce(s.is_original, true) AS is_story_original, coalesce(c.comments, 0) AS comment_count)
FROM {articles} a LEFT JOIN {stories} s USING (article_id)
LEFT JOIN (SELECT article_id, count(*) AS comments FROM {comments} GROUP BY 1) c USING (article_id)
"""


# The pages that a run read, with their publishers.
OF_RUN: Final = """
SELECT page_id, coalesce(publisher, 'unknown') AS whose FROM {pages}
WHERE source_uri IN (SELECT source_uri FROM read_sources)
"""
# What is shown of a publisher's pages that lack something.
EXAMPLE_PAGES: Final = 3
EXAMPLE_LINES: Final = 3
EXAMPLE_LENGTH: Final = 120


def count(tables: Path, stories: Iterable[Story], run: Run, sources: Iterable[str], since: Path | None = None) -> Run:
    """Write all counts, coverage and the run's own row; returns that row.

    `sources`: the URIs of what this run read; its coverage is theirs alone. `since`: the folder of tables that has the
    stories of the articles that `stories` does not name, and the counts of what has not changed.
    """
    with in_memory() as connection:
        _count_rows(connection, tables, stories, since)
        _write_own(connection, tables, "coverage", run.run_id, _coverage(connection, tables, run.run_id, sources))
        run = _with_counts(run, _status_counts(connection, tables))
        _write_own(connection, tables, "runs", run.run_id, [run])
    return run


def start_after(release: Release | None) -> datetime:
    """When a run begins that follows a release: now, or just after the release's last run.

    A clock may have jumped back; the order of runs, which drift and audits rest on, may not.
    """
    now = datetime.now(UTC)
    if release is None:
        return now
    with in_memory() as connection:
        runs = parquet_scan(release.parts("runs"))
        ((last,),) = connection.execute(f"SELECT max(started_at) FROM {runs}").fetchall()
    return max(now, last + timedelta(milliseconds=1)) if last else now


def count_rows(tables: Path, stories: Iterable[Story], since: Path | None = None) -> None:
    """Write stories, versions of articles, and the counts of entities and comments."""
    with in_memory() as connection:
        _count_rows(connection, tables, stories, since)


def _count_rows(
    connection: duckdb.DuckDBPyConnection, tables: Path, stories: Iterable[Story], since: Path | None
) -> None:
    with _own_rows(connection, "stories", stories):
        files = written(tables, "articles")
        others = OTHER_STORIES.format(**written(since, "stories"), **files) if since else ""
        write_table(connection, tables, "stories", f"FROM own_rows{others}")
    _write_articles(connection, tables)
    count_entities(connection, tables, since)
    files = written(tables, "articles", "pages", "figures", "comments")
    write_table(connection, tables, "article_versions", VERSIONS.format(**files))


def _write_articles(connection: duckdb.DuckDBPyConnection, tables: Path) -> None:
    """Write the articles' stories and numbers of comments, into those of their files that do not have them yet."""
    for part in table_files(tables, "articles"):
        files = {"articles": parquet_scan([part]), **written(tables, "comments", "stories")}
        if connection.execute(UNCOUNTED.format(**files)).fetchone():
            write_rows_of(connection, "articles", ARTICLES.format(**files), part)


@contextmanager
def _own_rows(connection: duckdb.DuckDBPyConnection, name: str, rows: Iterable[tuple[Any, ...]]) -> Iterator[None]:
    """Rows made in Python, as the source `own_rows` of a connection."""
    connection.register("own_rows", arrow_table(table_named(name), rows))
    yield
    connection.unregister("own_rows")


def coverage_of(tables: Path, run_id: str, last: int) -> tuple[list[Coverage], list[Coverage]]:
    """The coverage of a run, and that of the `last` runs before it."""
    files = written(tables, "coverage", "runs")
    with in_memory() as connection:
        rows = connection.execute(
            f"SELECT * FROM {files['coverage']} WHERE run_id = $run OR run_id IN "
            f"(SELECT run_id FROM {files['runs']} WHERE run_id <> $run ORDER BY started_at DESC LIMIT $last)",
            {"run": run_id, "last": last},
        ).fetchall()
    found = [Coverage(*row) for row in rows]
    return [row for row in found if row.run_id == run_id], [row for row in found if row.run_id != run_id]


def lines_lacking(
    tables: Path, table: str, field: str, sources: Iterable[str], publisher: str
) -> list[dict[str, str | int]]:
    """The first lines of a publisher's pages that lack a watched field, or the lines themselves: examples."""
    (watched,) = (watched for watched in WATCHED if (watched.table, watched.field) == (table, field))
    files = written(tables, "pages", "lines", "articles", table)
    filled = watched.filled.format(**files)
    which = f"NOT ({filled})" if table == "lines" else "true"
    query = f"""
        WITH lacking AS (
          SELECT DISTINCT page_id FROM {files[table]} JOIN ({OF_RUN.format(**files)}) USING (page_id)
          WHERE whose = $publisher AND NOT ({filled}) ORDER BY page_id LIMIT {EXAMPLE_PAGES}),
        shown AS (
          SELECT p.source_uri, p.text, l.* FROM {files["lines"]} l JOIN lacking USING (page_id)
          JOIN {files["pages"]} p USING (page_id) WHERE {which}
          QUALIFY row_number() OVER (PARTITION BY l.page_id ORDER BY line_no) <= {EXAMPLE_LINES})
        SELECT parse_filename(source_uri), line_no, role,
          left(substr(text, span_start + 1, span_end - span_start), {EXAMPLE_LENGTH})
        FROM shown ORDER BY source_uri, line_no"""
    with in_memory() as connection:
        connection.register("read_sources", pa.table({"source_uri": pa.array(sorted(sources), pa.string())}))
        found = connection.execute(query, {"publisher": publisher}).fetchall()
    return [dict(zip(("page", "line_no", "role", "text"), row, strict=True)) for row in found]


def write_own(tables: Path, name: str, run_id: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """Write a run's own rows to a run table, in place of those that it may have written before."""
    with in_memory() as connection:
        _write_own(connection, tables, name, run_id, rows)


def _write_own(
    connection: duckdb.DuckDBPyConnection, tables: Path, name: str, run_id: str, rows: Iterable[tuple[Any, ...]]
) -> None:
    earlier = f"SELECT * FROM {written(tables, name)[name]} WHERE run_id <> {literal(run_id)}"
    with _own_rows(connection, name, rows):
        write_table(connection, tables, name, f"{earlier} UNION ALL FROM own_rows")


def _status_counts(connection: duckdb.DuckDBPyConnection, tables: Path) -> dict[str, int]:
    pages = written(tables, "pages")["pages"]
    found = dict(connection.execute(f"SELECT status, count(*) FROM {pages} GROUP BY 1").fetchall())
    return {status: found.get(status, 0) for status in STATUSES}


def _with_counts(run: Run, counts: dict[str, int]) -> Run:
    return run._replace(
        article_count=counts["article"],
        no_article_count=counts["no_article"],
        duplicate_count=counts["duplicate"],
        quarantined_count=counts["quarantined"],
    )


def _coverage(
    connection: duckdb.DuckDBPyConnection, tables: Path, run_id: str, sources: Iterable[str]
) -> list[Coverage]:
    """Fill rates over the pages of these sources, by publisher."""
    connection.register("read_sources", pa.table({"source_uri": pa.array(sorted(sources), pa.string())}))
    return [
        Coverage(run_id, publisher, watched.table, watched.field, rows, filled, filled / rows)
        for watched in WATCHED
        for publisher, rows, filled in connection.execute(_fill(tables, watched)).fetchall()
    ]


def _fill(tables: Path, watched: Watched) -> str:
    files = written(tables, "pages", "lines", "articles", watched.table)
    filled = watched.filled.format(**files)
    return f"""
        WITH of_run AS ({OF_RUN.format(**files)})
        SELECT whose, count(*), count(*) FILTER (WHERE {filled})
        FROM {files[watched.table]} JOIN of_run USING (page_id) GROUP BY whose ORDER BY whose"""
