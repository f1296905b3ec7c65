-- gate pages, page by page: Every span lies within the text of its page.
WITH ends AS (
  SELECT 'lines' AS "table", page_id, max(span_end) AS span_end FROM lines GROUP BY page_id
  UNION ALL SELECT 'comments', page_id, max(span_end) FROM comments GROUP BY page_id
  UNION ALL SELECT 'media', page_id, max(span_end) FROM media GROUP BY page_id
  UNION ALL SELECT 'related', page_id, max(span_end) FROM related GROUP BY page_id
  UNION ALL SELECT 'mentions', page_id, max(span_end) FROM mentions GROUP BY page_id
  UNION ALL SELECT 'quotes', page_id, max(span_end) FROM quotes GROUP BY page_id
  UNION ALL SELECT 'figures', page_id, max(span_end) FROM figures GROUP BY page_id
  UNION ALL SELECT 'dates', page_id, max(span_end) FROM dates GROUP BY page_id
), sizes AS (SELECT page_id, length(coalesce(text, '')) AS text_length FROM pages)
SELECT sizes.page_id, ends."table", ends.span_end, sizes.text_length
FROM sizes
JOIN ends ON ends.page_id = sizes.page_id
WHERE ends.span_end > sizes.text_length
