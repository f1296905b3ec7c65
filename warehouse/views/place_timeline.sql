-- When is which place in the news? One row for each day, place and article: days said in the place's line, else the publication.
--   day: The day, in UTC
--   day_basis: What day rests on: said (in the same line), published, or captured (the latest that it can be)
--   place: Canonical name of the place
--   mention_count: Mentions of the place in the article that this day goes with
--   title: Headline of the article
--   publisher: Name of the publisher
CREATE VIEW place_timeline AS
WITH placed AS (
  SELECT m.entity_id, m.page_id, m.article_id, m.mention_id, l.line_no
  FROM mentions m
  JOIN entities e ON e.entity_id = m.entity_id AND e.type = 'place'
  JOIN lines l ON l.page_id = m.page_id AND m.span_start BETWEEN l.span_start AND l.span_end - 1
  WHERE m.field <> 'comment'),
said AS (
  SELECT d.page_id, l.line_no, utc_day(d.resolved_start) AS day
  FROM dates d JOIN lines l ON l.page_id = d.page_id AND d.span_start BETWEEN l.span_start AND l.span_end - 1
  WHERE d.precision = 'day'),
dated AS (
  SELECT p.entity_id, p.article_id, p.mention_id, coalesce(s.day, utc_day(a.published_at),
    utc_day(a.not_published_after)) AS day, CASE WHEN s.day IS NOT NULL THEN 'said'
    WHEN a.published_at IS NOT NULL THEN 'published' ELSE 'captured' END AS day_basis
  FROM placed p JOIN articles a ON a.article_id = p.article_id
  LEFT JOIN said s ON s.page_id = p.page_id AND s.line_no = p.line_no)
SELECT d.day, d.day_basis, e.name AS place, e.country_code, e.latitude, e.longitude,
  count(DISTINCT d.mention_id) AS mention_count, a.title, a.publisher, d.entity_id AS place_entity_id, d.article_id
FROM dated d JOIN entities e ON e.entity_id = d.entity_id JOIN articles a ON a.article_id = d.article_id
WHERE d.day IS NOT NULL
GROUP BY ALL;
