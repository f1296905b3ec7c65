-- How much do readers answer each other?
SELECT count(*) AS comments, count(*) FILTER (WHERE parent_id IS NOT NULL) AS replies,
  count(*) FILTER (WHERE author IS NULL) AS anonymous, count(DISTINCT article_id) AS articles,
  coalesce(max(depth), 0) AS deepest
FROM comments
