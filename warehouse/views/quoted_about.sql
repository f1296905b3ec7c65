-- Who is quoted most about X? Quotations whose own words, or whose headline, have all the words asked for: quoted_about('cranes').
--   quote_count: Quotations about it; copies of a story count once
--   article_count: Articles with such a quotation
--   example: The first of them
--   example_quote_id: Its quote_id, for cite()
CREATE MACRO quoted_about(q, k := 20) AS TABLE
WITH wanted AS (SELECT unnest(ft.terms(q)) AS term),
page AS MATERIALIZED (
  SELECT DISTINCT ix.key(d.page_id) AS page_key FROM ft.doc d JOIN (
    SELECT doc_no FROM ft.post JOIN wanted USING (term) GROUP BY doc_no
    HAVING count(*) = (SELECT count(*) FROM wanted)) USING (doc_no)
  WHERE d.kind = 'article'),
story AS MATERIALIZED (
  SELECT page_key, published_at, has_words(title, q) AS is_about FROM ix.page JOIN page USING (page_key)
  WHERE is_story_original),
said AS MATERIALIZED (
  SELECT quote.speaker, page_key, quote.text, quote.quote_id, story.published_at, is_about
  FROM ix.quote JOIN story USING (page_key)
  WHERE quote.speaker IS NOT NULL AND (story.is_about OR ft.may_have(quote.text, q))),
-- The limit keeps the second test from being taken into the first, where it would be made of every quotation.
hit AS (FROM (FROM said LIMIT 1_000_000_000) WHERE is_about OR has_words(text, q))
SELECT speaker, count(*) AS quote_count, count(DISTINCT page_key) AS article_count,
  arg_min(text, (published_at, quote_id)) AS example, arg_min(quote_id, (published_at, quote_id)) AS example_quote_id
FROM hit GROUP BY speaker ORDER BY quote_count DESC, speaker LIMIT k;
