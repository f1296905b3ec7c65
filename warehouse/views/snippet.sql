-- The part of a text around the first word that a search asks for, at most `width` characters, with … where it is cut.
CREATE MACRO snippet(text, q, width := 240) AS (
  WITH place AS (
    SELECT length(regexp_extract(strip_accents(lower(text)), '(?s)^(.*?)(?:^|[^\p{L}\p{N}])(?:'
      || array_to_string(list_transform(ft.stems(q), lambda stem: rtrim(stem, 'y')), '|') || ')', 1)) AS hit),
  cut AS (SELECT greatest(0, least(hit - width // 3, length(text) - width)) AS start FROM place)
  SELECT CASE WHEN start > 0 THEN '…' ELSE '' END || trim(substr(text, start + 1, width))
    || CASE WHEN start + width < length(text) THEN '…' ELSE '' END
  FROM cut);
