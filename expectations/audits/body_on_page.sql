-- warn articles, page by page: Every paragraph of a body stands on its page, letter by letter.
WITH paragraphs AS (
  SELECT article_id, page_id, unnest(string_split(body, chr(10) || chr(10))) AS paragraph FROM articles
), doubtful AS (
  SELECT paragraphs.article_id, paragraphs.paragraph, pages.text
  FROM pages
  JOIN paragraphs ON paragraphs.page_id = pages.page_id
  WHERE NOT contains(pages.text, paragraphs.paragraph)
)
SELECT article_id, left(paragraph, 200) AS paragraph
FROM doubtful
WHERE NOT contains(
  regexp_replace(text, '[^\p{L}\p{N}]+', '', 'g'), regexp_replace(paragraph, '[^\p{L}\p{N}]+', '', 'g'))
