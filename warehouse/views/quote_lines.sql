-- Every quotation with the line to cite: which page, which line, under which headline.
--   speaker: Full name of the speaker where the page gives it
--   text: What is said, without the quotation marks
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
CREATE VIEW quote_lines AS
SELECT q.quote_id, q.speaker, q.text, q.cue, q.is_direct, a.title, a.publisher, a.published_at,
  parse_filename(p.source_uri) AS file,
  l.line_nos[ix.line_at(l.starts, l.ends, q.span_start)] AS line_no, q.page_id, q.article_id, q.speaker_entity_id,
  q.span_start, q.span_end
FROM quotes q
JOIN articles a USING (article_id)
JOIN pages p ON p.page_id = q.page_id
LEFT JOIN ix.page l ON l.page_id = q.page_id;
