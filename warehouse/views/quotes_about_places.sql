-- Who said what about which place: quotations whose own words, or whose line, name a place.
--   text: What is said, without the quotation marks
--   place: Canonical name of the place
--   is_in_quote: The quotation's own words name the place
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
CREATE VIEW quotes_about_places AS
SELECT q.speaker, q.text, e.name AS place, e.country_code, m.is_in_quote, p.title, p.publisher, p.published_at, p.file,
  m.line_no, q.quote_id, m.entity_id AS place_entity_id
FROM ix.entity e
JOIN ix.place_quote m ON m.entity_key = e.entity_key
JOIN ix.quote q ON q.quote_key = m.quote_key
JOIN ix.page p ON p.page_key = m.page_key;
