-- Which articles and comments say this? Ranked by BM25, each with the line that has most of the words: search('grain port', k := 5).
--   kind: article or comment
--   id: Its article_id or comment_id
--   score: BM25 of the words asked for
--   author: Who wrote the comment
--   line_no: Number of the line in pages.text, counted from 0, blank lines included
--   snippet: The line's words around the first hit
CREATE MACRO search(q, k := 20) AS TABLE
WITH total AS (SELECT count(*) AS texts FROM ft.doc),
-- No posting weighs more than 2.2 (BM25's saturation and 1), so no term gives a text more than `most`.
rare AS MATERIALIZED (
  SELECT term, rarity, 2.2 * rarity AS most
  FROM (SELECT term, doc_count, ln(1 + (texts - doc_count + 0.5) / (doc_count + 0.5)) AS rarity FROM ft.term, total
    WHERE term IN (SELECT unnest(ft.terms(q))))),
-- What the k best have at least: the k best of every sixteenth text. Scores are sums of whole numbers, the same in any order.
least AS MATERIALIZED (
  SELECT CASE WHEN texts >= k THEN lowest - 1e-6 ELSE 0 END AS score FROM (
    SELECT count(*) AS texts, min(score) AS lowest FROM (
      SELECT sum(CAST(weight * rarity * 1e9 AS BIGINT)) / 1e9 AS score FROM ft.post JOIN rare USING (term)
      WHERE doc_no % 16 = 0 GROUP BY doc_no ORDER BY score DESC LIMIT k))),
-- A term gives a text of the k best what all others cannot (`need`); and one of its terms is among the rarest (`is_key`),
-- since all others together give less.
asked AS MATERIALIZED (
  SELECT term, rarity, score - (sum(most) OVER () - most) AS need, sum(most) OVER (ORDER BY most, term) >= score AS is_key
  FROM rare, least),
keyed AS MATERIALIZED (
  SELECT DISTINCT doc_no FROM ft.post JOIN (FROM asked WHERE is_key) USING (term)
  WHERE weight * rarity >= need AND EXISTS (FROM asked WHERE need > 0 OR NOT is_key)),
-- The limit tells the optimizer that these are few, so that their postings are found by them.
few AS MATERIALIZED (
  FROM keyed WHERE (SELECT count(*) FROM keyed) <= 500_000 LIMIT 500_000),
theirs AS MATERIALIZED (
  SELECT term, doc_no, weight FROM ft.post JOIN few USING (doc_no) WHERE term IN (SELECT term FROM rare)),
hit AS (
  SELECT doc_no, weight * rarity AS part FROM theirs JOIN rare USING (term)
  UNION ALL
  SELECT doc_no, weight * rarity FROM ft.post JOIN (FROM asked WHERE NOT EXISTS (FROM few)) USING (term)
  WHERE weight * rarity >= need),
best AS (
  SELECT doc_no, sum(CAST(part * 1e9 AS BIGINT)) / 1e9 AS score FROM hit
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
  JOIN ix.page a ON a.page_key = ix.key(f.page_id)
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
