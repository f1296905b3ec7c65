-- How did the checks go?
SELECT count(*) AS checks, count(*) FILTER (WHERE outcome = 'passed') AS passed,
  count(*) FILTER (WHERE outcome <> 'passed') AS not_passed
FROM latest_checks
