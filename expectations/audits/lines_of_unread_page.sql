-- gate lines, page by page: Only a page that was read has lines: a copy's lines are its original's.
SELECT lines.page_id, lines.line_no
FROM lines
SEMI JOIN pages ON pages.page_id = lines.page_id AND pages.status NOT IN ('article', 'no_article')
