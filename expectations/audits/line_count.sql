-- gate pages, page by page: line_count is the number of the page's lines.
WITH counted AS (SELECT page_id, count(*) AS line_rows FROM lines GROUP BY page_id)
SELECT pages.page_id, pages.line_count, coalesce(counted.line_rows, 0) AS line_rows
FROM pages
LEFT JOIN counted ON counted.page_id = pages.page_id
WHERE pages.status IN ('article', 'no_article') AND pages.line_count <> coalesce(counted.line_rows, 0)
