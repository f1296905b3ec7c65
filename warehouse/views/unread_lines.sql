-- Whose pages are not understood? Lines that no rule or model could place, by publisher.
--   publisher: Name of the publisher, or 'unknown'
--   page_count: Pages that have lines
--   line_count: Non-blank lines of these pages
--   unread_count: Lines whose rule is 'unread'
--   unread_share: unread_count / line_count
CREATE VIEW unread_lines AS
SELECT coalesce(publisher, 'unknown') AS publisher, count(*) AS page_count, CAST(sum(line_count) AS BIGINT) AS line_count,
  CAST(sum(unread_count) AS BIGINT) AS unread_count, sum(unread_count) / sum(line_count) AS unread_share
FROM ix.page WHERE line_count > 0
GROUP BY coalesce(publisher, 'unknown');
