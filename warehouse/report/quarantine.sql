-- What was held back, and why?
SELECT reason, stage, count(*) AS held_back, min(parse_filename(source_uri)) AS example
FROM quarantine GROUP BY reason, stage ORDER BY held_back DESC, reason, stage LIMIT 15
