-- Does a text have all the words asked for, whatever their case, accents and plural? has_words(title, 'port strikes')
CREATE MACRO has_words(text, q) AS CASE
  WHEN ft.may_have(text, q) THEN list_has_all(ft.stems(text), ft.stems(q)) ELSE false END;
