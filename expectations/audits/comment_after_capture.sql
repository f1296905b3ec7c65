-- warn comments, page by page: No comment was posted after its page was captured.
SELECT comments.comment_id, comments.posted_at, pages.captured_at
FROM comments
JOIN pages ON pages.page_id = comments.page_id
WHERE comments.posted_at > pages.captured_at + INTERVAL 24 HOURS
