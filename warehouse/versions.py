"""What did publishers change after publication? The captures of one address as versions of its article.

Versions follow each other by the time of capture, then by how often their file was overwritten, then by the update or
else the publication that the page states; where none of them tells two captures apart, by their place. A comment is
the same one if it has the same author and words.
"""

from typing import Final


def address(url: str) -> str:
    """SQL: what an address means, whatever its scheme, www, fragment and last slash."""
    return f"rtrim(regexp_replace(regexp_replace({url}, '^(?i:https?://(www\\.)?)', ''), '#.*$', ''), '/')"


VERSIONS: Final = f"""
WITH many AS (
  SELECT {address("url")} AS address FROM {{articles}} WHERE url IS NOT NULL GROUP BY 1 HAVING count(*) > 1),
capture AS (
  SELECT a.article_id, a.page_id, a.url, a.title, a.body, coalesce(a.updated_at, a.published_at) AS updated_at,
    p.captured_at, p.replaced_count, {address("a.url")} AS address, p.source_uri, p.record_no
  FROM {{articles}} a JOIN {{pages}} p USING (page_id)
  WHERE {address("a.url")} IN (SELECT address FROM many)),
figure AS (
  SELECT article_id, list_distinct(list(text)) AS texts FROM {{figures}}
  WHERE comment_id IS NULL AND article_id IN (SELECT article_id FROM capture) GROUP BY 1),
comment AS (
  SELECT page_id, list(comment_id ORDER BY position) AS ids,
    list(concat_ws(chr(31), author, text) ORDER BY position) AS said
  FROM {{comments}} WHERE page_id IN (SELECT page_id FROM capture) GROUP BY 1),
told AS (
  SELECT c.*, string_split(c.body, chr(10) || chr(10)) AS paragraphs,
    coalesce(f.texts, []) AS figures, coalesce(m.ids, []) AS ids, coalesce(m.said, []) AS said
  FROM capture c LEFT JOIN figure f USING (article_id) LEFT JOIN comment m USING (page_id)),
pair AS (
  SELECT *, row_number() OVER captures AS version, lag(told) OVER captures AS was FROM told
  WINDOW captures AS (PARTITION BY address
    ORDER BY captured_at NULLS LAST, replaced_count DESC, updated_at NULLS LAST, source_uri, record_no, page_id))
SELECT article_id, page_id, url, version,
  CASE WHEN was.captured_at < captured_at THEN 'captured' WHEN was.replaced_count > replaced_count THEN 'overwritten'
    WHEN was.updated_at < updated_at THEN 'updated' ELSE 'place' END AS version_basis,
  captured_at, was.article_id AS previous_article_id, was.page_id AS previous_page_id,
  CASE WHEN was.title IS DISTINCT FROM title THEN was.title END AS previous_title,
  CASE WHEN version = 1 THEN [] ELSE list_filter(paragraphs, lambda p: NOT list_contains(was.paragraphs, p)) END
    AS paragraphs_added,
  list_filter(coalesce(was.paragraphs, []), lambda p: NOT list_contains(paragraphs, p)) AS paragraphs_removed,
  CASE WHEN version = 1 THEN [] ELSE list_sort(list_filter(figures, lambda f: NOT list_contains(was.figures, f))) END
    AS figures_added,
  list_sort(list_filter(coalesce(was.figures, []), lambda f: NOT list_contains(figures, f))) AS figures_removed,
  CASE WHEN version = 1 THEN [] ELSE list_filter(ids, lambda id, n: NOT list_contains(was.said, said[n])) END
    AS comments_appeared,
  list_filter(coalesce(was.ids, []), lambda id, n: NOT list_contains(said, was.said[n])) AS comments_vanished
FROM pair
"""
