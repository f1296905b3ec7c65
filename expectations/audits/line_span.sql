-- gate lines: The span of a line is the visible part of the line that it numbers.
WITH physical AS (
  SELECT page_id, unnest(string_split(text, chr(10))) AS line, generate_subscripts(string_split(text, chr(10)), 1) - 1 AS line_no
  FROM pages
  WHERE text IS NOT NULL
), placed AS (
  SELECT page_id, line_no,
    sum(length(line) + 1) OVER (PARTITION BY page_id ORDER BY line_no) - length(line) - 1 AS line_start,
    length(regexp_extract(line, '^[\x09-\x0d\x1c-\x20\x{85}\p{Z}]*')) AS indent,
    length(regexp_extract(line, '^(?s:.*)[^\x09-\x0d\x1c-\x20\x{85}\p{Z}]')) AS visible_end
  FROM physical
)
SELECT lines.page_id, lines.line_no, lines.span_start, lines.span_end,
  placed.line_start + placed.indent AS visible_start, placed.line_start + placed.visible_end AS visible_end
FROM lines
LEFT JOIN placed ON placed.page_id = lines.page_id AND placed.line_no = lines.line_no
WHERE (lines.span_start, lines.span_end) IS DISTINCT FROM
  (placed.line_start + placed.indent, placed.line_start + placed.visible_end)
