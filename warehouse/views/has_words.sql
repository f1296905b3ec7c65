-- Does a text have all the words asked for, whatever their case, accents and plural? has_words(title, 'port strikes')
CREATE MACRO has_words(text, q) AS CASE
  WHEN list_bool_and(list_transform(ft.words(q), lambda word:
    contains(strip_accents(lower(text)), rtrim(ft.stem(word), 'y'))))
  THEN list_has_all(ft.terms(text), ft.terms(q)) ELSE false END;
