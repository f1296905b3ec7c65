-- gate articles: An article names the story that it belongs to, and whether it is the original.
SELECT articles.article_id, articles.story_id, stories.story_id AS member_of, articles.is_story_original
FROM articles
LEFT JOIN stories ON stories.article_id = articles.article_id
WHERE articles.story_id IS DISTINCT FROM stories.story_id
  OR articles.is_story_original <> coalesce(stories.is_original, articles.is_story_original)
