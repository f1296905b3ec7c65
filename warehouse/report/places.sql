-- Which places are in the news?
SELECT name, country_code AS country, latitude, longitude, article_count AS articles, mention_count AS mentions
FROM entities WHERE type = 'place' AND latitude IS NOT NULL AND longitude IS NOT NULL
ORDER BY articles DESC, mentions DESC, name, entity_id LIMIT 300
