-- When is which place in the news? One row for each day, place and article: days said in the place's line, else the publication.
--   day: The day, in UTC
--   day_basis: What day rests on: said (in the same line), published, or captured (the latest that it can be)
--   place: Canonical name of the place
--   mention_count: Mentions of the place in the article that this day goes with
--   title: Headline of the article
--   publisher: Name of the publisher
CREATE VIEW place_timeline AS
SELECT d.day, d.day_basis, e.name AS place, e.country_code, e.latitude, e.longitude, d.mention_count, p.title,
  p.publisher, d.entity_id AS place_entity_id, p.article_id
FROM ix.entity e
JOIN ix.place_day d ON d.entity_key = e.entity_key
JOIN ix.page p ON p.page_key = d.page_key;
