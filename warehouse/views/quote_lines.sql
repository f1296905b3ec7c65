-- Every quotation with the line to cite: which page, which line, under which headline.
--   speaker: Full name of the speaker where the page gives it
--   text: What is said, without the quotation marks
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
CREATE VIEW quote_lines AS
SELECT q.quote_id, q.speaker, q.text, q.cue, q.is_direct, p.title, p.publisher, p.published_at, p.file, q.line_no,
  p.page_id, p.article_id, q.speaker_entity_id, q.span_start, q.span_end
FROM ix.quote q
JOIN ix.page p ON p.page_key = q.page_key;
