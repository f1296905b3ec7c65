-- Who is quoted most about X? Quotations whose own words, or whose headline, have all the words asked for: quoted_about('cranes').
--   quote_count: Quotations about it; copies of a story count once
--   article_count: Articles with such a quotation
--   example: The first of them
--   example_quote_id: Its quote_id, for cite()
CREATE MACRO quoted_about(q, k := 20) AS TABLE
WITH wanted AS (SELECT unnest(ft.terms(q)) AS term),
story AS MATERIALIZED (
  SELECT page_key, published_at, has_words(title, q) AS is_about FROM ix.page JOIN (
    SELECT doc_no FROM ft.post JOIN wanted USING (term) GROUP BY doc_no
    HAVING count(*) = (SELECT count(*) FROM wanted)) USING (doc_no)
  WHERE is_story_original),
said AS MATERIALIZED (
  SELECT quote.speaker, page_key, quote.text, quote.quote_key, story.published_at, is_about
  FROM ix.quote JOIN story USING (page_key)
  WHERE quote.speaker IS NOT NULL AND (story.is_about OR ft.may_have(quote.text, q))),
-- The limit keeps the second test from being taken into the first, where it would be made of every quotation.
hit AS (FROM (FROM said LIMIT 1_000_000_000) WHERE is_about OR has_words(text, q)),
most AS MATERIALIZED (
  SELECT speaker, count(*) AS quote_count, count(DISTINCT page_key) AS article_count,
    arg_min(quote_key, (published_at, quote_key)) AS quote_key
  FROM hit GROUP BY speaker ORDER BY quote_count DESC, speaker LIMIT k),
-- What is shown is read by the numbers of its rows, so that what lies between is not.
example AS MATERIALIZED (
  SELECT quote_key, text, quote_id FROM ix.quote
  WHERE rowid IN (SELECT rowid FROM ix.quote WHERE quote_key IN (SELECT quote_key FROM most)))
SELECT speaker, quote_count, article_count, text AS example, quote_id AS example_quote_id
FROM most JOIN example USING (quote_key) ORDER BY quote_count DESC, speaker;
