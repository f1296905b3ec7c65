-- Which checks did not pass?
SELECT check_name, severity, outcome, unexpected_count AS rows_that_break_it, observed
FROM latest_checks WHERE outcome <> 'passed' ORDER BY severity, unexpected_count DESC NULLS LAST, check_name LIMIT 20
