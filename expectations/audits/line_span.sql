-- gate lines, page by page: The span of a line is the visible part of the line that it numbers.
WITH physical AS (
  SELECT page_id, unnest(string_split(text, chr(10))) AS line, generate_subscripts(string_split(text, chr(10)), 1) - 1 AS line_no
  FROM pages
  WHERE text IS NOT NULL
), measured AS (
  SELECT page_id, line_no, length(line) AS size,
    length(regexp_extract(line, '^[\x09-\x0d\x1c-\x20\x{85}\p{Z}]*')) AS indent,
    length(regexp_extract(line, '[\x09-\x0d\x1c-\x20\x{85}\p{Z}]*$')) AS trail
  FROM physical
), placed AS (
  SELECT page_id, line_no,
    sum(size + 1) OVER pages_lines - size - 1 + indent AS visible_start,
    sum(size + 1) OVER pages_lines - 1 - trail AS visible_end
  FROM measured
  WINDOW pages_lines AS (PARTITION BY page_id ORDER BY line_no)
)
SELECT lines.page_id, lines.line_no, lines.span_start, lines.span_end, placed.visible_start, placed.visible_end
FROM lines
LEFT JOIN placed ON placed.page_id = lines.page_id AND placed.line_no = lines.line_no
WHERE lines.span_start IS DISTINCT FROM placed.visible_start OR lines.span_end IS DISTINCT FROM placed.visible_end
