-- Who is quoted how often, in how many articles and by how many publishers? Copies of a story count once.
--   quote_count: Quotations, direct and indirect
--   direct_count: Those in quotation marks
--   article_count: Articles that quote the speaker
--   publisher_count: Publishers that do
--   first_published_at: When the first of them was published
--   last_published_at: When the last of them was published
CREATE VIEW speakers AS FROM ix.speaker;
