-- Which stories were copied most?
SELECT title, publisher, article_count AS articles, duplicate_count AS exact_copies, publisher_count AS publishers,
  round(least_similarity, 2) AS least_similarity, utc_day(first_published_at) AS first_published, article_id
FROM story_copies WHERE article_count > 1
ORDER BY articles DESC, publishers DESC, exact_copies DESC, title, article_id LIMIT 10
