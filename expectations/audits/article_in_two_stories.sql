-- gate stories: No article belongs to two stories.
SELECT min(story_id) AS story_id, article_id, count(*) AS story_count
FROM stories
GROUP BY article_id
HAVING count(*) > 1
