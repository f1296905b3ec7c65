-- What do commenters talk about, against what the article does? Things named in either, for articles with comments.
--   name: Canonical name of the thing
--   type: Kind of thing
--   named_in: both, article only, or comments only
--   article_mention_count: Mentions in headline, standfirst, body and captions
--   comment_mention_count: Mentions in comments
--   commenting_count: Comments that name it
--   title: Headline of the article
--   publisher: Name of the publisher
CREATE VIEW comment_topics AS
WITH counted AS (
  SELECT article_id, entity_id, count(*) FILTER (WHERE field <> 'comment') AS article_mention_count,
    count(*) FILTER (WHERE field = 'comment') AS comment_mention_count, count(DISTINCT comment_id) AS commenting_count
  FROM mentions WHERE article_id IS NOT NULL GROUP BY article_id, entity_id)
SELECT a.title, e.name, e.type, CASE WHEN c.comment_mention_count = 0 THEN 'article only'
    WHEN c.article_mention_count = 0 THEN 'comments only' ELSE 'both' END AS named_in,
  c.article_mention_count, c.comment_mention_count, c.commenting_count, a.comment_count, a.publisher, a.article_id,
  c.entity_id
FROM counted c JOIN articles a USING (article_id) JOIN entities e USING (entity_id)
WHERE a.comment_count > 0;
