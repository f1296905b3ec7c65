-- Every figure with what it counts, whose claim it is, and the line to cite.
--   thing: What is counted, folded to its head noun; the currency where money has no unit
--   text: The words, exactly as in pages.text
--   place: Place that the figure is about
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
--   comparison_key: Number that all figures of one comparison share, as in figure_comparisons; null for copies of a story
CREATE VIEW figure_lines AS
SELECT f.figure_id, f.thing, f.value_min, f.value_max, f.is_approximate, f.unit, f.currency, f.rate, f.text, f.claimant,
  e.name AS place, f.period_start, f.period_end, p.title, p.publisher, p.published_at, p.file, f.line_no, p.page_id,
  p.article_id, f.comment_id, e.entity_id AS place_entity_id, f.claimant_entity_id,
  coalesce(p.is_story_original, true) AS is_story_original, f.comparison_key
FROM ix.figure f
JOIN ix.entity e ON e.entity_key = f.place_key
JOIN ix.page p ON p.page_key = f.page_key;
