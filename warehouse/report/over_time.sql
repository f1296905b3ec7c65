-- When were articles published, and pages captured?
WITH day AS (
  SELECT utc_day(published_at) AS day, count(*) AS articles, 0 AS pages
  FROM articles WHERE published_at IS NOT NULL GROUP BY ALL
  UNION ALL
  SELECT utc_day(captured_at), 0, count(*) FROM pages WHERE captured_at IS NOT NULL GROUP BY ALL),
step AS (
  SELECT CASE
      WHEN max(day) - min(day) > 4 * 366 AND sum(articles + pages) < 1000 OR max(day) - min(day) > 25 * 366 THEN 'year'
      WHEN max(day) - min(day) > 200 THEN 'month'
      WHEN max(day) - min(day) > 60 THEN 'week' ELSE 'day' END AS step
  FROM day)
SELECT CAST(date_trunc(step, day) AS DATE) AS period, step, CAST(sum(articles) AS BIGINT) AS articles,
  CAST(sum(pages) AS BIGINT) AS pages
FROM day, step GROUP BY ALL ORDER BY period
