-- Every place where a thing is named, with the line to cite.
--   name: Canonical name of the thing
--   type: Kind of thing
--   surface: The words, exactly as in pages.text
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
CREATE VIEW mention_lines AS
SELECT e.name, e.type, m.surface, m.field, m.usage, p.title, p.publisher, p.published_at, p.file, m.line_no, m.mention_id,
  m.entity_id, p.page_id, p.article_id, m.comment_id
FROM ix.entity e
JOIN ix.mention m ON m.entity_key = e.entity_key
JOIN ix.page p ON p.page_key = m.page_key;
