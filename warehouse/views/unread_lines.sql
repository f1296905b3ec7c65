-- Whose pages are not understood? Lines that no rule or model could place, by publisher.
--   publisher: Name of the publisher, or 'unknown'
--   page_count: Pages that have lines
--   line_count: Non-blank lines of these pages
--   unread_count: Lines whose rule is 'unread'
--   unread_share: unread_count / line_count
CREATE VIEW unread_lines AS
WITH page AS (
  SELECT page_id, count(*) AS line_count, count(*) FILTER (WHERE rule = 'unread') AS unread_count
  FROM lines GROUP BY page_id)
SELECT coalesce(p.publisher, 'unknown') AS publisher, count(*) AS page_count,
  CAST(sum(l.line_count) AS BIGINT) AS line_count, CAST(sum(l.unread_count) AS BIGINT) AS unread_count,
  sum(l.unread_count) / sum(l.line_count) AS unread_share
FROM page l JOIN pages p USING (page_id)
GROUP BY coalesce(p.publisher, 'unknown');
