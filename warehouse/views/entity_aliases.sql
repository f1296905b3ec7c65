-- Under which names does a thing go, and why was each taken for it? One row for each name and reason, with where it first stands.
--   name: Canonical name of the thing
--   alias: The words, exactly as pages have them
--   reason: Why these words name it, as in mentions.entity_basis
--   mention_count: Mentions in these words
--   page_count: Pages that have them
--   file: Name of the input file of the first of these mentions, by place of the file
--   line_no: Number of its line in pages.text, counted from 0, blank lines included
--   mention_id: The first of these mentions
CREATE VIEW entity_aliases AS
WITH seen AS (
  SELECT e.name, e.type, e.entity_id, m.surface AS alias, m.entity_basis AS reason, count(*) AS mention_count,
    count(DISTINCT m.page_key) AS page_count,
    arg_min({'source_uri': p.source_uri, 'line_no': m.line_no, 'mention_id': m.mention_id},
      row(p.source_uri, p.record_no, m.span_start)) AS first
  FROM ix.entity e JOIN ix.mention m ON m.entity_key = e.entity_key JOIN ix.page p ON p.page_key = m.page_key
  GROUP BY ALL)
SELECT name, type, alias, reason, mention_count, page_count, parse_filename(first.source_uri) AS file, first.line_no,
  first.mention_id, entity_id
FROM seen;
