-- gate articles: What belongs to an article or a comment stands on the same page as that.
WITH owned AS (
  SELECT 'comments' AS "table", comment_id AS id, page_id, article_id, NULL AS comment_id FROM comments
  UNION ALL SELECT 'media', media_id, page_id, article_id, NULL FROM media
  UNION ALL SELECT 'mentions', mention_id, page_id, article_id, comment_id FROM mentions
  UNION ALL SELECT 'quotes', quote_id, page_id, article_id, NULL FROM quotes
  UNION ALL SELECT 'figures', figure_id, page_id, article_id, comment_id FROM figures
  UNION ALL SELECT 'dates', date_id, page_id, article_id, NULL FROM dates
)
SELECT owned.*
FROM owned
LEFT JOIN articles ON articles.article_id = owned.article_id
LEFT JOIN comments ON comments.comment_id = owned.comment_id
WHERE articles.page_id <> owned.page_id OR comments.page_id <> owned.page_id
