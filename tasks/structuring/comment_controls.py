"""Is a line a button, a counter, a thread's heading or the form below it?

One short line goes in; what comes out is true or false, or the number of comments that a heading
announces. Everything is judged by the words of `comment_words`, glued ones ("ReplyDelete") cut apart.
"""

import re
from typing import Final

from tasks.structuring.comment_words import (
    BADGES,
    COMMENT_NOUNS,
    CONTROL_FILLERS,
    CONTROL_WORDS,
    DISCUSSION_NOUNS,
    HEADING_FILLERS,
    LINK_WORDS,
    ONE_WORDS,
    REPLY_NOUNS,
    SORT_WORDS,
    THREAD_BUTTONS,
)

# Cyrillic letters that pages put into Latin words, by the Latin letter that they look like.
LOOKALIKES: Final = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")
LATIN: Final = re.compile(r"[a-zA-Z]")
PART: Final = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")
CAMEL: Final = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])")
LONGEST_CONTROL: Final = 90  # characters; the longest rows of buttons under a comment have about 80
LONGEST_HEADING: Final = 240  # "12 thoughts on" with the story's headline
BARE_HEADING_WORDS: Final = 10

HEADING_WORDS: Final = COMMENT_NOUNS | DISCUSSION_NOUNS | REPLY_NOUNS | HEADING_FILLERS | SORT_WORDS
COUNTED_HEADING: Final = re.compile(
    r"^\W{0,4}(?:there (?:are|is)\s+(?:currently\s+)?|this (?:post|article|story|entry) has:?\s+)?(\d{1,6}|[^\W\d_]{2,5})\s+([^\W\d_]+)\b"
    r"(?:\s+(?:on|to|for|about|zu|zum|zur|über|auf|à|sur|en|a|para|su|op|bij|til|till|до|к|на)\b|\W+)",
    re.IGNORECASE,
)
FORM: Final = re.compile(
    r"^\W{0,3}(?:(?:leave|post|add|write|submit|make|share|enter)\s+(?:a|an|your|new|the)?\s*(?:public\s+|new\s+|own\s+)?"
    r"(?:reply|comment|response|thoughts?|feedback)\b|(?:cancel|click here to cancel)\s+(?:reply|comment)|"
    r"(?:the )?comments? (?:to|for|on) this \w+ (?:are|is|have)|your (?:e-?mail )?address will not be|comments? (?:are|is|have been|for this \w+ are) (?:now )?(?:closed|disabled)|"
    r"comments closed|you must (?:be )?log|(?:log|sign) ?in to (?:post|leave|comment|reply)|login to (?:post|comment)|"
    r"to (?:leave|post|write) a comment|must be logged in|(?:blog )?comments? powered by|powered by (?:disqus|wpdiscuz|facebook)|"
    r"(?:rss )?feed for (?:comments|this)|rss feed for|this site uses akismet|what do you think|join the conversation$|"
    r"notify me of|(?:no )?trackback|discussion closed|recent comments|comments feed|comment (?:policy|guidelines|rules)|"
    r"(?:schreiben?|hinterlassen?|verfassen?|erstellen?)\s+(?:sie|du)?\s*(?:einen?|deinen?|ihren?)?\s*(?:neuen )?"
    r"(?:kommentar|antwort|beitrag|meinung)|(?:ihr|dein|mein|neuer|einen?) kommentar\b|kommentar (?:schreiben|verfassen|"
    r"hinterlassen|abgeben|hinzufügen)|kommentieren$|\w{3,20} abbrechen$|(?:deine|ihre|die) e-?mail|e-?mail.?adresse wird nicht|"
    r"(?:diese|unsere) (?:website|seite) verwendet akismet|(?:die )?kommentar(?:e|funktion) (?:sind|ist|wurde) (?:derzeit )?"
    r"(?:geschlossen|deaktiviert)|(?:sie|du) m(?:ü|u)ss(?:en|t) (?:angemeldet|eingeloggt|dich|sich)|bitte (?:loggen|melden) sie|"
    r"(?:laisser|poster|ajouter|écrire|publier) (?:un|votre) (?:commentaire|réponse)|laissez (?:une?|votre)|votre (?:adresse|commentaire)|"
    r"annuler la réponse|les commentaires sont fermés|(?:deja|dejar|escribe|escribir|añadir|añade|publicar) (?:un|una|tu) "
    r"(?:comentario|respuesta)|tu dirección de correo|cancelar (?:la )?respuesta|(?:lascia|scrivi|aggiungi) un (?:commento|"
    r"risposta)|il tuo indirizzo|annulla risposta|(?:deixe|deixar|escreva|adicionar) (?:um|uma|seu) (?:comentário|resposta)|"
    r"o seu endereço|(?:geef|laat|plaats|schrijf) een (?:reactie|antwoord)|je e-?mailadres|(?:dodaj|napisz|zostaw) "
    r"(?:komentarz|odpowiedź)|twój adres|(?:добавить|оставить|написать)(?: \w{4,12})? (?:комментарий|ответ)|ваш (?:e-?mail|адрес|"
    r"комментарий)|(?:skriv|lämna|legg igjen) (?:en|ett|et)? ?(?:kommentar|svar)|(?:přidat|napsat) komentář|"
    r"(?:vélemény|hozzászólás) (?:írása|küldése)|(?:bir )?yorum (?:yap|yaz))",
    re.IGNORECASE,
)
TEASER: Final = re.compile(
    r"(?:read (?:more|the rest|full)|continue reading|weiterlesen|lire la suite|leer más|seguir leyendo|keep reading|"
    r"(?:no|0|\d+) comments?|keine kommentare|\d+ kommentare?|mehr lesen|leggi tutto|lees meer|читать)\W*$",
    re.IGNORECASE,
)
COUNTER: Final = re.compile(r"^[+\-–−▲▼△▽↑↓♥❤👍👎()\[\]/|\s\d.,%]*\d[+\-–−▲▼△▽↑↓♥❤👍👎()\[\]/|\s\d.,%KkM]*$")


def words_of(line: str) -> list[str]:
    """Case-folded words and numbers, glued ones apart, look-alike letters in Latin words replaced.

    >>> words_of("ReplyDelete 3 Сomments")
    ['reply', 'delete', '3', 'comments']
    """
    parts = [part for found in PART.finditer(line) for part in CAMEL.split(found.group())]
    return [(part.translate(LOOKALIKES) if LATIN.search(part) else part).casefold() for part in parts]


def is_button(line: str) -> bool:
    """Nothing but buttons, votes and counters, at least one of them a word that only buttons have."""
    if len(line) > LONGEST_CONTROL:
        return False
    words = words_of(line)
    has_button = any(word in CONTROL_WORDS for word in words)
    return has_button and all(word in CONTROL_WORDS or word in CONTROL_FILLERS or word.isdecimal() for word in words)


def is_counter(line: str) -> bool:
    """Nothing but a number: votes."""
    return len(line) <= 20 and COUNTER.match(line) is not None


def is_badge(line: str) -> bool:
    """Nothing but what a site writes beside names: 'Guest', 'Top commenter', an avatar's alt text."""
    words = words_of(line)
    if not 0 < len(words) <= 4:
        return False
    return all(word in BADGES or word.isdecimal() for word in words) or (line.isupper() and words[-1] in BADGES)


def is_form(line: str) -> bool:
    """A line of the form in which readers write, or of what stands around it: a thread's end."""
    return len(line) <= LONGEST_HEADING and FORM.match(line) is not None


def is_teaser(line: str) -> bool:
    """'Continue reading', '3 comments' under an entry: the mark of a list of stories."""
    return len(line) <= LONGEST_CONTROL and TEASER.search(line) is not None


def heading_count(line: str) -> int | None:
    """How many comments a heading announces; 0 where it names none; None if it is no heading.

    >>> heading_count("3 thoughts on “A day at sea”"), heading_count("Comments"), heading_count("A day at sea")
    (3, 0, None)
    """
    if len(line) > LONGEST_HEADING:
        return None
    counted = COUNTED_HEADING.match(line + " ")
    if counted and _is_noun(counted.group(2)) and (number := _number(counted.group(1))) is not None:
        return number
    words = words_of(line)
    numbers = [int(word) for word in words if word.isdecimal() and len(word) < 7]
    if not _names_nothing_else(words):
        return None
    return numbers[0] if len(numbers) == 1 else 0


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return 1 if word.casefold() in ONE_WORDS else None


def is_link(line: str) -> bool:
    """'See comments': the way to a thread that is not here."""
    words = words_of(line)
    return bool(words) and (words[0] in LINK_WORDS or words[-1] in LINK_WORDS)


def is_thread_button(line: str) -> bool:
    """A row of buttons that only single comments have: answers, reports, votes, or the word itself."""
    return any(word in THREAD_BUTTONS or word in COMMENT_NOUNS for word in words_of(line))


def names_comments(line: str) -> bool:
    """The line has a word that only comment threads are called by."""
    return any(word in COMMENT_NOUNS for word in words_of(line))


def announced_count(line: str) -> int | None:
    """The number in 'N anythings': sites name their comments as they like."""
    words = words_of(line)
    if len(words) > 3 or sum(word.isdecimal() for word in words) != 1:
        return None
    return next(int(word) for word in words if word.isdecimal()) if len(words) > 1 else None


def _is_noun(word: str) -> bool:
    folded = word.translate(LOOKALIKES).casefold() if LATIN.search(word) else word.casefold()
    return folded in COMMENT_NOUNS or folded in DISCUSSION_NOUNS or folded in REPLY_NOUNS


def _names_nothing_else(words: list[str]) -> bool:
    if not 0 < len(words) <= BARE_HEADING_WORDS:
        return False
    is_named = any(word in COMMENT_NOUNS or word in DISCUSSION_NOUNS for word in words)
    if not is_named and len({word for word in words if word in SORT_WORDS}) < 2:
        return False
    return all(word in HEADING_WORDS or word.isdecimal() for word in words)
