-- Who and what is named most?
SELECT type, name, article_count AS articles, mention_count AS mentions
FROM entities WHERE type IN ('person', 'organization', 'place')
QUALIFY row_number() OVER (PARTITION BY type ORDER BY article_count DESC, mention_count DESC, name, entity_id) <= 10
ORDER BY type, articles DESC, mentions DESC, name
