-- How did the checks of the last run go?
CREATE VIEW latest_checks AS
SELECT c.check_name, c.table_name, c.column_name, c.severity, c.outcome, c.unexpected_count, c.observed, c.details,
  r.started_at, c.run_id
FROM checks c JOIN runs r USING (run_id)
WHERE c.run_id = (SELECT max_by(run_id, (started_at, run_id)) FROM runs);
