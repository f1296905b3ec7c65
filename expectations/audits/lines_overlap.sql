-- gate lines, page by page: No two lines of a page overlap.
WITH placed AS (
  SELECT page_id, line_no, span_start, lag(span_end) OVER (PARTITION BY page_id ORDER BY line_no) AS previous_end
  FROM lines
)
SELECT page_id, line_no, span_start, previous_end FROM placed WHERE span_start < previous_end
