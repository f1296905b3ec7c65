-- What do readers discuss?
SELECT title, publisher, comment_count AS comments, utc_day(published_at) AS published, article_id
FROM articles WHERE comment_count > 0 ORDER BY comments DESC, published, article_id LIMIT 10
