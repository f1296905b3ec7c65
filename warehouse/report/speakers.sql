-- Who is quoted?
SELECT speaker, quote_count AS quotes, direct_count AS in_quotation_marks, article_count AS articles,
  publisher_count AS publishers
FROM speakers ORDER BY quotes DESC, articles DESC, speaker, speaker_entity_id LIMIT 15
