"""How are words found in a million articles without reading them?

`index` builds the tables behind the macro `search` into a release's DuckDB file, in the schema `ft`: an inverted index
over articles (title, standfirst, body) and comments that ranks with BM25. It is plain SQL, so that readers need no
extension, and its terms and weights depend on the texts alone. `change` brings an index up to date after a few texts
came and went; the mean length of the texts is rounded, so that few texts rarely change the weights of all others.

    ft.doc    one text: its number, kind ('article' or 'comment'), id and page
    ft.term   one term: in how many texts it stands
    ft.post   one term in one text, in the order of terms: how much it weighs there

A term is the hash of a word without case, accents and plural, so that no vocabulary has to be kept and joined.
"""

from typing import Final

import duckdb

from warehouse.schema import literal

# The usual constants of BM25 (Robertson and Zaragoza 2009): how soon a repeated word counts no more, and how
# much a long text is held against it. A text's length is counted in characters: only its ratio to the mean matters.
SATURATION: Final = 1.2  # no posting weighs more than one more than this, which views/search.sql rests on
LENGTH_SHARE: Final = 0.75
# Pages whose words are counted at once: those of 400,000 texts do not fit into 1 GB, of 20,000 at a time they do.
BATCH_PAGES: Final = 5_000

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

STEMS: Final = "CREATE MACRO ft.stems(text) AS list_transform(ft.words(text), lambda word: ft.stem(word))"

# md5_number_lower says the same by way of strings of bits, in four times as long.
TERM_OF: Final = "CREATE MACRO ft.term_of(word) AS CAST(md5_number(word) >> 64 AS UBIGINT)"

TERMS: Final = """
CREATE MACRO ft.terms(text) AS
  list_distinct(list_transform(ft.stems(text), lambda stem: ft.term_of(stem)))
"""

# Whether a text can have all words: it has the letters of the longest. It is not cut into words for it.
MAY_HAVE: Final = """
CREATE MACRO ft.may_have(text, q) AS contains(strip_accents(lower(text)), list_reduce(
  list_transform(ft.stems(q), lambda stem: rtrim(stem, 'y')),
  lambda one, other: CASE WHEN length(one) >= length(other) THEN one ELSE other END, NULL))
"""

TEXTS: Final = """
CREATE TEMP VIEW texts AS
SELECT 'article' AS kind, article_id AS id, page_id, concat_ws(chr(10), title, standfirst, body) AS text FROM {articles}
UNION ALL
SELECT 'comment', comment_id, page_id, text FROM {comments}
"""

DOC: Final = "CREATE TABLE ft.doc (doc_no INTEGER, kind VARCHAR, id VARCHAR, page_id VARCHAR, char_count BIGINT)"

NUMBERED: Final = """
INSERT INTO ft.doc
SELECT (SELECT coalesce(max(doc_no), 0) FROM ft.doc) + row_number() OVER (ORDER BY page_id, kind, id),
  kind, id, page_id, length(text)
FROM texts ORDER BY ALL
"""

# Two digits of the mean length: BM25 does not need more.
MEAN: Final = """
SELECT CASE WHEN mean IS NULL OR mean < 1 THEN 1 ELSE round(mean, 1 - CAST(floor(log10(mean)) AS INTEGER)) END
FROM (SELECT avg(char_count) AS mean FROM ft.doc)
"""

POSTING: Final = "CREATE TEMP TABLE posting (term UBIGINT, doc_no INTEGER, weight FLOAT)"

# Each word of a batch is made a term once, however many texts have it: a fifth less than for each text anew.
BATCH: Final = f"""
INSERT INTO posting
WITH text AS (
  SELECT doc_no, char_count, text
  FROM texts JOIN ft.doc USING (kind, id, page_id) WHERE page_id >= $first AND ($next IS NULL OR page_id < $next)),
word AS MATERIALIZED (SELECT doc_no, char_count, unnest(ft.words(text)) AS word FROM text),
vocabulary AS (SELECT word, ft.term_of(ft.stem(word)) AS term FROM (SELECT DISTINCT word FROM word)),
counted AS (
  SELECT term, doc_no, any_value(char_count) AS char_count, count(*) AS times
  FROM word JOIN vocabulary USING (word) GROUP BY term, doc_no)
SELECT term, doc_no, times * {SATURATION + 1} / (
  times + {SATURATION} * ({1 - LENGTH_SHARE} + {LENGTH_SHARE} * char_count / $mean))
FROM counted
"""

POST: Final = "CREATE TABLE ft.post (term UBIGINT, doc_no INTEGER, weight FLOAT)"
# Postings are sorted so many at a time, by ranges of terms: 16 bytes each, they then need no room on the disk.
SORTED_POSTINGS: Final = 2**24
SORTED: Final = """
INSERT INTO ft.post SELECT term, doc_no, weight FROM posting WHERE term BETWEEN $low AND $high ORDER BY term, doc_no
"""
TERM_BITS: Final = 64

TERM: Final = "CREATE TABLE ft.term AS SELECT term, count(*) AS doc_count FROM ft.post GROUP BY term ORDER BY term"

# Texts that are gone; `dead` holds their kinds and ids.
GONE: Final = (
    "CREATE TEMP TABLE gone AS SELECT doc_no FROM ft.doc SEMI JOIN dead USING (kind, id)",
    "CREATE TEMP TABLE lost AS SELECT term, count(*) AS times FROM ft.post SEMI JOIN gone USING (doc_no) GROUP BY term",
    "DELETE FROM ft.doc WHERE doc_no IN (FROM gone)",
)
CHANGED: Final = (
    "DELETE FROM ft.post WHERE doc_no IN (FROM gone)",
    "INSERT INTO ft.post SELECT term, doc_no, weight FROM posting ORDER BY term, doc_no",
    """CREATE TEMP TABLE moved AS SELECT term, sum(times) AS times FROM (
         SELECT term, count(*) AS times FROM posting GROUP BY term UNION ALL SELECT term, -times FROM lost)
       GROUP BY term HAVING sum(times) <> 0""",
    "UPDATE ft.term SET doc_count = doc_count + moved.times FROM moved WHERE moved.term = ft.term.term",
    "INSERT INTO ft.term SELECT term, times FROM moved ANTI JOIN ft.term USING (term) ORDER BY term",
    "DELETE FROM ft.term WHERE doc_count = 0",
)
AWAY: Final = tuple(f"DROP TABLE {name}" for name in ("posting", "gone", "lost", "moved"))

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
    "COLUMN ft.term.doc_count": "Texts that have it",
    "COLUMN ft.post.term": "Hash of the word",
    "COLUMN ft.post.doc_no": "Number of the text",
    "COLUMN ft.post.weight": "BM25's weight of the term in the text, without its rarity",
}


def index(connection: duckdb.DuckDBPyConnection) -> None:
    """Build the search index of the articles and comments that the database holds."""
    texts = TEXTS.format(articles="articles", comments="comments")
    for step in ("CREATE SCHEMA ft", WORDS, STEM, STEMS, TERM_OF, TERMS, MAY_HAVE, texts, DOC):
        connection.execute(step)
    connection.execute(NUMBERED)
    _weigh(connection, mean_length(connection))
    connection.execute(POST)
    ((count,),) = connection.execute("SELECT count(*) FROM posting").fetchall()
    step = 2**TERM_BITS // (count // SORTED_POSTINGS + 1) + 1
    for low in range(0, 2**TERM_BITS, step):
        connection.execute(SORTED, {"low": low, "high": min(low + step, 2**TERM_BITS) - 1})
    for step_after in (TERM, "DROP TABLE posting", "DROP VIEW texts"):
        connection.execute(step_after)
    for thing, words in DOCUMENTATION.items():
        connection.execute(f"COMMENT ON {thing} IS {literal(words)}")


def change(connection: duckdb.DuckDBPyConnection, articles: str, comments: str) -> bool:
    """Bring the index up to date: texts whose (kind, id) stand in `dead` go, those in two sources of rows come.

    Returns False, with nothing to be kept of the transaction, where the weights of all other texts change too.
    """
    mean = mean_length(connection)
    for step in GONE:
        connection.execute(step)
    connection.execute(TEXTS.format(articles=articles, comments=comments))
    connection.execute(NUMBERED)
    if mean_length(connection) != mean:
        return False
    _weigh(connection, mean)
    for step in (*CHANGED, "DROP VIEW texts", *AWAY):
        connection.execute(step)
    return True


def mean_length(connection: duckdb.DuckDBPyConnection) -> float:
    """The mean length of the texts in characters, as the weights have it."""
    ((mean,),) = connection.execute(MEAN).fetchall()
    return float(mean)


def _weigh(connection: duckdb.DuckDBPyConnection, mean: float) -> None:
    """Weigh every term of `texts` into `posting`, some pages at a time."""
    connection.execute(POSTING)
    pages = connection.execute("SELECT DISTINCT page_id FROM texts ORDER BY page_id").fetchall()
    firsts = [page_id for (page_id,) in pages[::BATCH_PAGES]]
    for first, following in zip(firsts, [*firsts[1:], None], strict=False):
        connection.execute(BATCH, {"first": first, "next": following, "mean": mean})
