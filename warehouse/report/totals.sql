-- What does the warehouse hold?
SELECT
  (SELECT count(*) FROM pages) AS pages,
  (SELECT count(*) FROM articles) AS articles,
  (SELECT count(DISTINCT publisher) FROM articles) AS publishers,
  (SELECT count(*) FROM comments) AS comments,
  (SELECT count(*) FROM entities) AS entities,
  (SELECT count(*) FROM quotes) AS quotes,
  (SELECT count(*) FROM figures) AS figures,
  (SELECT count(*) FROM quarantine) AS quarantined,
  (SELECT min(utc_day(published_at)) FROM articles) AS first_published,
  (SELECT max(utc_day(published_at)) FROM articles) AS last_published,
  (SELECT count(*) FROM articles WHERE published_at IS NULL) AS undated_articles
