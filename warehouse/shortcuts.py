"""How is a question answered without a look at all rows of a million articles?

`make` builds small tables beside the declared ones, in the schema `ix` of a release's DuckDB file; the views ask them.
All of them follow from the declared tables, page by page; `change` brings them up to date after a few pages changed.

    ix.page      one page that has lines: where its lines begin and end, and their numbers
    ix.id        one id that can be cited: the page that it is on, in the order of hashed ids
    ix.named     one thing that one original article names outside its comments
    ix.thread    one comment: the thread that it is in, and where
    ix.speaker   one speaker: what the view `speakers` says

Ids are hashed to one number, which is compared sooner than 32 characters and is the same in any order of pages.
"""

from typing import Final

import duckdb

from warehouse.schema import literal

# What is made of a page is made of so many pages at a time: the lists of lines of 100,000 do not fit into 1 GB.
BATCH_PAGES: Final = 5_000
OF_BATCH: Final = "($first IS NULL OR page_id >= $first) AND ($next IS NULL OR page_id < $next)"
# Ids are sorted in so many parts, by their highest bits: all of a million articles' do not fit either.
SORTED_PARTS: Final = 16
SORTED: Final = "INSERT INTO ix.id SELECT id_key, page_key FROM unsorted WHERE id_key >> 60 = $part ORDER BY ALL"
CITED: Final = {
    "quotes": "quote_id",
    "figures": "figure_id",
    "mentions": "mention_id",
    "dates": "date_id",
    "media": "media_id",
    "comments": "comment_id",
    "articles": "article_id",
}

CREATE: Final = (
    "CREATE SCHEMA ix",
    "CREATE MACRO ix.key(id) AS md5_number_lower(id)",
    # The place in a page's lists of the line that a character stands in; null between lines.
    """CREATE MACRO ix.line_at(starts, ends, place) AS
         CASE WHEN starts[len(list_filter(ends, lambda end_of: end_of <= place)) + 1] <= place
         THEN len(list_filter(ends, lambda end_of: end_of <= place)) + 1 END""",
    "CREATE TABLE ix.page (page_id VARCHAR, page_key UBIGINT, starts INTEGER[], ends INTEGER[], line_nos INTEGER[])",
    "CREATE TABLE ix.id (id_key UBIGINT, page_key UBIGINT)",
    "CREATE TABLE ix.named (page_key UBIGINT, article_key UBIGINT, entity_key UBIGINT)",
    "CREATE TABLE ix.thread (page_id VARCHAR, comment_id VARCHAR, thread_id VARCHAR, path BIGINT[])",
    """CREATE TABLE ix.speaker (speaker VARCHAR, speaker_entity_id VARCHAR, quote_count BIGINT, direct_count BIGINT,
         article_count BIGINT, publisher_count BIGINT, first_published_at TIMESTAMPTZ,
         last_published_at TIMESTAMPTZ)""",
)

PAGES: Final = """
INSERT INTO ix.page
SELECT page_id, ix.key(page_id), list(CAST(span_start AS INTEGER) ORDER BY line_no),
  list(CAST(span_end AS INTEGER) ORDER BY line_no), list(CAST(line_no AS INTEGER) ORDER BY line_no)
FROM lines WHERE {where} GROUP BY page_id ORDER BY page_id
"""
IDS: Final = (
    "INSERT INTO {target} SELECT ix.key(id), ix.key(page_id) FROM ("
    + " UNION ALL ".join(f"SELECT {key} AS id, page_id FROM {name}" for name, key in CITED.items())
    + ") WHERE {where}"
)
NAMED: Final = """
INSERT INTO ix.named
SELECT DISTINCT ix.key(page_id), ix.key(article_id), ix.key(entity_id)
FROM mentions SEMI JOIN (SELECT article_id FROM articles WHERE is_story_original) USING (article_id)
WHERE field <> 'comment' AND {where} ORDER BY ALL
"""
THREADS: Final = """
INSERT INTO ix.thread
WITH RECURSIVE own AS (SELECT page_id, comment_id, parent_id, position FROM comments WHERE {where}),
tree AS (
  SELECT page_id, comment_id, comment_id AS thread_id, [position] AS path FROM own WHERE parent_id IS NULL
  UNION ALL
  SELECT o.page_id, o.comment_id, t.thread_id, list_append(t.path, o.position)
  FROM own o JOIN tree t ON o.parent_id = t.comment_id)
SELECT page_id, comment_id, thread_id, path FROM tree ORDER BY page_id, path, comment_id
"""
SPEAKERS: Final = """
INSERT INTO ix.speaker
SELECT q.speaker, q.speaker_entity_id, count(*), count(*) FILTER (WHERE q.is_direct), count(DISTINCT q.article_id),
  count(DISTINCT a.publisher), min(a.published_at), max(a.published_at)
FROM quotes q JOIN articles a USING (article_id)
WHERE q.speaker IS NOT NULL AND a.is_story_original AND {where}
GROUP BY q.speaker, q.speaker_entity_id ORDER BY q.speaker, q.speaker_entity_id
"""
VOICES: Final = "INSERT INTO voices SELECT speaker FROM quotes WHERE page_id IN (FROM touched) AND speaker IS NOT NULL"
OF_TOUCHED: Final = "page_id IN (FROM touched)"
AWAY: Final = (
    f"DELETE FROM ix.page WHERE {OF_TOUCHED}",
    "DELETE FROM ix.id WHERE page_key IN (SELECT ix.key(page_id) FROM touched)",
    "DELETE FROM ix.named WHERE page_key IN (SELECT ix.key(page_id) FROM touched)",
    f"DELETE FROM ix.thread WHERE {OF_TOUCHED}",
    "DELETE FROM ix.speaker WHERE speaker IN (FROM voices)",
)

DOCUMENTATION: Final = {
    "TABLE ix.page": "One page that has lines, with where they are.",
    "TABLE ix.id": "One id of a row that can be cited.",
    "TABLE ix.named": "One thing that one original article names outside its comments.",
    "TABLE ix.thread": "One comment in its thread; ask the view comment_threads.",
    "TABLE ix.speaker": "One speaker; ask the view speakers.",
    "COLUMN ix.page.page_id": "The page",
    "COLUMN ix.page.page_key": "Its hash",
    "COLUMN ix.page.starts": "span_start of its lines, in order",
    "COLUMN ix.page.ends": "span_end of its lines",
    "COLUMN ix.page.line_nos": "line_no of its lines",
    "COLUMN ix.id.id_key": "Hash of the id",
    "COLUMN ix.id.page_key": "Hash of the page_id",
    "COLUMN ix.named.page_key": "Hash of the page_id",
    "COLUMN ix.named.article_key": "Hash of the article_id",
    "COLUMN ix.named.entity_key": "Hash of the entity_id",
    "COLUMN ix.thread.page_id": "Its page",
    "COLUMN ix.thread.comment_id": "The comment",
    "COLUMN ix.thread.thread_id": "Comment that starts the thread",
    "COLUMN ix.thread.path": "Positions from that comment down to this one",
}


def make(connection: duckdb.DuckDBPyConnection) -> None:
    """Build the tables from all rows of a database."""
    for step in CREATE:
        connection.execute(step)
    pages = connection.execute("SELECT DISTINCT page_id FROM lines ORDER BY page_id").fetchall()
    firsts = [None, *(page_id for (page_id,) in pages[BATCH_PAGES::BATCH_PAGES])]
    for first, following in zip(firsts, [*firsts[1:], None], strict=True):
        for step in (PAGES, NAMED, THREADS):
            connection.execute(step.format(where=OF_BATCH), {"first": first, "next": following})
    connection.execute("CREATE TEMP TABLE unsorted AS FROM ix.id")
    connection.execute(IDS.format(target="unsorted", where="true"))
    for part in range(SORTED_PARTS):
        connection.execute(SORTED, {"part": part})
    connection.execute("DROP TABLE unsorted")
    connection.execute(SPEAKERS.format(where="true"))
    for thing, words in DOCUMENTATION.items():
        connection.execute(f"COMMENT ON {thing} IS {literal(words)}")


def begin_change(connection: duckdb.DuckDBPyConnection) -> None:
    """Call it before rows of the pages in `touched` are altered."""
    connection.execute("CREATE TEMP TABLE voices (speaker VARCHAR)")
    connection.execute(VOICES)


def change(connection: duckdb.DuckDBPyConnection) -> None:
    """Bring the tables up to date once the rows of the pages in `touched` were altered."""
    connection.execute(VOICES)
    for step in AWAY:
        connection.execute(step)
    for step in (PAGES, IDS, NAMED, THREADS):
        connection.execute(step.format(where=OF_TOUCHED, target="ix.id"))
    connection.execute(SPEAKERS.format(where="q.speaker IN (FROM voices)"))
