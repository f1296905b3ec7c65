-- Who says so, on which page, in which line? For the id of a quote, figure, mention, date, picture, comment or article.
--   kind: What the id is of
--   line_no: Number of its first line in pages.text, counted from 0, blank lines included
--   last_line_no: Number of its last line
--   words: The words, exactly as in pages.text; of an article its headline
--   line: The whole first line
--   file: Name of the input file
CREATE MACRO cite(cited) AS TABLE
-- `|| ''` keeps the comparison of ids out of the scan, which then skips all but the page's rows.
WITH place AS MATERIALIZED (
  SELECT page_id FROM ix.page WHERE page_key IN (SELECT page_key FROM ix.id WHERE id_key = ix.key(cited))),
page AS MATERIALIZED (SELECT pages.* FROM pages JOIN place USING (page_id)),
line AS MATERIALIZED (SELECT lines.* FROM lines JOIN place USING (page_id)),
span AS (
  SELECT 'quote' AS kind, page_id, span_start, span_end FROM quotes JOIN place USING (page_id)
    WHERE quote_id || '' = cited
  UNION ALL SELECT 'figure', page_id, span_start, span_end FROM figures JOIN place USING (page_id) WHERE figure_id || '' = cited
  UNION ALL SELECT 'mention', page_id, span_start, span_end FROM mentions JOIN place USING (page_id) WHERE mention_id || '' = cited
  UNION ALL SELECT 'date', page_id, span_start, span_end FROM dates JOIN place USING (page_id) WHERE date_id || '' = cited
  UNION ALL SELECT 'media', page_id, span_start, span_end FROM media JOIN place USING (page_id) WHERE media_id || '' = cited
  UNION ALL SELECT 'comment', page_id, span_start, span_end FROM comments JOIN place USING (page_id) WHERE comment_id || '' = cited
  UNION ALL (
    SELECT 'article', page_id, l.span_start, l.span_end
    FROM articles a JOIN place USING (page_id) JOIN line l USING (page_id) JOIN page p USING (page_id)
    WHERE a.article_id || '' = cited AND l.role IN ('title', 'standfirst', 'body')
    ORDER BY contains(substr(p.text, l.span_start + 1, l.span_end - l.span_start), a.title) DESC, l.role <> 'title',
      l.line_no LIMIT 1)),
touched AS (
  SELECT page_id, min(line_no) AS line_no, max(line_no) AS last_line_no,
    min(l.span_start) AS line_start, min_by(l.span_end, l.line_no) AS line_end
  FROM span s JOIN line l USING (page_id)
  WHERE l.span_start < s.span_end AND l.span_end > s.span_start GROUP BY page_id)
SELECT s.kind, parse_filename(p.source_uri) AS file, p.url, p.publisher, t.line_no, t.last_line_no,
  substr(p.text, s.span_start + 1, s.span_end - s.span_start) AS words,
  substr(p.text, t.line_start + 1, t.line_end - t.line_start) AS line,
  s.page_id, s.span_start, s.span_end, p.source_uri, p.record_no
FROM span s JOIN page p USING (page_id) LEFT JOIN touched t USING (page_id);
