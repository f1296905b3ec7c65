-- gate related, page by page: The headline of a related story stands in its span.
SELECT related.page_id, related.position, left(related.title, 200) AS title
FROM pages
JOIN related ON related.page_id = pages.page_id
WHERE NOT contains(
  regexp_replace(substr(pages.text, related.span_start + 1, related.span_end - related.span_start), '[^\p{L}\p{N}]+', '', 'g'),
  regexp_replace(related.title, '[^\p{L}\p{N}]+', '', 'g'))
