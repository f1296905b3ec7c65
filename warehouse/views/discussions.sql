-- Where do readers answer each other? One row for each thread of comments.
--   deepest: Answers above its deepest comment; 0 where nobody answered
--   comment_count: Its comments
--   starter: Who wrote the comment that starts it
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
--   thread_id: Comment that starts it, as in comment_threads
CREATE VIEW discussions AS
SELECT d.deepest, d.comment_count, d.starter, p.title, p.publisher, p.file, d.thread_id, p.article_id, p.page_id
FROM ix.discussion d JOIN ix.page p ON p.page_key = d.page_key;
