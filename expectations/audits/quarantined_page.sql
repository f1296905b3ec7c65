-- gate pages: A page in quarantine has a row in `quarantine` that says why.
SELECT pages.page_id, pages.source_uri, pages.reason
FROM pages
ANTI JOIN quarantine ON quarantine.page_id = pages.page_id
WHERE pages.status = 'quarantined'
