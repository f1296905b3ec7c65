"""What do the tables in `ix` share that are made of some pages? Their rows, with keys and lines, as temporary tables.

Each statement has a place for the condition on `page_id` that says which pages; `warehouse/shortcuts.py` runs them.
"""

from typing import Final

PAGES: Final = """
CREATE OR REPLACE TEMP TABLE own AS
SELECT page_id, ix.key(page_id) AS page_key FROM pages WHERE {where} ORDER BY page_id
"""
LINES: Final = """
CREATE OR REPLACE TEMP TABLE own_lines AS
SELECT page_id, line_no, span_start, span_end, rule FROM lines WHERE {where}
"""
ARTICLES: Final = """
CREATE OR REPLACE TEMP TABLE own_articles AS
SELECT article_id, page_id, page_key, title, published_at, not_published_after, comment_count, is_story_original, doc_no
FROM (FROM articles WHERE {where}) JOIN own USING (page_id)
LEFT JOIN (SELECT page_id, doc_no FROM ft.doc WHERE kind = 'article' AND {where}) USING (page_id)
"""
NAMED: Final = """
CREATE OR REPLACE TEMP TABLE own_mentions AS
SELECT m.entity_id, ix.key(m.entity_id) AS entity_key, own.page_key, CAST(l.line_no AS INTEGER) AS line_no,
  CAST(m.span_start AS INTEGER) AS span_start, m.span_end,
  l.span_start AS line_start, l.span_end AS line_end, m.page_id, m.field, m.surface, m.entity_basis, m.usage,
  m.comment_id, m.mention_id, e.entity_id IS NOT NULL AS is_place
FROM (FROM mentions WHERE {where}) m
JOIN own USING (page_id)
LEFT JOIN own_lines l ON l.page_id = m.page_id AND m.span_start >= l.span_start AND m.span_start < l.span_end
LEFT JOIN (SELECT entity_id FROM entities WHERE type = 'place') e ON e.entity_id = m.entity_id
"""
QUOTED: Final = """
CREATE OR REPLACE TEMP TABLE own_quotes AS
SELECT ix.key(q.quote_id) AS quote_key, q.* FROM quotes q WHERE {where}
"""
THREADED: Final = """
CREATE OR REPLACE TEMP TABLE own_threads AS
WITH RECURSIVE said AS (
  SELECT page_key, page_id, comment_id, parent_id, position, author
  FROM comments JOIN own USING (page_id) WHERE {where}),
tree AS (
  SELECT page_key, page_id, comment_id, author, comment_id AS thread_id, [position] AS path
  FROM said WHERE parent_id IS NULL
  UNION ALL
  SELECT s.page_key, s.page_id, s.comment_id, s.author, t.thread_id, list_append(t.path, s.position)
  FROM said s JOIN tree t ON s.parent_id = t.comment_id)
FROM tree
"""
BATCH: Final = (PAGES, LINES, ARTICLES, NAMED, QUOTED, THREADED)
