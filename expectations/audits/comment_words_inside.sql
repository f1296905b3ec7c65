-- gate comments, page by page: Every paragraph of a comment stands in its span.
WITH sliced AS (
  SELECT comments.comment_id, comments.text,
    regexp_replace(substr(pages.text, comments.span_start + 1, comments.span_end - comments.span_start), '[^\p{L}\p{N}]+', '', 'g') AS letters
  FROM pages
  JOIN comments ON comments.page_id = pages.page_id
)
SELECT comment_id, left(text, 200) AS text
FROM sliced
WHERE NOT list_bool_and(list_transform(
  string_split(text, chr(10)), lambda paragraph: contains(letters, regexp_replace(paragraph, '[^\p{L}\p{N}]+', '', 'g'))))
