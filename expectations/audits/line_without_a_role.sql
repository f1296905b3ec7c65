-- gate pages, page by page: Every non-blank line of a page stands in `lines`.
WITH physical AS (
  SELECT page_id, unnest(string_split(text, chr(10))) AS line, generate_subscripts(string_split(text, chr(10)), 1) - 1 AS line_no
  FROM pages
  WHERE text IS NOT NULL AND status IN ('article', 'no_article')
)
SELECT physical.page_id, physical.line_no, left(physical.line, 200) AS line
FROM physical
ANTI JOIN lines ON lines.page_id = physical.page_id AND lines.line_no = physical.line_no
WHERE regexp_matches(physical.line, '[^\x09-\x0d\x1c-\x20\x{85}\p{Z}]')
