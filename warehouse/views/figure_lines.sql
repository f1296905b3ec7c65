-- Every figure with what it counts, whose claim it is, and the line to cite.
--   thing: What is counted, folded to its head noun; the currency where money has no unit
--   text: The words, exactly as in pages.text
--   place: Place that the figure is about
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
CREATE VIEW figure_lines AS
SELECT f.figure_id, coalesce(thing(f.unit), f.currency) AS thing, f.value_min, f.value_max, f.is_approximate, f.unit,
  f.currency, f.rate, f.text, f.claimant, e.name AS place, f.period_start, f.period_end, a.title, p.publisher,
  a.published_at, parse_filename(p.source_uri) AS file,
  l.line_nos[ix.line_at(l.starts, l.ends, f.span_start)] AS line_no, f.page_id, f.article_id, f.comment_id,
  f.place_entity_id, f.claimant_entity_id, coalesce(a.is_story_original, true) AS is_story_original
FROM figures f
LEFT JOIN entities e ON e.entity_id = f.place_entity_id
JOIN pages p ON p.page_id = f.page_id
LEFT JOIN ix.page l ON l.page_id = f.page_id
LEFT JOIN articles a ON a.article_id = f.article_id;
