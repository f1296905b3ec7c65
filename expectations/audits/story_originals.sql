-- gate stories: Every story has exactly one original.
SELECT story_id, min(article_id) AS article_id, count_if(is_original) AS original_count
FROM stories
GROUP BY story_id
HAVING count_if(is_original) <> 1
