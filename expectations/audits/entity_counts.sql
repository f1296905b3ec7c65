-- gate entities: The counts of an entity are those of its mentions.
WITH counted AS (
  SELECT entity_id, count(*) AS mention_rows, count(DISTINCT article_id) AS article_rows FROM mentions GROUP BY entity_id
)
SELECT entities.entity_id, entities.mention_count, counted.mention_rows, entities.article_count, counted.article_rows
FROM entities
LEFT JOIN counted ON counted.entity_id = entities.entity_id
WHERE (entities.mention_count, entities.article_count)
  <> (coalesce(counted.mention_rows, 0), coalesce(counted.article_rows, 0))
