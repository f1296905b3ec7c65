-- One article's comments as a tree, in the order to read them, answers indented: comment_tree(article_id).
--   path: Positions from the comment that starts the thread down to this one
--   depth: Depth in its thread; 0 starts one
--   tree: Name and words, two spaces a level
CREATE MACRO comment_tree(article) AS TABLE
WITH RECURSIVE own AS MATERIALIZED (SELECT * FROM comments WHERE article_id = article),
tree AS (
  SELECT comment_id, [position] AS path FROM own WHERE parent_id IS NULL
  UNION ALL
  SELECT o.comment_id, list_append(t.path, o.position) FROM own o JOIN tree t ON o.parent_id = t.comment_id)
SELECT t.path, len(t.path) - 1 AS depth, repeat('  ', len(t.path) - 1) || coalesce(o.author, '(anonymous)') || ': '
  || replace(o.text, chr(10) || chr(10), ' ') AS tree, o.author, o.text, o.posted_at, o.comment_id
FROM tree t JOIN own o USING (comment_id) ORDER BY t.path;
