-- Which stories were copied most? One row a story, under its original article, with who ran it.
--   title: Headline of the original
--   publisher: Publisher of the original
--   article_count: Articles that tell it, the original included
--   duplicate_count: Pages besides that are exact copies of one of them
--   publisher_count: Publishers that ran it
--   publishers: Their names, sorted
--   least_similarity: Similarity to the original of the article that is least like it
--   first_published_at: When the first of them was published
--   last_published_at: When the last of them was published
--   article_id: The original
CREATE VIEW story_copies AS
WITH copy AS (SELECT duplicate_of AS page_id, count(*) AS duplicate_count FROM pages
  WHERE duplicate_of IS NOT NULL GROUP BY duplicate_of)
SELECT any_value(a.title) FILTER (WHERE s.is_original) AS title,
  any_value(a.publisher) FILTER (WHERE s.is_original) AS publisher, count(*) AS article_count,
  CAST(coalesce(sum(c.duplicate_count), 0) AS BIGINT) AS duplicate_count,
  count(DISTINCT a.publisher) AS publisher_count,
  coalesce(list_sort(list_distinct(list(a.publisher))), []) AS publishers, min(s.similarity) AS least_similarity,
  min(a.published_at) AS first_published_at, max(a.published_at) AS last_published_at,
  any_value(a.article_id) FILTER (WHERE s.is_original) AS article_id, s.story_id
FROM stories s JOIN articles a USING (article_id) LEFT JOIN copy c ON c.page_id = a.page_id
GROUP BY s.story_id;
