-- gate pages: The page that a duplicate copies was read, and is no duplicate itself.
SELECT copies.page_id, copies.source_uri, copies.duplicate_of, originals.status AS original_status
FROM pages AS copies
JOIN pages AS originals ON originals.page_id = copies.duplicate_of
WHERE originals.status NOT IN ('article', 'no_article')
