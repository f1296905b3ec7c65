-- gate comments: A reply stands on its parent's page, one deeper in the thread: no thread runs in a circle.
SELECT replies.comment_id, replies.depth, parents.depth AS parent_depth
FROM comments AS replies
JOIN comments AS parents ON parents.comment_id = replies.parent_id
WHERE replies.depth <> parents.depth + 1 OR replies.page_id <> parents.page_id
