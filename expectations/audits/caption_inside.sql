-- warn media, page by page: The caption of a picture stands in its span.
SELECT media.media_id, left(media.caption, 200) AS caption
FROM pages
JOIN media ON media.page_id = pages.page_id
WHERE NOT contains(
  regexp_replace(substr(pages.text, media.span_start + 1, media.span_end - media.span_start), '[^\p{L}\p{N}]+', '', 'g'),
  regexp_replace(media.caption, '[^\p{L}\p{N}]+', '', 'g'))
