-- Who publishes?
SELECT coalesce(publisher, 'unknown') AS publisher, count(*) AS articles,
  CAST(sum(comment_count) AS BIGINT) AS comments, CAST(round(avg(word_count)) AS BIGINT) AS mean_words,
  round(100 * count(published_at) / count(*)) AS dated_percent,
  min(utc_day(published_at)) AS first_published, max(utc_day(published_at)) AS last_published
FROM articles GROUP BY ALL ORDER BY articles DESC, publisher LIMIT 15
