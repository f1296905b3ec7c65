-- How many comments does an article draw?
SELECT CASE WHEN comment_count = 0 THEN 'none' WHEN comment_count = 1 THEN '1' WHEN comment_count <= 5 THEN '2–5'
    WHEN comment_count <= 20 THEN '6–20' WHEN comment_count <= 100 THEN '21–100' ELSE 'more than 100' END AS comments,
  count(*) AS articles, CAST(sum(comment_count) AS BIGINT) AS comments_in_all
FROM articles GROUP BY ALL ORDER BY min(comment_count)
