"""How are words found in a million articles without reading them?

`index` builds the tables behind the macro `search` into a release's DuckDB file, in the schema `ft`: an inverted index
over articles (title, standfirst, body) and comments that ranks with BM25. It is plain SQL, so that readers need no
extension, and its terms and weights depend on the texts alone.

    ft.doc    one text: its number, kind ('article' or 'comment'), id and page
    ft.term   one term: how rare it is
    ft.post   one term in one text, in the order of terms: how much it weighs there

A term is the hash of a word without case, accents and plural, so that no vocabulary has to be kept and joined.
"""

from typing import Final

import duckdb

from warehouse.schema import literal

# The usual constants of BM25 (Robertson and Zaragoza 2009): how soon a repeated word counts no more, and how
# much a long text is held against it. A text's length is counted in characters: only its ratio to the mean matters.
SATURATION: Final = 1.2
LENGTH_SHARE: Final = 0.75
# Texts whose words are counted at once: 400,000 texts in one go do not fit into 1 GB, 20,000 at a time do.
BATCH_TEXTS: Final = 20_000

WORDS: Final = r"""
CREATE MACRO ft.words(text) AS regexp_extract_all(
  strip_accents(lower(regexp_replace(text, '[''’][sS]\b', '', 'g'))), '[\p{L}\p{N}]+')
"""

# Plurals without a dictionary: Harman's S-stemmer (1991), with the nouns in -ches, -shes, -xes and -sses besides.
STEM: Final = """
CREATE MACRO ft.stem(word) AS CASE
  WHEN length(word) < 4 OR NOT ends_with(word, 's') THEN word
  WHEN word IN ('calories', 'cookies', 'movies', 'prairies', 'sorties', 'zombies') THEN left(word, -1)
  WHEN ends_with(word, 'ies') AND NOT ends_with(word, 'aies') AND NOT ends_with(word, 'eies')
    THEN left(word, -3) || 'y'
  WHEN ends_with(word, 'ches') OR ends_with(word, 'shes') OR ends_with(word, 'xes') OR ends_with(word, 'sses')
    THEN left(word, -2)
  WHEN ends_with(word, 'us') OR ends_with(word, 'ss') THEN word
  ELSE left(word, -1) END
"""

TERMS: Final = """
CREATE MACRO ft.terms(text) AS
  list_distinct(list_transform(ft.words(text), lambda word: md5_number_lower(ft.stem(word))))
"""

TEXTS: Final = """
CREATE TEMP VIEW texts AS
SELECT 'article' AS kind, article_id AS id, page_id, concat_ws(chr(10), title, standfirst, body) AS text FROM articles
UNION ALL
SELECT 'comment', comment_id, page_id, text FROM comments
"""

DOC: Final = """
CREATE TABLE ft.doc AS
SELECT CAST(row_number() OVER (ORDER BY page_id, kind, id) AS INTEGER) AS doc_no, kind, id, page_id,
  length(text) AS char_count
FROM texts ORDER BY doc_no
"""

BATCHES: Final = """
SELECT page_id, lead(page_id) OVER (ORDER BY page_id)
FROM (SELECT DISTINCT page_id FROM ft.doc WHERE doc_no % ? = 1) ORDER BY page_id
"""

POSTING: Final = "CREATE TEMP TABLE posting (term UBIGINT, doc_no INTEGER, weight FLOAT)"

BATCH: Final = f"""
INSERT INTO posting
WITH text AS (
  SELECT doc_no, char_count, text
  FROM texts JOIN ft.doc USING (kind, id, page_id) WHERE page_id >= $first AND ($next IS NULL OR page_id < $next)),
word AS (SELECT doc_no, char_count, unnest(ft.words(text)) AS word FROM text),
counted AS (SELECT doc_no, char_count, ft.stem(word) AS stem, count(*) AS times FROM word GROUP BY ALL)
SELECT md5_number_lower(stem), doc_no, times * {SATURATION + 1} / (
  times + {SATURATION} * ({1 - LENGTH_SHARE} + {LENGTH_SHARE} * char_count / $mean))
FROM counted
"""

POST: Final = "CREATE TABLE ft.post AS SELECT term, doc_no, weight FROM posting ORDER BY term, doc_no"

TERM: Final = """
CREATE TABLE ft.term AS
SELECT term, CAST(ln(1 + ((SELECT count(*) FROM ft.doc) - count(*) + 0.5) / (count(*) + 0.5)) AS FLOAT) AS rarity
FROM ft.post GROUP BY term ORDER BY term
"""

DOCUMENTATION: Final = {
    "TABLE ft.doc": "One text that can be searched: an article or a comment.",
    "TABLE ft.term": "One term: the hash of a word without case, accents and plural.",
    "TABLE ft.post": "One term in one text.",
    "COLUMN ft.doc.doc_no": "Number of the text in the index",
    "COLUMN ft.doc.kind": "article or comment",
    "COLUMN ft.doc.id": "Its article_id or comment_id",
    "COLUMN ft.doc.page_id": "Page that it comes from",
    "COLUMN ft.doc.char_count": "Its length in characters",
    "COLUMN ft.term.term": "Hash of the word",
    "COLUMN ft.term.rarity": "BM25's inverse document frequency",
    "COLUMN ft.post.term": "Hash of the word",
    "COLUMN ft.post.doc_no": "Number of the text",
    "COLUMN ft.post.weight": "BM25's weight of the term in the text, without its rarity",
}


def index(connection: duckdb.DuckDBPyConnection) -> None:
    """Build the search index of the articles and comments that the database holds."""
    for step in ("CREATE SCHEMA ft", WORDS, STEM, TERMS, TEXTS, DOC, POSTING):
        connection.execute(step)
    _fill(connection)
    for step in (POST, TERM, "DROP TABLE posting", "DROP VIEW texts"):
        connection.execute(step)
    for thing, words in DOCUMENTATION.items():
        connection.execute(f"COMMENT ON {thing} IS {literal(words)}")


def _fill(connection: duckdb.DuckDBPyConnection) -> None:
    """Weigh every term of every text, some pages at a time."""
    ((mean,),) = connection.execute("SELECT greatest(avg(char_count), 1) FROM ft.doc").fetchall()
    for first, following in connection.execute(BATCHES, [BATCH_TEXTS]).fetchall():
        connection.execute(BATCH, {"first": first, "next": following, "mean": mean})
