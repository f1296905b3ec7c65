-- What are the lines of the pages?
SELECT role, count(*) AS lines, count(*) FILTER (WHERE rule = 'unread') AS unread,
  round(avg(confidence), 2) AS mean_confidence
FROM lines GROUP BY role ORDER BY lines DESC, role
