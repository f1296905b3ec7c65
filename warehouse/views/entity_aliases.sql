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
  SELECT m.entity_id, m.surface AS alias, m.entity_basis AS reason, count(*) AS mention_count,
    count(DISTINCT m.page_id) AS page_count,
    arg_min(m.mention_id, row(p.source_uri, p.record_no, m.span_start)) AS mention_id
  FROM mentions m JOIN pages p USING (page_id) GROUP BY ALL)
SELECT e.name, e.type, s.alias, s.reason, s.mention_count, s.page_count, parse_filename(p.source_uri) AS file, l.line_no,
  s.mention_id, s.entity_id
FROM seen s JOIN entities e USING (entity_id) JOIN mentions m USING (mention_id)
JOIN pages p ON p.page_id = m.page_id
JOIN lines l ON l.page_id = m.page_id AND m.span_start BETWEEN l.span_start AND l.span_end - 1;
