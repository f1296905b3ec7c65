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
CREATE VIEW figures_side_by_side AS
SELECT thing, place, currency, rate,
  min(coalesce(value_min, value_max)) OVER same AS lowest, max(coalesce(value_max, value_min)) OVER same AS highest,
  count(*) OVER same AS figure_count, count(DISTINCT claimant) OVER same AS claimant_count,
  claimant, value_min, value_max, is_approximate, text, title, publisher, published_at, file, line_no, figure_id,
  place_entity_id, page_id
FROM figure_lines
WHERE thing IS NOT NULL AND is_story_original
WINDOW same AS (PARTITION BY thing, currency, rate, place_entity_id, place,
  CASE WHEN place_entity_id IS NULL THEN page_id END)
QUALIFY figure_count > 1;
