-- gate figures, page by page: The text of a figure is what stands in its span.
SELECT figures.figure_id, figures.text, substr(pages.text, figures.span_start + 1, figures.span_end - figures.span_start) AS on_page
FROM pages
JOIN figures ON figures.page_id = pages.page_id
WHERE substr(pages.text, figures.span_start + 1, figures.span_end - figures.span_start) IS DISTINCT FROM figures.text
