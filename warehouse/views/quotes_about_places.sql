-- Who said what about which place: quotations whose own words, or whose line, name a place.
--   text: What is said, without the quotation marks
--   place: Canonical name of the place
--   is_in_quote: The quotation's own words name the place
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
CREATE VIEW quotes_about_places AS
SELECT q.speaker, q.text, e.name AS place, e.country_code, m.span_start >= q.span_start AND m.span_end <= q.span_end
  AS is_in_quote, a.title, a.publisher, a.published_at, parse_filename(p.source_uri) AS file, l.line_no, q.quote_id,
  e.entity_id AS place_entity_id
FROM mentions m
JOIN entities e ON e.entity_id = m.entity_id AND e.type = 'place'
LEFT JOIN lines l ON l.page_id = m.page_id AND m.span_start BETWEEN l.span_start AND l.span_end - 1
JOIN quotes q ON q.page_id = m.page_id
  AND q.span_start BETWEEN coalesce(l.span_start, m.span_start) AND coalesce(l.span_end - 1, m.span_end)
JOIN articles a ON a.article_id = q.article_id
JOIN pages p ON p.page_id = q.page_id;
