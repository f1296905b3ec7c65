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
SELECT p.title, e.name, e.type, CASE WHEN t.comment_mention_count = 0 THEN 'article only'
    WHEN t.article_mention_count = 0 THEN 'comments only' ELSE 'both' END AS named_in,
  t.article_mention_count, t.comment_mention_count, t.commenting_count, p.comment_count, p.publisher, p.article_id,
  e.entity_id
FROM ix.topic t JOIN ix.page p ON p.page_key = t.page_key JOIN ix.entity e ON e.entity_key = t.entity_key;
