"""Which texts are stories told by, and which of them are others than an index knows?"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

import duckdb
import pyarrow as pa

from warehouse.database import in_memory, parquet_scan
from warehouse.parts import unshared
from warehouse.release import table_files
from warehouse.schema import arrow_table, table_named

Text = tuple[str, datetime | None, str, str | None, str | None, list[str], str]

BATCH_ROWS: Final = 1000
COLUMNS: Final = "published_at, body, title, publisher, agencies"
# Of all that the stories of an article rest on.
DIGEST: Final = f"md5(to_json(({COLUMNS})))"

# What the articles are now: those of files that the last release has too are as they were.
NOW: Final = f"""
CREATE TABLE now AS
SELECT article_id, NULL AS digest FROM {{same}} UNION ALL SELECT article_id, {DIGEST} FROM {{others}}
"""
LEFT: Final = """
SELECT article_id FROM known LEFT JOIN now USING (article_id)
WHERE now.article_id IS NULL OR now.digest <> known.digest ORDER BY article_id
"""
CAME: Final = """
CREATE TABLE came AS SELECT article_id FROM now LEFT JOIN known USING (article_id)
WHERE known.article_id IS NULL OR now.digest <> known.digest
"""


class Changes(NamedTuple):
    """The articles that have left or are others, and the texts of those that came or are others."""

    left: Sequence[str]
    came: Sequence[Text]


def texts(tables: Path) -> Iterator[Text]:
    """(article_id, published_at, body, title, publisher, agencies, digest) of every article, by article_id."""
    with in_memory() as connection:
        yield from _texts(connection, parquet_scan(table_files(tables, "articles")))


def changes(tables: Path, last: Path, ids: Sequence[str], digests: Sequence[str], most: int) -> Changes | None:
    """What is new in a folder of tables to an index that was made with those in `last`; None for more than `most`."""
    others = unshared(tables, last, "articles")
    same = [file for file in table_files(tables, "articles") if file not in others]
    with in_memory() as connection:
        connection.register("known", pa.table({"article_id": ids, "digest": digests}))
        connection.register("none", arrow_table(table_named("articles"), []))
        same_rows, other_rows = (parquet_scan(files) if files else "none" for files in (same, others))
        connection.execute(NOW.format(same=same_rows, others=other_rows))
        left = [article_id for (article_id,) in connection.execute(LEFT).fetchall()]
        connection.execute(CAME)
        ((came,),) = connection.execute("SELECT count(*) FROM came").fetchall()
        if came + len(left) > most:
            return None
        return Changes(left, list(_texts(connection, other_rows, "article_id IN (FROM came)")))


def _texts(connection: duckdb.DuckDBPyConnection, source: str, where: str = "true") -> Iterator[Text]:
    cursor = connection.execute(
        f"SELECT article_id, {COLUMNS}, {DIGEST} FROM {source} WHERE {where} ORDER BY article_id"
    )
    while batch := cursor.fetchmany(BATCH_ROWS):
        yield from batch
