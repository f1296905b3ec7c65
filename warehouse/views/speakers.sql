-- Who is quoted how often, in how many articles and by how many publishers? Copies of a story count once.
--   quote_count: Quotations, direct and indirect
--   direct_count: Those in quotation marks
--   article_count: Articles that quote the speaker
--   publisher_count: Publishers that do
--   first_published_at: When the first of them was published
--   last_published_at: When the last of them was published
CREATE VIEW speakers AS
SELECT q.speaker, q.speaker_entity_id, count(*) AS quote_count, count(*) FILTER (WHERE q.is_direct) AS direct_count,
  count(DISTINCT q.article_id) AS article_count, count(DISTINCT a.publisher) AS publisher_count,
  min(a.published_at) AS first_published_at, max(a.published_at) AS last_published_at
FROM quotes q JOIN articles a USING (article_id)
WHERE q.speaker IS NOT NULL AND a.is_story_original
GROUP BY q.speaker, q.speaker_entity_id;
