-- Every place where a thing is named, with the line to cite.
--   name: Canonical name of the thing
--   type: Kind of thing
--   surface: The words, exactly as in pages.text
--   title: Headline of the article
--   publisher: Name of the publisher
--   file: Name of the input file
CREATE VIEW mention_lines AS
SELECT e.name, e.type, m.surface, m.field, a.title, p.publisher, a.published_at, parse_filename(p.source_uri) AS file,
  l.line_nos[ix.line_at(l.starts, l.ends, m.span_start)] AS line_no, m.mention_id, m.entity_id, m.page_id, m.article_id,
  m.comment_id
FROM mentions m
JOIN entities e ON e.entity_id = m.entity_id
JOIN pages p ON p.page_id = m.page_id
LEFT JOIN ix.page l ON l.page_id = m.page_id
LEFT JOIN articles a ON a.article_id = m.article_id;
