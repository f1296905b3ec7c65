"""Is a line a button, a counter, a thread's heading or the form below it?

One short line goes in; what comes out is true or false, or the number of comments that a heading
announces. Everything is judged by the words of `comment_words`, glued ones ("ReplyDelete") cut apart.
"""

import re
from functools import lru_cache, reduce
from operator import or_
from typing import Final, NamedTuple

from tasks.structuring.comment_words import (
    AGO,
    ANSWER_WORDS,
    BADGES,
    BEFORE_AGO,
    COMMENT_NOUNS,
    CONTROL_FILLERS,
    CONTROL_WORDS,
    DISCUSSION_NOUNS,
    FORM_WORDS,
    HEADING_FILLERS,
    LABELS,
    LINK_WORDS,
    ONE_WORDS,
    REPLY_NOUNS,
    SAY_PHRASES,
    SORT_WORDS,
    THREAD_BUTTONS,
)
from tasks.structuring.comment_words import TODAY as DAY_WORDS

# Cyrillic letters that pages put into Latin words, by the Latin letter that they look like.
LOOKALIKES: Final = str.maketrans("АВЕКМНОРСТХаеорсух", "ABEKMHOPCTXaeopcyx")
LATIN: Final = re.compile(r"[a-zA-Z]")
PART: Final = re.compile(r"\d+|[^\W\d_]+(?:['’][^\W\d_]+)*")
CAMEL: Final = re.compile(r"(?<=[^\W\d_A-ZÀ-Þ])(?=[A-ZÀ-Þ])")
LONGEST_CONTROL: Final = 90  # characters; the longest rows of buttons under a comment have about 80
LONGEST_HEADING: Final = 240  # "12 thoughts on" with the story's headline
BARE_HEADING_WORDS: Final = 10
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


class Reading(NamedTuple):
    """A line's words, the sorts that all of them share, and the sorts that any of them has."""

    words: tuple[str, ...]
    every: int
    some: int


# What a word can be in the furniture of a thread: bits, since most words can be several.
(BUTTON, BUTTON_ROW, BADGE, HEADING, COMMENT, DISCUSSION, SORT, THREAD, ANSWER, SAY, FORM_KEY, LABEL, TIMED) = (
    1 << i for i in range(13)
)
_SETS: Final = (
    (CONTROL_WORDS, BUTTON | BUTTON_ROW),
    (CONTROL_FILLERS, BUTTON_ROW),
    (BADGES, BADGE),
    (COMMENT_NOUNS, COMMENT | HEADING | THREAD),
    (DISCUSSION_NOUNS, DISCUSSION | HEADING),
    (REPLY_NOUNS | HEADING_FILLERS, HEADING),
    (SORT_WORDS, SORT | HEADING),
    (THREAD_BUTTONS, THREAD),
    (ANSWER_WORDS, ANSWER),
    (frozenset(phrase.split()[-1].removesuffix("(a)") for phrase in SAY_PHRASES), SAY),
    (FORM_WORDS, FORM_KEY),
    (LABELS, LABEL),
    (DAY_WORDS | AGO | BEFORE_AGO, TIMED),
)
_NUMBER: Final = BUTTON_ROW | BADGE | HEADING | LABEL | TIMED
_SORTS: Final = {
    word: reduce(or_, (sort for words, sort in _SETS if word in words)) for words, _ in _SETS for word in words
}


@lru_cache(maxsize=16384)
def read_words(line: str) -> Reading:
    """The line's case-folded words and numbers, glued ones apart, look-alike letters in Latin words replaced."""
    words: list[str] = []
    every, some = -1, 0
    for part in PART.findall(line):
        for word in (part,) if part.islower() or part.istitle() or part.isupper() else CAMEL.split(part):
            if not word.isascii() and LATIN.search(word):
                word = word.translate(LOOKALIKES)
            word = word.casefold()
            sort = _NUMBER if word[0].isdecimal() else _SORTS.get(word, 0)
            every &= sort
            some |= sort
            words.append(word)
    return Reading(tuple(words), every if words else 0, some)


def words_of(line: str) -> tuple[str, ...]:
    """The words of a line.

    >>> words_of("ReplyDelete 3 Сomments")
    ('reply', 'delete', '3', 'comments')
    """
    return read_words(line).words


def is_button(line: str) -> bool:
    """Nothing but buttons, votes and counters, at least one of them a word that only buttons have."""
    reading = read_words(line)
    return len(line) <= LONGEST_CONTROL and bool(reading.every & BUTTON_ROW and reading.some & BUTTON)


def is_counter(line: str) -> bool:
    """Nothing but a number: votes."""
    return len(line) <= 20 and COUNTER.match(line) is not None


def is_badge(line: str) -> bool:
    """Nothing but what a site writes beside names: 'Guest', 'Top commenter', an avatar's alt text."""
    reading = read_words(line)
    if not 0 < len(reading.words) <= 4:
        return False
    return bool(reading.every & BADGE) or (line.isupper() and reading.words[-1] in BADGES)


def is_label(line: str) -> bool:
    """Nothing but what a date or a profile is labelled with: 'Last updated', 'Joined'."""
    return bool(read_words(line).every & LABEL)


def may_state_time(line: str) -> bool:
    return bool(read_words(line).some & TIMED)


def is_form(line: str) -> bool:
    """A line of the form in which readers write, or of what stands around it: a thread's end."""
    if len(line) > LONGEST_HEADING or not read_words(line).some & FORM_KEY:
        return False
    return FORM.match(line) is not None


def is_teaser(line: str) -> bool:
    """'Continue reading', '3 comments' under an entry: the mark of a list of stories."""
    return len(line) <= LONGEST_CONTROL and TEASER.search(line) is not None


def heading_count(line: str) -> int | None:
    """How many comments a heading announces; 0 where it names none; None if it is no heading.

    >>> heading_count("3 thoughts on “A day at sea”"), heading_count("Comments"), heading_count("A day at sea")
    (3, 0, None)
    """
    if len(line) > LONGEST_HEADING or not (reading := read_words(line)).some & HEADING:
        return None
    counted = COUNTED_HEADING.match(line + " ")
    if counted and _is_noun(counted.group(2)) and (number := _number(counted.group(1))) is not None:
        return number
    if not _names_nothing_else(reading):
        return None
    numbers = [int(word) for word in reading.words if word.isdecimal() and len(word) < 7]
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
    return bool(read_words(line).some & THREAD)


def names_comments(line: str) -> bool:
    """The line has a word that only comment threads are called by."""
    return bool(read_words(line).some & COMMENT)


def announced_count(line: str) -> int | None:
    """The number in 'N anythings': sites name their comments as they like."""
    words = words_of(line)
    if len(words) > 3 or sum(word.isdecimal() for word in words) != 1:
        return None
    return next(int(word) for word in words if word.isdecimal()) if len(words) > 1 else None


def _is_noun(word: str) -> bool:
    folded = word.translate(LOOKALIKES).casefold() if LATIN.search(word) else word.casefold()
    return folded in COMMENT_NOUNS or folded in DISCUSSION_NOUNS or folded in REPLY_NOUNS


def _names_nothing_else(reading: Reading) -> bool:
    if len(reading.words) > BARE_HEADING_WORDS or not reading.every & HEADING:
        return False
    return bool(reading.some & (COMMENT | DISCUSSION)) or len({w for w in reading.words if w in SORT_WORDS}) > 1
