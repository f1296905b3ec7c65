-- gate runs: Every raw record that was read or kept stands in `pages` with its status.
WITH found AS (
  SELECT count(*) AS record_count, count(*) FILTER (status = 'article') AS article_count,
    count(*) FILTER (status = 'no_article') AS no_article_count, count(*) FILTER (status = 'duplicate') AS duplicate_count,
    count(*) FILTER (status = 'quarantined') AS quarantined_count
  FROM pages
), last AS (SELECT * FROM runs ORDER BY started_at DESC, run_id DESC LIMIT 1)
SELECT last.run_id, last.record_count + last.kept_count AS records_in, found.record_count AS records_out
FROM last
CROSS JOIN found
WHERE (last.record_count + last.kept_count, last.article_count, last.no_article_count, last.duplicate_count,
    last.quarantined_count)
  <> (found.record_count, found.article_count, found.no_article_count, found.duplicate_count, found.quarantined_count)
