-- What did publishers change after publication? One row for each capture that differs from the one before it.
--   title: Headline now
--   publisher: Name of the publisher
--   previous_captured_at: When the version before was fetched
--   vanished_comments: Words of the comments that are gone
--   appeared_count: Comments that the version before does not have
--   file: Name of the input file
CREATE VIEW changes_after_publication AS
SELECT a.publisher, a.title, v.previous_title, v.paragraphs_added, v.paragraphs_removed, v.figures_added,
  v.figures_removed, coalesce(c.said, []) AS vanished_comments, len(v.comments_appeared) AS appeared_count,
  a.published_at, b.captured_at AS previous_captured_at, v.captured_at, v.version, v.version_basis, v.url,
  parse_filename(p.source_uri) AS file, v.article_id, v.previous_article_id
FROM article_versions v
JOIN articles a USING (article_id)
JOIN pages p ON p.page_id = v.page_id
JOIN pages b ON b.page_id = v.previous_page_id
LEFT JOIN (
  SELECT w.article_id, list(m.text ORDER BY m.position) AS said
  FROM article_versions w JOIN comments m ON m.page_id = w.previous_page_id
    AND list_contains(w.comments_vanished, m.comment_id)
  GROUP BY w.article_id) c ON c.article_id = v.article_id
WHERE v.version > 1 AND (v.previous_title IS NOT NULL OR len(v.paragraphs_added) + len(v.paragraphs_removed)
  + len(v.figures_added) + len(v.figures_removed) + len(v.comments_appeared) + len(v.comments_vanished) > 0);
