-- How well was each field of each publisher filled in the last run, and how does that compare with the run before?
--   publisher: Publisher, or 'unknown'
--   last_fill_rate: fill_rate of the run before that has this publisher; null for a new one
--   change: fill_rate less last_fill_rate
CREATE VIEW publisher_coverage AS
WITH compared AS (
  SELECT c.*, r.started_at, lag(c.fill_rate) OVER (PARTITION BY c.publisher, c.table_name, c.field
    ORDER BY r.started_at, r.run_id) AS last_fill_rate
  FROM coverage c JOIN runs r USING (run_id))
SELECT publisher, table_name, field, row_count, filled_count, fill_rate, last_fill_rate,
  fill_rate - last_fill_rate AS change, run_id
FROM compared WHERE run_id = (SELECT max_by(run_id, (started_at, run_id)) FROM runs);
