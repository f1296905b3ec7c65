-- gate mentions, page by page: The surface of a mention is what stands in its span.
SELECT mentions.mention_id, mentions.surface, substr(pages.text, mentions.span_start + 1, mentions.span_end - mentions.span_start) AS on_page
FROM pages
JOIN mentions ON mentions.page_id = pages.page_id
WHERE substr(pages.text, mentions.span_start + 1, mentions.span_end - mentions.span_start) IS DISTINCT FROM mentions.surface
