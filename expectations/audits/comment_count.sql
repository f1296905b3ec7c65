-- gate articles, page by page: comment_count is the number of the page's comments.
WITH counted AS (SELECT page_id, count(*) AS comment_rows FROM comments GROUP BY page_id)
SELECT articles.article_id, articles.comment_count, coalesce(counted.comment_rows, 0) AS comment_rows
FROM articles
LEFT JOIN counted ON counted.page_id = articles.page_id
WHERE articles.comment_count <> coalesce(counted.comment_rows, 0)
