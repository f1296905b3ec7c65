-- gate pages, page by page: A page has the status 'article' if, and only if, it has a row in `articles`.
SELECT pages.page_id, pages.status, pages.source_uri
FROM pages
LEFT JOIN (SELECT DISTINCT page_id FROM articles) AS owners ON owners.page_id = pages.page_id
WHERE (pages.status = 'article') <> (owners.page_id IS NOT NULL)
