-- Which articles and comments say this? Ranked by BM25, each with the line that has most of the words: search('grain port', k := 5).
--   kind: article or comment
--   id: Its article_id or comment_id
--   score: BM25 of the words asked for
--   author: Who wrote the comment
--   line_no: Number of the line in pages.text, counted from 0, blank lines included
--   snippet: The line's words around the first hit
CREATE MACRO search(q, k := 20) AS TABLE
WITH total AS (SELECT count(*) AS texts FROM ft.doc),
rare AS (
  SELECT term, ln(1 + (texts - doc_count + 0.5) / (doc_count + 0.5)) AS rarity FROM ft.term, total
  WHERE term IN (SELECT unnest(ft.terms(q)))),
best AS (
  SELECT doc_no, sum(weight * rarity) AS score FROM ft.post JOIN rare USING (term)
  GROUP BY doc_no ORDER BY score DESC, doc_no LIMIT k),
-- What is found is read by the numbers of its rows, so that what lies between is not.
found AS MATERIALIZED (
  SELECT d.doc_no, d.kind, d.id, d.page_id, best.score FROM (
    FROM ft.doc WHERE rowid IN (SELECT rowid FROM ft.doc WHERE doc_no IN (SELECT doc_no FROM best))) d
  JOIN best USING (doc_no)),
page AS MATERIALIZED (
  SELECT page_id, source_uri, publisher, url, text FROM pages
  WHERE rowid IN (SELECT rowid FROM pages WHERE page_id IN (SELECT page_id FROM found))),
said AS MATERIALIZED (
  SELECT comment_id, article_id, page_id, author, posted_at, span_start, span_end FROM comments
  WHERE rowid IN (SELECT rowid FROM comments WHERE page_id IN (SELECT page_id FROM found WHERE kind = 'comment'))),
candidate AS (
  SELECT f.id, l.line_no, l.role, substr(p.text, l.span_start + 1, l.span_end - l.span_start) AS words, a.title,
    c.author, coalesce(c.posted_at, a.published_at) AS published_at
  FROM found f
  JOIN page p USING (page_id)
  JOIN lines l ON l.page_id = f.page_id
  LEFT JOIN said c ON c.comment_id = f.id AND c.page_id = f.page_id
  JOIN ix.article a ON a.article_key = coalesce(ix.key(CASE f.kind WHEN 'article' THEN f.id ELSE c.article_id END), 0)
  WHERE CASE f.kind WHEN 'article' THEN l.role IN ('title', 'standfirst', 'body', 'subheading')
    ELSE l.role = 'comment' AND l.span_start < c.span_end AND l.span_end > c.span_start END),
line AS (
  SELECT *, row_number() OVER (PARTITION BY id
    ORDER BY len(list_intersect(ft.terms(words), ft.terms(q))) DESC, role = 'title', line_no) AS place
  FROM candidate)
SELECT f.kind, f.score, p.publisher, l.title, l.author, l.published_at, snippet(l.words, q) AS snippet, l.line_no,
  parse_filename(p.source_uri) AS file, p.url, f.page_id, f.id
FROM found f JOIN page p USING (page_id) LEFT JOIN line l ON l.id = f.id AND l.place = 1
ORDER BY f.score DESC, f.doc_no;
