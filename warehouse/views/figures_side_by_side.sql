-- What do different sources say of the same thing? Figures that share thing, currency, rate and place (without one, the page).
--   thing: What is counted, folded to its head noun; the currency where money has no unit
--   lowest: Lowest value that anyone gives
--   highest: Highest value that anyone gives
--   figure_count: Figures side by side; copies of a story count once
--   claimant_count: Named claimants among them
--   text: The words, exactly as in pages.text
--   place: Place that the figures are about
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
--   comparison_key: Number that all figures of one comparison share, as in figure_comparisons
CREATE VIEW figures_side_by_side AS
SELECT c.thing, e.name AS place, c.currency, c.rate, c.lowest, c.highest, c.figure_count, c.claimant_count, f.claimant,
  f.value_min, f.value_max, f.is_approximate, f.text, p.title, p.publisher, p.published_at, p.file, f.line_no,
  f.figure_id, e.entity_id AS place_entity_id, p.page_id, f.comparison_key
FROM ix.figure f
JOIN ix.comparison c ON c.comparison_key = f.comparison_key
JOIN ix.entity e ON e.entity_key = f.place_key
JOIN ix.page p ON p.page_key = f.page_key;
