-- When is which place in the news? One row for each day, place and article: days said in the place's line, else the publication.
--   day: The day, in UTC
--   day_basis: What day rests on: said (in the same line), published, or captured (the latest that it can be)
--   place: Canonical name of the place
--   mention_count: Mentions of the place in the article that this day goes with
--   title: Headline of the article
--   publisher: Name of the publisher
CREATE VIEW place_timeline AS
WITH named AS (
  SELECT m.entity_id, e.name, e.country_code, e.latitude, e.longitude, m.page_id, m.article_id, m.mention_id,
    l.starts, l.ends, ix.line_at(l.starts, l.ends, m.span_start) AS at_line
  FROM mentions m
  JOIN entities e ON e.entity_id = m.entity_id AND e.type = 'place'
  LEFT JOIN ix.page l ON l.page_id = m.page_id
  WHERE m.field <> 'comment'),
placed AS (
  SELECT * EXCLUDE (starts, ends, at_line), starts[at_line] AS line_start, ends[at_line] AS line_end FROM named),
dated AS (
  SELECT p.*, a.title, a.publisher, coalesce(utc_day(s.resolved_start), utc_day(a.published_at),
    utc_day(a.not_published_after)) AS day, CASE WHEN s.resolved_start IS NOT NULL THEN 'said'
    WHEN a.published_at IS NOT NULL THEN 'published' ELSE 'captured' END AS day_basis
  FROM placed p LEFT JOIN articles a ON a.article_id = p.article_id
  LEFT JOIN dates s ON s.page_id = p.page_id AND s.precision = 'day'
    AND s.span_start BETWEEN p.line_start AND p.line_end - 1)
SELECT day, day_basis, name AS place, country_code, latitude, longitude,
  count(DISTINCT mention_id) AS mention_count, title, publisher, entity_id AS place_entity_id, article_id
FROM dated WHERE day IS NOT NULL AND article_id IS NOT NULL
GROUP BY ALL;
