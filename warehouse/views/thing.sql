-- A figure's unit folded to what is counted: head noun in the singular, of what, what became of it ('militant killed').
CREATE MACRO thing(unit) AS (
  WITH phrase AS (
    SELECT string_split(trim(regexp_replace(lower(unit),
      '\s(?:in|from|for|on|at|to|by|per|with|who|that|aboard|along|near)\s.*$', '')), ' of ') AS parts),
  parts AS (
    SELECT regexp_extract(parts[1], '^(.*?)\s*(\S+ed|dead|missing|hurt)?$', 1) AS noun_phrase,
      regexp_extract(parts[1], '^(.*?)\s*(\S+ed|dead|missing|hurt)?$', 2) AS fate,
      regexp_extract(parts[2], '\S+$') AS whole
    FROM phrase)
  SELECT nullif(concat_ws(' ', nullif(ft.stem(regexp_extract(noun_phrase, '(?:(?:square|cubic|nautical)\s)?\S+$')), ''), nullif(fate, ''),
    'of ' || ft.stem(nullif(whole, ''))), '')
  FROM parts);
