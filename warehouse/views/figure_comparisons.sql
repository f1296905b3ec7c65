-- Which things do several figures count? One row for each thing, currency, rate and place (without one, page) of two or more.
--   thing: What is counted, folded to its head noun; the currency where money has no unit
--   place: Place that the figures are about
--   lowest: Lowest value that anyone gives
--   highest: Highest value that anyone gives
--   figure_count: Figures side by side; copies of a story count once
--   claimant_count: Named claimants among them
--   comparison_key: Number to find them by in figures_side_by_side
CREATE VIEW figure_comparisons AS
SELECT c.thing, e.name AS place, c.currency, c.rate, c.lowest, c.highest, c.figure_count, c.claimant_count,
  e.entity_id AS place_entity_id, c.comparison_key
FROM ix.comparison c JOIN ix.entity e ON e.entity_key = c.place_key;
