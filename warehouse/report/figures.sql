-- Where do the figures differ?
SELECT thing, place, rate, min(lowest) AS lowest, max(highest) AS highest, any_value(claimant_count) AS claimants,
  any_value(figure_count) AS figures
FROM figures_side_by_side
WHERE place IS NOT NULL AND claimant_count > 1 AND 0 < lowest AND lowest < highest
  AND thing NOT IN ('second', 'minute', 'hour', 'day', 'week', 'month', 'year', 'time')
GROUP BY thing, place, rate, currency, place_entity_id
ORDER BY claimants DESC, figures DESC, thing, place, rate LIMIT 12
