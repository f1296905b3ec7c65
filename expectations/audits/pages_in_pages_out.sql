-- gate runs: Every raw record that was read stands in `pages` with its status.
WITH found AS (
  SELECT count(*) AS record_count, count_if(status = 'article') AS article_count,
    count_if(status = 'no_article') AS no_article_count, count_if(status = 'duplicate') AS duplicate_count,
    count_if(status = 'quarantined') AS quarantined_count
  FROM pages
)
SELECT runs.run_id, runs.record_count AS records_in, found.record_count AS records_out
FROM runs
CROSS JOIN found
WHERE (SELECT count(*) FROM runs) = 1
  AND (runs.record_count, runs.article_count, runs.no_article_count, runs.duplicate_count, runs.quarantined_count)
    <> (found.record_count, found.article_count, found.no_article_count, found.duplicate_count, found.quarantined_count)
