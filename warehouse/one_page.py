"""What does a release know of one page? Its row, its lines, its comments, and everything that is marked in its text."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from warehouse.answers import ask
from warehouse.named import named

# An address or a path in whole means nothing else; what is none is the beginning of a page id or the end of a path.
MEANT: Final = """
WITH meant AS (SELECT *, url = $1 OR list_contains($2, source_uri) AS is_whole FROM pages
  WHERE is_whole OR starts_with(page_id, $1) OR ends_with(source_uri, $3[1]) OR ends_with(source_uri, $3[2]))
SELECT page_id FROM meant
QUALIFY is_whole IS TRUE OR NOT coalesce(bool_or(is_whole) OVER (), false)
ORDER BY status <> 'article', source_uri, record_no LIMIT 20
"""
# Names that mean different pages are less alike: of the pairs among the sample pages one in a hundred has 0.73 or more.
ALIKE: Final = 0.75
NEAR: Final = """
WITH found AS (SELECT DISTINCT parse_filename(source_uri) AS name FROM pages),
names AS (SELECT coalesce(try(url_decode(name)), name) AS name FROM found),
folded AS (SELECT name, regexp_replace(lower(name), $3, '', 'g') AS has,
    regexp_replace(lower($1), $3, '', 'g') AS wanted
  FROM names)
SELECT name FROM folded WHERE wanted <> '' AND (contains(has, wanted) OR jaro_winkler_similarity(has, wanted) >= $2)
ORDER BY contains(has, wanted) DESC, jaro_winkler_similarity(has, wanted) DESC, name LIMIT 3
"""
BETWEEN_WORDS: Final = "[[:punct:][:space:]]"
LINES: Final = """
SELECT line_no, role, rule, confidence, span_start, substr(p.text, span_start + 1, span_end - span_start) AS text
FROM lines JOIN pages p USING (page_id) WHERE page_id = ? ORDER BY line_no
"""
MENTIONS: Final = """
SELECT 'mention' AS kind, e.name AS label, m.type AS detail, m.surface AS text, m.span_start, m.span_end,
  e.latitude, e.longitude
FROM mentions m JOIN entities e USING (entity_id) WHERE m.page_id = ? ORDER BY m.span_start
"""
QUOTES: Final = """
SELECT 'quote' AS kind, speaker AS label, speaker_basis AS detail, text, span_start, span_end
FROM quotes WHERE page_id = ? ORDER BY span_start
"""
FIGURES: Final = """
SELECT 'figure' AS kind, claimant AS label, coalesce(unit, currency) AS detail, text, span_start, span_end, value_min,
  value_max
FROM figures WHERE page_id = ? ORDER BY span_start
"""
DATES: Final = """
SELECT 'date' AS kind, utc_day(resolved_start) AS label, basis AS detail, text, span_start, span_end
FROM dates WHERE page_id = ? ORDER BY span_start
"""
COMMENTS: Final = """
SELECT comment_id, parent_id, author, text, posted_at, posted_text, parent_basis, span_start
FROM comments WHERE page_id = ? ORDER BY position
"""

Record = dict[str, Any]


class OnePage(NamedTuple):
    """A page: `marks` are its mentions, quotes, figures and dates; a copy has the lines and marks of its original."""

    page: Record
    articles: list[Record]
    lines: list[Record]
    marks: list[Record]
    comments: list[Record]
    run: Record  # the last of the release


def page_ids(database: Path, wanted: str) -> list[str]:
    """The pages that a page id, the beginning of one, an address, a path or its end means; articles first."""
    if not wanted:
        return []
    return [page_id for (page_id,) in ask(database, MEANT, [*named(wanted)]).rows]


def near_names(database: Path, wanted: str) -> list[str]:
    """The names of input files that hold or resemble a name that no page has."""
    return [name for (name,) in ask(database, NEAR, [named(Path(wanted).name).text, ALIKE, BETWEEN_WORDS]).rows]


def one_page(database: Path, page_id: str) -> OnePage:
    """Everything about one page."""
    (page,) = _records(database, "SELECT * FROM pages WHERE page_id = ?", [page_id])
    read = page["duplicate_of"] or page_id
    if page["duplicate_of"]:
        page["text"] = _records(database, "SELECT text FROM pages WHERE page_id = ?", [read])[0]["text"]
    marks = [mark for query in (MENTIONS, QUOTES, FIGURES, DATES) for mark in _records(database, query, [read])]
    return OnePage(
        page,
        _records(database, "SELECT * FROM articles WHERE page_id = ? ORDER BY article_id", [read]),
        _records(database, LINES, [read]),
        marks,
        _records(database, COMMENTS, [read]),
        _records(database, "SELECT run_id, started_at, version FROM runs ORDER BY started_at DESC LIMIT 1")[0],
    )


def _records(database: Path, query: str, parameters: Sequence[Any] = ()) -> list[Record]:
    answer = ask(database, query, parameters)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.rows]
