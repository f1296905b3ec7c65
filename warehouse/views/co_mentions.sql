-- Which things appear together? Pairs named in one article; every pair stands both ways round. Copies of a story count once.
--   name: Canonical name of the one
--   type: Kind of thing of the one
--   other_name: Canonical name of the other
--   other_type: Kind of thing of the other
--   article_count: Articles that name both
--   entity_id: The one
--   other_entity_id: The other
CREATE VIEW co_mentions AS
WITH named AS (
  SELECT DISTINCT e.name, e.type, e.entity_id, m.entity_key, m.page_key
  FROM ix.entity e JOIN ix.mention m ON m.entity_key = e.entity_key
  WHERE m.field <> 'comment'),
beside AS (
  SELECT n.name, n.type, n.entity_id, n.entity_key, unnest(p.things) AS other_key
  FROM named n JOIN ix.page p ON p.page_key = n.page_key),
pair AS (
  SELECT name, type, entity_id, other_key, count(*) AS article_count
  FROM beside WHERE other_key <> entity_key GROUP BY ALL)
SELECT pair.name, pair.type, other.name AS other_name, other.type AS other_type, pair.article_count, pair.entity_id,
  other.entity_id AS other_entity_id
FROM pair JOIN ix.entity other ON other.entity_key = pair.other_key;
