-- gate quotes, page by page: Every word of a quotation stands in its span.
WITH sliced AS (
  SELECT quotes.quote_id, quotes.text, substr(pages.text, quotes.span_start + 1, quotes.span_end - quotes.span_start) AS on_page
  FROM pages
  JOIN quotes ON quotes.page_id = pages.page_id
)
SELECT quote_id, left(text, 200) AS text, left(on_page, 200) AS on_page
FROM sliced
WHERE NOT list_has_all(regexp_extract_all(on_page, '[\p{L}\p{N}]+'), regexp_extract_all(text, '[\p{L}\p{N}]+'))
