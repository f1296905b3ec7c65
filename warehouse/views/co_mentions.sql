-- Which things appear together? Pairs named in one article; every pair stands both ways round. Copies of a story count once.
--   name: Canonical name of the one
--   type: Kind of thing of the one
--   other_name: Canonical name of the other
--   other_type: Kind of thing of the other
--   article_count: Articles that name both
--   entity_id: The one
--   other_entity_id: The other
CREATE VIEW co_mentions AS
SELECT one.name, one.type, other.name AS other_name, other.type AS other_type,
  count(DISTINCT m.article_id) AS article_count, one.entity_id, other.entity_id AS other_entity_id
FROM mentions m
JOIN mentions o ON o.article_id = m.article_id AND o.entity_id <> m.entity_id
JOIN articles a ON a.article_id = m.article_id
JOIN entities one ON one.entity_id = m.entity_id JOIN entities other ON other.entity_id = o.entity_id
WHERE m.field <> 'comment' AND o.field <> 'comment' AND a.is_story_original
GROUP BY one.name, one.type, other.name, other.type, one.entity_id, other.entity_id;
