-- Which things appear together? Pairs named in one article; every pair stands both ways round. Copies of a story count once.
--   name: Canonical name of the one
--   type: Kind of thing of the one
--   other_name: Canonical name of the other
--   other_type: Kind of thing of the other
--   article_count: Articles that name both
--   entity_id: The one
--   other_entity_id: The other
CREATE VIEW co_mentions AS
WITH thing AS (SELECT ix.key(entity_id) AS entity_key, entity_id, name, type FROM entities),
pair AS (
  SELECT one.name, one.type, one.entity_id, o.entity_key AS other_key, count(*) AS article_count
  FROM thing one
  JOIN ix.named m ON m.entity_key = one.entity_key
  JOIN ix.named o ON o.article_key = m.article_key AND o.entity_key <> m.entity_key
  GROUP BY one.name, one.type, one.entity_id, o.entity_key)
SELECT pair.name, pair.type, other.name AS other_name, other.type AS other_type, pair.article_count, pair.entity_id,
  other.entity_id AS other_entity_id
FROM pair JOIN thing other ON other.entity_key = pair.other_key;
