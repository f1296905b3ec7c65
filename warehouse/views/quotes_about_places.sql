-- Who said what about which place: quotations whose own words, or whose line, name a place.
--   text: What is said, without the quotation marks
--   place: Canonical name of the place
--   is_in_quote: The quotation's own words name the place
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
CREATE VIEW quotes_about_places AS
WITH named AS (
  SELECT m.page_id, m.span_start, m.span_end, e.name AS place, e.country_code, e.entity_id AS place_entity_id,
    l.starts, l.ends, l.line_nos, ix.line_at(l.starts, l.ends, m.span_start) AS at_line
  FROM mentions m
  JOIN entities e ON e.entity_id = m.entity_id AND e.type = 'place'
  LEFT JOIN ix.page l ON l.page_id = m.page_id),
placed AS (
  SELECT page_id, span_start, span_end, place, country_code, place_entity_id, coalesce(starts[at_line], span_start)
    AS first_char, coalesce(ends[at_line] - 1, span_end) AS last_char, line_nos[at_line] AS line_no
  FROM named)
SELECT q.speaker, q.text, m.place, m.country_code, m.span_start >= q.span_start AND m.span_end <= q.span_end
  AS is_in_quote, a.title, a.publisher, a.published_at, parse_filename(p.source_uri) AS file, m.line_no, q.quote_id,
  m.place_entity_id
FROM placed m
JOIN quotes q ON q.page_id = m.page_id AND q.span_start BETWEEN m.first_char AND m.last_char
JOIN articles a ON a.article_id = q.article_id
JOIN pages p ON p.page_id = q.page_id;
