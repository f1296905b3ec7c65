-- warn articles: Every paragraph of a body stands on its page.
WITH paragraphs AS (
  SELECT articles.article_id, articles.page_id, unnest(string_split(articles.body, chr(10) || chr(10))) AS paragraph FROM articles
)
SELECT paragraphs.article_id, left(paragraphs.paragraph, 200) AS paragraph
FROM paragraphs
JOIN pages ON pages.page_id = paragraphs.page_id
WHERE NOT contains(pages.text, paragraphs.paragraph)
