-- warn comments: A reply that its indentation shows stands below the comment that it replies to.
SELECT replies.comment_id, replies.position, parents.position AS parent_position
FROM comments AS replies
JOIN comments AS parents ON parents.comment_id = replies.parent_id
WHERE replies.position <= parents.position AND replies.parent_basis = 'indentation'
