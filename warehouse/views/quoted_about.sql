-- Who is quoted most about X? Quotations whose own words, or whose headline, have all the words asked for: quoted_about('cranes').
--   quote_count: Quotations about it; copies of a story count once
--   article_count: Articles with such a quotation
--   example: The first of them
--   example_quote_id: Its quote_id, for cite()
CREATE MACRO quoted_about(q, k := 20) AS TABLE
WITH wanted AS (SELECT unnest(ft.terms(q)) AS term),
page AS MATERIALIZED (
  SELECT d.page_id FROM ft.post JOIN wanted USING (term) JOIN ft.doc d USING (doc_no)
  WHERE d.kind = 'article' GROUP BY d.page_id, doc_no HAVING count(*) = (SELECT count(*) FROM wanted)),
hit AS (
  SELECT quotes.speaker, quotes.article_id, quotes.text, quotes.quote_id, a.published_at
  FROM quotes JOIN page ON page.page_id = quotes.page_id JOIN articles a ON a.article_id = quotes.article_id
  WHERE quotes.speaker IS NOT NULL AND a.is_story_original AND (
    has_words(quotes.text, q) OR has_words(a.title, q)))
SELECT speaker, count(*) AS quote_count, count(DISTINCT article_id) AS article_count,
  arg_min(text, (published_at, quote_id)) AS example, arg_min(quote_id, (published_at, quote_id)) AS example_quote_id
FROM hit GROUP BY speaker ORDER BY quote_count DESC, speaker LIMIT k;
