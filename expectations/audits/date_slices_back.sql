-- gate dates: The text of a date is what stands in its span.
SELECT dates.date_id, dates.text, substr(pages.text, dates.span_start + 1, dates.span_end - dates.span_start) AS on_page
FROM dates
JOIN pages ON pages.page_id = dates.page_id
WHERE substr(pages.text, dates.span_start + 1, dates.span_end - dates.span_start) IS DISTINCT FROM dates.text
