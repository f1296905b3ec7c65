-- Who answers whom? Comments as trees: `path` sorts a page's comments with every answer below what it answers.
--   thread_id: Comment that starts the thread
--   path: Positions from the comment that starts the thread down to this one
--   depth: Depth in its thread; 0 starts one
--   text: Paragraphs of the comment, joined by a blank line
--   title: Headline of the article
--   file: Name of the input file
CREATE VIEW comment_threads AS
SELECT t.path, len(t.path) - 1 AS depth, c.author, c.text, c.posted_at, c.posted_text, c.parent_basis,
  p.title, p.file, c.comment_id, c.parent_id, t.thread_id, c.article_id, c.page_id
FROM comments c JOIN ix.thread t ON t.comment_id = c.comment_id AND t.page_id = c.page_id
JOIN ix.page p ON p.page_key = t.page_key;
