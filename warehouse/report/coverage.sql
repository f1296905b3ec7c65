-- What do publishers' pages state?
WITH whose AS (
  SELECT publisher FROM publisher_coverage WHERE table_name = 'articles' AND field = 'title'
  ORDER BY row_count DESC, publisher LIMIT 15)
SELECT publisher, field, row_count AS articles, filled_count AS filled, round(100 * fill_rate) AS percent
FROM publisher_coverage JOIN whose USING (publisher)
WHERE table_name = 'articles' AND field IN ('title', 'standfirst', 'authors', 'published_at', 'section', 'tags')
ORDER BY max(row_count) OVER (PARTITION BY publisher) DESC, publisher, field
