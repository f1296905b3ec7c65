-- gate dates, page by page: The text of a date is what stands in its span.
SELECT dates.date_id, dates.text, substr(pages.text, dates.span_start + 1, dates.span_end - dates.span_start) AS on_page
FROM pages
JOIN dates ON dates.page_id = pages.page_id
WHERE substr(pages.text, dates.span_start + 1, dates.span_end - dates.span_start) IS DISTINCT FROM dates.text
