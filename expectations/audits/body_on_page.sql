-- warn articles: Every paragraph of a body stands on its page.
WITH paragraphs AS (
  SELECT article_id, page_id, unnest(string_split(body, chr(10) || chr(10))) AS paragraph FROM articles
)
SELECT paragraphs.article_id, left(paragraphs.paragraph, 200) AS paragraph
FROM pages
JOIN paragraphs ON paragraphs.page_id = pages.page_id
WHERE NOT contains(pages.text, paragraphs.paragraph)
